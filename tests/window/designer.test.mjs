// The designer in the real window: a lasso, the clipboard, and a workflow of five states built without a mouse.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { key, openWindow, temporary, until } from "./webdriver.mjs";

const machine = `{
  "StartAt": "Alpha",
  "States": {
    "Alpha": { "Type": "Pass", "Next": "Beta" },
    "Beta": { "Type": "Pass", "Next": "Gamma" },
    "Gamma": { "Type": "Pass", "End": true }
  }
}
`;

const state = (name) => `[data-testid="state:${name}"]`;

async function open(t, name, text) {
  const folder = await temporary(t, name);
  const file = path.join(folder, `${name}.asl.json`);
  await fs.writeFile(file, text);
  const window = await openWindow(t, ["--home", path.join(folder, "home"), file]);
  const selects = (names) =>
    until(async () => {
      const selected = await window.run(`function () {
        return [...document.querySelectorAll("[data-state][data-selected]")].map((card) => card.dataset.state);
      }`);
      return JSON.stringify(selected.toSorted()) === JSON.stringify(names.toSorted());
    }, `The selection of ${names.join(", ")}`);
  /** The definition once it is saved and is as it should be. */
  const saved = async (isRight, what) => {
    await window.keys(key.control, "s");
    return until(async () => {
      const now = JSON.parse(await fs.readFile(file, "utf8"));
      return isRight(now) ? now : null;
    }, what);
  };
  return { window, selects, saved };
}

test("states are taken with the lasso, copied and pasted behind another", async (t) => {
  const { window, selects, saved } = await open(t, "lasso", machine);
  for (const name of ["Alpha", "Beta", "Gamma"]) await window.wait(state(name));
  await window.click('[aria-label="Select with a lasso"]');
  await window.wait('[data-tool="lasso"]');
  const { x, y, to } = await window.run(`function (first, second) {
    const box = document.querySelector(first).getBoundingClientRect();
    const below = document.querySelector(second).getBoundingClientRect();
    return { x: box.x - 24, y: box.y - 6, to: { x: box.x + 40, y: below.y + below.height / 2 } };
  }`, state("Alpha"), state("Beta"));
  await window.drag({ x, y }, to);
  await selects(["Alpha", "Beta"]);
  await window.picture("window-lasso");
  await window.keys(key.control, "c");
  await until(async () => /2 states copied as ASL/.test(await window.text("body")), "The word of the copy");

  await window.keys(key.escape);
  await window.click(state("Gamma"));
  await selects(["Gamma"]);
  await window.keys(key.control, "v");
  await window.wait(state("Beta 2"));
  await window.picture("window-pasted");
  const now = await saved((is) => is.States["Alpha 2"] !== undefined, "Saving what was pasted");
  assert.deepEqual([now.States.Gamma.Next, now.States["Alpha 2"].Next], ["Alpha 2", "Beta 2"]);
  assert.deepEqual(now.States["Beta 2"], { Type: "Pass", End: true });
  await window.keys(key.control, "z");
  await window.gone(state("Beta 2"));
  await window.close();
});

test("five states are built with the keyboard alone", async (t) => {
  const { window, selects, saved } = await open(t, "keyboard", "{}\n");
  await window.wait('[data-testid="canvas-empty"]');
  await window.run(`function () { document.querySelector('[data-testid="canvas"]').focus(); }`);
  const add = async (press, words, name) => {
    await window.keys(...press);
    await window.wait('[data-testid="picker"]');
    await window.type(words);
    await window.keys(key.enter);
    await window.gone('[data-testid="picker"]');
    await selects([name]);
  };
  const rename = async (name) => {
    await window.keys(key.f2);
    await window.wait('[data-testid="rename"]');
    await window.keys(key.control, "a");
    await window.type(name);
    await window.keys(key.enter);
    await window.wait(state(name));
  };
  await add(["a"], "pass", "Pass");
  await rename("Begin");
  await add(["a"], "choice", "Choice");
  await rename("Big enough");
  await add(["a"], "wait", "Wait");
  await rename("Cool down");
  await add(["a"], "succeed", "Succeed");
  await rename("Done");
  await window.keys(key.up);
  await selects(["Cool down"]);
  await add(["a"], "pass", "Pass");
  await rename("Tidy");
  await window.picture("window-keyboard");
  const now = await saved((is) => is.States?.Tidy !== undefined, "Saving what was built");
  assert.deepEqual(Object.keys(now.States).toSorted(), ["Begin", "Big enough", "Cool down", "Done", "Tidy"]);
  assert.deepEqual(
    [now.StartAt, now.States.Begin.Next, now.States["Big enough"].Default, now.States["Cool down"].Next, now.States.Tidy.Next],
    ["Begin", "Big enough", "Cool down", "Tidy", "Done"],
  );
  await window.close();
});
