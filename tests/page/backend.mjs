// Starts `stepwell serve --ui` with a folder and a home of its own, and Chromium on its page.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const binary = process.env.STEPWELL_BIN ?? path.join(root, "target/debug/stepwell");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Where screenshots go: kept as an artefact of CI. */
export const artifacts = path.join(root, "artifacts");

/** The pages that a test has opened. */
const pages = new WeakMap();

/**
 * A test with a picture of its pages where it failed. In CI what fails is tried once more, and says so: a browser on a
 * busy machine is late now and then. Outside of CI the first failure counts.
 */
export function test(name, body) {
  nodeTest(name, async (t) => {
    for (let attempt = process.env.CI ? 1 : 2; ; attempt += 1) {
      pages.set(t, []);
      try {
        return await body(t);
      } catch (error) {
        const said = name.replaceAll(/[^\w]+/g, "-").slice(0, 80);
        for (const [index, page] of pages.get(t).entries()) await picture(page, `failed-${said}-${index}`).catch(() => undefined);
        if (attempt === 2) throw error;
        t.diagnostic(`failed, and is tried once more: ${error.stack ?? error}`);
        for (const page of pages.get(t)) await page.context().close();
      }
    }
  });
}

/** A folder that is gone after the test. */
export async function temporary(test, name) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), `stepwell-${name}-`));
  test.after(() => fs.rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }).catch(() => undefined));
  return folder;
}

/** The workflows of the tests, copied so that tests may change them. */
export async function workflows(test) {
  const folder = await temporary(test, "folder");
  await fs.cp(path.join(root, "tests/page/workflows"), folder, { recursive: true });
  return folder;
}

/** A running `stepwell serve --ui`; `stop` ends it as Ctrl+C does, `kill` as a crash does. */
export async function serve(test, { home, open = [] }) {
  const child = spawn(binary, ["serve", "--ui", "--home", home, ...open], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const url = await new Promise((resolve, reject) => {
    let out = "";
    child.stdout.on("data", (data) => {
      out += data;
      const line = out.split("\n")[0];
      if (out.includes("\n")) resolve(line.trim());
    });
    child.once("error", (error) => reject(new Error(`${binary} could not be started: ${error.message}; build it first`)));
    child.once("exit", (code) => reject(new Error(`stepwell ended with ${code}: ${said}`)));
  });
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  };
  test.after(() => end("SIGKILL"));
  return { url, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

/** One Chromium for all tests of a file; each test has contexts, which share nothing. It is closed when nobody has used it for a while. */
let launched;
let users = 0;

async function leave(context) {
  await context.close();
  users -= 1;
  setTimeout(async () => {
    if (users > 0 || launched === undefined) return;
    const browser = launched;
    launched = undefined;
    await (await browser).close();
  }, 500);
}

/** A page on it; anything the page logs as an error fails the test. */
export async function open(test, url, options = {}) {
  launched ??= chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  users += 1;
  const browser = await launched;
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, colorScheme: "light", reducedMotion: "no-preference", ...options,
  });
  await context.addInitScript(() => {
    const ask = window.fetch;
    window.stepwellRequestsOnTheirWay = 0;
    window.fetch = async (...rest) => {
      window.stepwellRequestsOnTheirWay += 1;
      try {
        return await ask(...rest);
      } finally {
        window.stepwellRequestsOnTheirWay -= 1;
      }
    };
  });
  let isLeft = false;
  const close = async () => {
    if (isLeft) return;
    isLeft = true;
    await leave(context);
  };
  test.after(close);
  const page = await context.newPage();
  pages.get(test)?.push(page);
  page.setDefaultTimeout(20_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors, browser, close };
}

/** Waits until a check holds, told by what it throws. */
export async function eventually(check, milliseconds = 15_000) {
  const until = Date.now() + milliseconds;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Waits until nothing is on its way to the backend and what is drawn stands still, so that a place on the screen can be told. */
export async function settled(page) {
  await page.waitForFunction(
    () => new Promise((resolve) => {
      let [still, last] = [0, ""];
      const look = () => {
        const boxes = [...document.querySelectorAll("[data-testid], [data-state], button")].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height].map(Math.round).join(" ");
        });
        const now = boxes.join(";");
        still = now === last && window.stepwellRequestsOnTheirWay === 0 ? still + 1 : 0;
        last = now;
        if (still >= 8) resolve(true);
        else requestAnimationFrame(look);
      };
      look();
    }),
  );
}

/** Where an element is once all stands still. */
export async function placed(page, element) {
  await settled(page);
  const box = await element.boundingBox();
  if (!box) throw new Error("it is not drawn");
  return box;
}

/** Keeps a picture of the page. */
export async function picture(page, name) {
  await fs.mkdir(artifacts, { recursive: true });
  await page.screenshot({ path: path.join(artifacts, `${name}.png`) });
}
