// A small WebDriver client for the real window: WebKitWebDriver starts stepwell-desktop and drives its page.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const binary = path.resolve(process.env.STEPWELL_DESKTOP ?? path.join(root, "target/debug/stepwell-desktop"));
const driver = process.env.WEBKIT_WEBDRIVER ?? "WebKitWebDriver";
const element = "element-6066-11e4-a52e-4f735466cecf";

/** Where screenshots go: kept as an artefact of CI. */
export const artifacts = path.join(root, "artifacts");

/** A folder that is gone after the test. */
export async function temporary(test, name) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), `stepwell-${name}-`));
  // WebKit's processes may write their last while the folder goes; a folder left over in /tmp must not fail a test.
  test.after(() => fs.rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }).catch(() => undefined));
  return folder;
}

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until a check gives something other than null, undefined or false. */
export async function until(check, what, milliseconds = 30_000) {
  const end = Date.now() + milliseconds;
  let last;
  for (;;) {
    try {
      const found = await check();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what} did not happen within ${milliseconds} ms${last ? `: ${last.message}` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Opens the window on these arguments; the time until its canvas can be used is in `started`. */
export async function openWindow(test, args) {
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: "true", WEBKIT_DISABLE_DMABUF_RENDERER: "1" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const failed = new Promise((_, reject) => {
    child.once("error", (error) => reject(new Error(`${driver} could not be started: ${error.message}; apt-get install webkit2gtk-driver`)));
  });
  failed.catch(() => undefined);
  test.after(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  });
  const base = `http://127.0.0.1:${port}`;
  await Promise.race([failed, until(async () => (await fetch(`${base}/status`)).ok, "WebKitWebDriver's start")]);

  async function request(method, url, body) {
    const response = await fetch(base + url, {
      method,
      headers: { "content-type": "application/json" },
      // A window that does not come must fail the test, not hold it.
      signal: AbortSignal.timeout(90_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${url}: ${value?.error}: ${value?.message}`);
    return value;
  }

  const begun = performance.now();
  const session = await request("POST", "/session", {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
  });
  const at = `/session/${session.sessionId}`;
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await request("DELETE", at).catch(() => undefined);
  };
  test.after(close);

  const window = {
    begun,
    close,
    /** Runs a function in the page. */
    run: (script, ...given) => request("POST", `${at}/execute/sync`, { script: `return (${script}).apply(null, arguments)`, args: given }),
    async find(selector) {
      const found = await request("POST", `${at}/elements`, { using: "css selector", value: selector });
      return found[0]?.[element] ?? null;
    },
    /** Waits for an element and gives it. */
    wait: (selector, milliseconds) => until(() => window.find(selector), `The element ${selector}`, milliseconds),
    gone: (selector) => until(async () => (await window.find(selector)) === null, `The going of ${selector}`),
    async click(selector) {
      const id = await window.wait(selector);
      await request("POST", `${at}/element/${id}/click`, {});
    },
    text: async (selector) => request("GET", `${at}/element/${await window.wait(selector)}/text`),
    attribute: async (selector, name) => request("GET", `${at}/element/${await window.wait(selector)}/attribute/${name}`),
    /** The middle of an element, in the window. */
    middle: (selector) =>
      window.run(
        `function (selector) {
          const box = document.querySelector(selector).getBoundingClientRect();
          return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
        }`,
        selector,
      ),
    /** Presses keys together, the last one while the others are held. */
    async keys(...keys) {
      const down = keys.map((value) => ({ type: "keyDown", value }));
      const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
      await request("POST", `${at}/actions`, { actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }] });
      await request("DELETE", `${at}/actions`);
    },
    async type(text) {
      const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
      await request("POST", `${at}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
      await request("DELETE", `${at}/actions`);
    },
    /** Drags with the pointer; the first move after pressing is swallowed by WebKitGTK, so it is a nudge. */
    async drag(from, to, { pause = 60 } = {}) {
      const move = ({ x, y }, duration = 0) => ({ type: "pointerMove", duration, x: Math.round(x), y: Math.round(y), origin: "viewport" });
      const steps = Array.from({ length: 8 }, (_, step) => ({
        x: from.x + ((to.x - from.x) * (step + 1)) / 8,
        y: from.y + ((to.y - from.y) * (step + 1)) / 8,
      }));
      const actions = [
        move(from), { type: "pointerDown", button: 0 }, { type: "pause", duration: pause },
        move({ x: from.x + 1, y: from.y }), move({ x: from.x + 3, y: from.y + 3 }),
        ...steps.flatMap((step) => [move(step), { type: "pause", duration: pause }]),
        move({ x: to.x + 1, y: to.y }), { type: "pause", duration: pause * 2 },
        { type: "pointerUp", button: 0 },
      ];
      await request("POST", `${at}/actions`, { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
      await request("DELETE", `${at}/actions`);
    },
    async picture(name) {
      await fs.mkdir(artifacts, { recursive: true });
      await fs.writeFile(path.join(artifacts, `${name}.png`), Buffer.from(await request("GET", `${at}/screenshot`), "base64"));
    },
  };
  return window;
}

/** Keys that have no character, as WebDriver names them. */
export const key = { control: "\uE009", enter: "\uE007", escape: "\uE00C", f2: "\uE032", f5: "\uE035", delete: "\uE017", up: "\uE013" };
