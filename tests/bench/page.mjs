// How fast the page is on large machines: opening, editing and panning in Chromium on the real backend.
// Prints a table; judges nothing. Run by `make bench`.
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { open, serve } from "../page/backend.mjs";

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

/** Times of animation frames while something goes on, milliseconds. */
const frames = (page, milliseconds) =>
  page.evaluate(
    (length) =>
      new Promise((resolve) => {
        const gaps = [];
        let last = performance.now();
        const end = last + length;
        requestAnimationFrame(function frame(now) {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(gaps.slice(1));
        });
      }),
    milliseconds,
  );

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const cleanUp = [];
const fake = { after: (job) => cleanUp.push(job) };
const folder = await fs.mkdtemp(path.join(os.tmpdir(), "stepwell-bench-"));
const sizes = [10, 100, 1000];
for (const size of sizes) await fs.writeFile(path.join(folder, `machine-${size}.asl.json`), machine(size));
const backend = await serve(fake, { home: path.join(folder, "home"), open: [folder] });
const { page } = await open(fake, backend.url);
page.setDefaultTimeout(120_000);

const rows = [];
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

  const edits = [];
  for (let turn = 0; turn < 10; turn++) {
    const [from, to] = turn % 2 === 0 ? ["State 0", "Renamed"] : ["Renamed", "State 0"];
    await page.getByTestId(`state:${from}`).click({ position: { x: 60, y: 20 } });
    await page.keyboard.press("F2");
    await page.getByTestId("rename").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(to);
    const begun = await page.evaluate(() => performance.now());
    await page.keyboard.press("Enter");
    await page.getByTestId(`state:${to}`).waitFor();
    edits.push((await page.evaluate(() => performance.now())) - begun);
  }

  const canvas = await page.getByTestId("canvas").boundingBox();
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + 30 };
  const measuring = frames(page, 2_000);
  await page.mouse.move(middle.x, middle.y);
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(0, step % 2 === 0 ? 120 : -90);
    await page.waitForTimeout(20);
  }
  const gaps = await measuring;
  rows.push({
    states: size,
    "open, ms": Math.round(opened),
    "edit to DOM, ms (median of 10)": Math.round(percentile(edits, 0.5)),
    "frame while wheeling, ms p50": Math.round(percentile(gaps, 0.5) * 10) / 10,
    "p95": Math.round(percentile(gaps, 0.95) * 10) / 10,
  });
}
console.table(rows);
for (const job of cleanUp.toReversed()) await job();
await fs.rm(folder, { recursive: true, force: true });
