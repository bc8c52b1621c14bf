// The main screens have no fault that axe-core knows of (WCAG 2.2 A and AA, contrast among them), in light and in dark.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { open, picture, serve, temporary, test, workflows } from "./backend.mjs";
import { chain } from "./canvas.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const state = (page, key) => page.getByTestId(`state:${key}`);

/** What axe finds on the page as it stands, a line for each element. */
async function faults(page) {
  return page.evaluate(async () => {
    // What still fades in has other colours than what it becomes.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    const { violations } = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      // Experimental in axe: it compares letters, also those of numbers and signs beside a name.
      rules: { "label-content-name-mismatch": { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, any }) => `${id}: ${target.join(" ")} ${html.slice(0, 120)} ${any.map(({ message }) => message).join(" ").slice(0, 160)}`),
    );
  });
}

/** Ways to the screens, one after the other, each from where the last one left the page. */
const screens = {
  designer: async (page) => {
    await page.getByRole("button", { name: /^order\b/ }).first().click();
    await state(page, "Check").waitFor();
  },
  "a Task": async (page) => {
    await state(page, "Check").click();
    await page.getByTestId("inspector").getByRole("tab").first().waitFor();
  },
  "a Choice": (page) => state(page, "Route").click({ position: { x: 60, y: 20 } }),
  "several states": async (page) => {
    await state(page, "Check").click({ modifiers: ["Shift"] });
    await page.getByText("2 states").first().waitFor();
  },
  "notes and a closed frame": async (page) => {
    await page.getByRole("button", { name: "Comments as notes" }).click();
    await state(page, "Side by side").hover({ position: { x: 30, y: 14 } });
    await page.getByRole("button", { name: "Close Side by side" }).click();
    await state(page, "Side by side/Reserve").waitFor({ state: "detached" });
  },
  "one frame alone": async (page) => {
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByTestId("within").waitFor();
  },
  "find in states": async (page) => {
    await page.getByTestId("within").getByRole("button").first().click();
    await state(page, "Check").click();
    await page.keyboard.press("ControlOrMeta+f");
    await page.getByLabel("Find in states").fill("type");
  },
  "the list to add from": async (page) => {
    await page.keyboard.press("Escape");
    await state(page, "Check").click();
    await page.keyboard.press("a");
    await page.getByTestId("picker").waitFor();
  },
  "a state's menu": async (page) => {
    await page.keyboard.press("Escape");
    await page.getByTestId("picker").waitFor({ state: "detached" });
    await state(page, "Check").click({ button: "right" });
    await page.getByRole("menu").waitFor();
  },
  "the connecting form": async (page) => {
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await state(page, "Check").click();
    await page.keyboard.press("c");
    await page.getByTestId("connect").waitFor();
  },
  "the palette": async (page) => {
    await page.keyboard.press("Escape");
    await page.getByTestId("connect").waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "Palette" }).click();
    await page.getByTestId("palette-item:Task").waitFor();
  },
  "the palette's actions": async (page) => {
    await page.getByRole("radio", { name: "Actions" }).click();
    await page.getByTestId("palette-item:sqs:sendMessage").first().waitFor();
  },
  problems: async (page) => {
    await page.getByRole("button", { name: /^machine\b/ }).first().or(page.getByRole("tab", { name: "Files" })).first().click();
    await page.getByRole("button", { name: /^machine\b/ }).first().click();
    await state(page, "Two").waitFor();
    await page.keyboard.press("ControlOrMeta+Shift+m");
    await page.getByRole("grid", { name: "Problems" }).waitFor();
  },
  shortcuts: async (page) => {
    await state(page, "Two").click();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  },
  "the command palette": async (page) => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Find a state, workflow or command" }).waitFor();
  },
  "the run dialog": async (page) => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("F5");
    await page.getByTestId("run-dialog").waitFor();
  },
  "an execution": async (page) => {
    await page.keyboard.press("Escape");
    await page.getByTestId("run-dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^order\b/ }).first().click();
    await state(page, "Check").waitFor();
    await page.keyboard.press("F5");
    await page.getByTestId("run-dialog").waitFor();
    await page.getByTestId("run-start").click();
    await page.getByTestId("scrubber").waitFor();
    await page.getByTestId("answer-form").first().waitFor();
  },
  "an execution's events": (page) => page.getByRole("tab", { name: "Events" }).click(),
  "an execution's timeline": (page) => page.getByRole("tab", { name: "Timeline" }).click(),
};

for (const colorScheme of ["light", "dark"]) {
  test(`no faults in ${colorScheme}`, async (t) => {
    const [home, folder] = [await temporary(t, "home"), await workflows(t)];
    // A workflow with something to tell of it.
    await fs.writeFile(path.join(folder, "machine.asl.json"), chain.replace('"Next": "Choose"', '"Next": "Nobody"').replace('"Default": "Four"', '"Default": "Four", "Comment": "By size"'));
    const { url } = await serve(t, { home, open: [folder] });
    const { page } = await open(t, url, { colorScheme, reducedMotion: "reduce", bypassCSP: true, viewport: { width: 1600, height: 1000 } });
    await page.getByRole("button", { name: /^order\b/ }).first().waitFor();
    await page.addScriptTag({ path: axe });
    const found = (await faults(page)).map((fault) => `welcome: ${fault}`);
    for (const [name, go] of Object.entries(screens)) {
      await go(page);
      found.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
      await picture(page, `axe-${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}-${colorScheme}`);
    }
    assert.deepEqual(found, []);
  });
}
