// A workflow of a test's own on the canvas, and what its file then holds.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, placed, serve, settled, temporary } from "./backend.mjs";

export const state = (page, key) => page.getByTestId(`state:${key}`);

/** A chain: One → Two → Choose → (big) Three, else Four; Four → Both (a Parallel of Left and Right) → End. */
export const chain = `{
  "StartAt": "One",
  "States": {
    "One": {
      "Type": "Pass",
      "Comment": "The first",
      "Next": "Two"
    },
    "Two": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "two" },
      "Next": "Choose"
    },
    "Choose": {
      "Type": "Choice",
      "Choices": [ { "Variable": "$.n", "NumericGreaterThan": 10, "Next": "Three" } ],
      "Default": "Four"
    },
    "Three": {
      "Type": "Pass",
      "Next": "Four"
    },
    "Four": {
      "Type": "Wait",
      "Seconds": 1,
      "Next": "Both"
    },
    "Both": {
      "Type": "Parallel",
      "Branches": [
        {
          "StartAt": "Left",
          "States": {
            "Left": { "Type": "Pass", "Next": "Left end" },
            "Left end": { "Type": "Pass", "End": true }
          }
        },
        {
          "StartAt": "Right",
          "States": {
            "Right": { "Type": "Pass", "End": true }
          }
        }
      ],
      "End": true
    }
  }
}
`;

/** Opens a workflow in a window large enough to see all of it. */
export async function openMachine(t, text = chain, options = {}) {
  const [home, folder] = [await temporary(t, "home"), await temporary(t, "folder")];
  const file = path.join(folder, `machine.${options.format ?? "asl.json"}`);
  await fs.writeFile(file, text);
  const { url } = await serve(t, { home, open: [file] });
  const { page, errors } = await open(t, url, { viewport: { width: 1600, height: 1000 }, reducedMotion: "reduce", ...options.page });
  await page.getByTestId("canvas").waitFor();
  // The code pane is not what is looked at here.
  await page.getByRole("button", { name: "Hide the code" }).click();
  await page.getByRole("button", { name: "Fit the whole diagram" }).click();
  await page.getByTestId("canvas").click({ position: { x: 8, y: 60 } });
  await settled(page);

  /** The definition as it is once saved. */
  const saved = async () => {
    // It is written after all edits that are still on their way.
    const written = page.waitForResponse((response) => response.request().postDataJSON()?.command === "save");
    await page.keyboard.press("ControlOrMeta+s");
    await written;
    await page.getByRole("navigation").getByRole("img", { name: "has unsaved changes" }).waitFor({ state: "detached" });
    return JSON.parse(await fs.readFile(file, "utf8"));
  };
  const undo = async () => {
    await page.keyboard.press("ControlOrMeta+z");
  };
  return { page, errors, file, url, saved, undo };
}

/** The keys of the states that are selected. */
export async function selected(page) {
  return page.locator("[data-state][data-selected]").evaluateAll((cards) => cards.map((card) => card.dataset.state));
}

export async function selects(page, keys) {
  await eventually(async () => assert.deepEqual((await selected(page)).toSorted(), keys.toSorted()), 5_000);
}

/** The middle of a state's card, or of a frame's header. */
export async function middle(page, key) {
  const box = await placed(page, state(page, key));
  assert.ok(box, `${key} is drawn`);
  return { x: box.x + Math.min(box.width / 2, 60), y: box.y + Math.min(box.height / 2, 18) };
}

/** Drags with the mouse, in steps. */
export async function drag(page, from, to, { keys = [], hold } = {}) {
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await hold?.();
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}
