// How fast the page is on large machines: opening, editing, panning and zooming in Chromium on the real backend, by Chromium's own
// tracing, beside React Flow with nothing in it. Prints tables; judges nothing. Run by `make bench`.
import fs from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { open, serve } from "../page/backend.mjs";
import { frameWork, markToCommit, traced } from "./trace.mjs";

/** A chain of states with a Choice every tenth, as people write long workflows. */
function machine(states) {
  const all = {};
  for (let index = 0; index < states; index++) {
    const next = index + 1 < states ? { Next: `State ${index + 1}` } : { End: true };
    all[`State ${index}`] =
      index % 10 === 9 && index + 1 < states
        ? {
            Type: "Choice",
            Choices: [{ Variable: "$.n", NumericGreaterThan: index, Next: `State ${Math.max(0, index - 8)}` }],
            Default: `State ${index + 1}`,
          }
        : { Type: "Pass", Result: { index }, ResultPath: "$.last", ...next };
  }
  return JSON.stringify({ StartAt: "State 0", States: all }, null, 2);
}

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const cleanUp = [];
const fake = { after: (job) => cleanUp.push(job) };
const folder = await fs.mkdtemp(path.join(os.tmpdir(), "stepwell-bench-"));
/** The first one of a window is slower than those after it, and counts. */
const edits = 30;
const sizes = (process.env.STEPWELL_BENCH_STATES ?? "10,100,1000").split(",").map(Number);
for (const size of sizes) await fs.writeFile(path.join(folder, `machine-${size}.asl.json`), machine(size));
const backend = await serve(fake, { home: path.join(folder, "home"), open: [folder] });
const { page, browser } = await open(fake, backend.url);
page.setDefaultTimeout(120_000);

/** React Flow with nothing in it, as a page of its own. */
async function control() {
  const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "control");
  const outDir = path.join(folder, "control");
  await build({ root, base: "./", configFile: false, plugins: [react()], logLevel: "error", build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2000 } });
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
  const server = http.createServer(async (request, response) => {
    const name = request.url === "/" ? "index.html" : path.normalize(request.url ?? "/").replace(/^[/.]+/, "");
    const body = await fs.readFile(path.join(outDir, name)).catch(() => null);
    response.writeHead(body === null ? 404 : 200, { "content-type": types[path.extname(name)] ?? "application/octet-stream" });
    response.end(body ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

const round = (value) => Math.round(value * 10) / 10;

/** Pans by the wheel, then zooms out and in, as a hand does: an event in about every frame. */
async function panAndZoom(page, box) {
  await page.evaluate(() => performance.mark("bench"));
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let step = 0; step < 90; step++) {
    await page.mouse.wheel(step % 3 === 0 ? 20 : 0, step < 60 ? 90 : -120);
    await page.waitForTimeout(12);
  }
  await page.keyboard.down("Control");
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, step < 30 ? 40 : -40);
    await page.waitForTimeout(12);
  }
  await page.keyboard.up("Control");
}

async function moving(what, browser, page, box) {
  const { cpu, clock, rate } = frameWork(await traced(browser, page, () => panAndZoom(page, box)));
  return {
    what,
    frames: cpu.length,
    "frames a second": round(rate),
    "work a frame, ms p50": round(percentile(cpu, 0.5)),
    "p95": round(percentile(cpu, 0.95)),
    "by the clock p50": round(percentile(clock, 0.5)),
    "by the clock p95": round(percentile(clock, 0.95)),
  };
}

const rows = [];
const moved = [];
{
  const empty = await open(fake, await control());
  await empty.page.locator(".react-flow").waitFor();
  moved.push(await moving("React Flow, empty", empty.browser, empty.page, { x: 0, y: 0, width: 1440, height: 900 }));
  await empty.close();
}
// A rename, from the key that ends it to the frame that has the card's new name in it.
await page.evaluate(() => {
  globalThis.wanted = null;
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && globalThis.wanted !== null) performance.mark("edit");
  }, true);
  new MutationObserver(() => {
    if (globalThis.wanted === null || document.querySelector(`[data-testid="state:${globalThis.wanted}"]`) === null) return;
    globalThis.wanted = null;
    performance.mark("shown");
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-testid"] });
});
for (const size of sizes) {
  const button = page.getByRole("button", { name: new RegExp(`^machine-${size}\\b`) }).first();
  await button.waitFor();
  const opened = await page.evaluate(async (name) => {
    const entry = [...document.querySelectorAll("button, [role=button]")].find((one) => one.textContent?.startsWith(name));
    const begun = performance.now();
    entry?.click();
    while (!document.querySelector(`[data-testid="state:State 0"]`) || !document.querySelector("h1")?.textContent?.includes(name)) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - begun;
  }, `machine-${size}`);
  await page.waitForTimeout(1_500);

  const events = await traced(browser, page, async () => {
    await page.evaluate(() => performance.mark("bench"));
    for (let turn = 0; turn < edits; turn++) {
      const [from, to] = turn % 2 === 0 ? ["State 0", "Renamed"] : ["Renamed", "State 0"];
      await page.getByTestId(`state:${from}`).click({ position: { x: 60, y: 20 } });
      await page.keyboard.press("F2");
      await page.getByTestId("rename").waitFor();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(to);
      await page.evaluate((name) => (globalThis.wanted = name), to);
      await page.keyboard.press("Enter");
      // Playwright looks for the card in the page itself: not while the edit is timed.
      await page.waitForTimeout(250);
      await page.getByTestId(`state:${to}`).waitFor();
    }
  });
  const times = markToCommit(events, "edit", "shown");
  rows.push({
    states: size,
    "open, ms": Math.round(opened),
    "edit to committed DOM, ms p50": round(percentile(times, 0.5)),
    "p95": round(percentile(times, 0.95)),
    "the first": round(times[0] ?? 0),
    edits: times.length,
  });
  moved.push(await moving(`${size} states`, browser, page, await page.getByTestId("canvas").boundingBox()));
}
console.table(rows);
console.log("Panning and zooming: the main thread's work between two frames (no GPU: Chromium draws with the processor)");
console.table(moved);
for (const job of cleanUp.toReversed()) await job();
await fs.rm(folder, { recursive: true, force: true });
