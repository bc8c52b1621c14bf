// The real window: starts with a file, a state is dragged into the diagram, saved, run, scrubbed.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { key, openWindow, temporary, until } from "./webdriver.mjs";

const machine = `{
  "StartAt": "First",
  "States": {
    "First": {
      "Type": "Pass",
      "Result": { "greeting": "hello" },
      "Next": "Last"
    },
    "Last": {
      "Type": "Succeed"
    }
  }
}
`;

const state = (name) => `[data-testid="state:${name}"]`;

test("a file from the command line is edited by dragging, saved, run and stepped through", async (t) => {
  const folder = await temporary(t, "window");
  const file = path.join(folder, "greeting.asl.json");
  await fs.writeFile(file, machine);
  const window = await openWindow(t, ["--home", path.join(folder, "home"), file]);
  await window.wait(state("First"));
  await window.wait(state("Last"));
  t.diagnostic(`start-up to canvas: ${Math.round(performance.now() - window.begun)} ms`);
  assert.match(await window.text('[data-testid="code-pane"]'), /StartAt/);
  await window.picture("window-opened");

  // Drag a Wait from the palette onto the edge between the two states.
  await window.run(`function () {
    [...document.querySelectorAll('[role="tab"]')].find((tab) => tab.textContent.startsWith("Palette")).click();
  }`);
  await window.wait('[data-testid="palette-item:Wait"]');
  const [from, above, below] = [
    await window.middle('[data-testid="palette-item:Wait"]'), await window.middle(state("First")), await window.middle(state("Last")),
  ];
  await window.drag(from, { x: (above.x + below.x) / 2, y: (above.y + below.y) / 2 });
  await window.wait(state("Wait"));
  await window.picture("window-dragged");

  // Ctrl+S writes it: the new state stands between the others.
  await window.keys(key.control, "s");
  const saved = await until(async () => {
    const text = await fs.readFile(file, "utf8");
    return text === machine ? null : JSON.parse(text);
  }, "Saving");
  assert.equal(saved.States.First.Next, "Wait");
  assert.equal(saved.States.Wait.Next, "Last");

  // Run it with skipped waits.
  await window.keys(key.f5);
  await window.wait('[data-testid="run-dialog"]');
  await window.click('[data-testid="run-start"]');
  await window.wait('[data-testid="run-status"][data-status="SUCCEEDED"]');
  await window.wait('[data-testid="scrubber"]');
  await until(async () => (await window.attribute(state("Last"), "data-mark")) === "succeeded", "The last state's success");
  await window.picture("window-run");

  // Scrub to the start and forward again.
  await window.click('[data-testid="scrubber-first"]');
  await until(async () => (await window.attribute(state("First"), "data-mark")) === "not_visited", "The first frame");
  for (let step = 0; step < 3; step++) await window.click('[data-testid="scrubber-next"]');
  await until(async () => (await window.attribute(state("First"), "data-mark")) === "succeeded", "The first state's success");
  assert.equal(await window.attribute(state("Last"), "data-mark"), "not_visited");
  await window.click('[data-testid="scrubber-last"]');
  await until(async () => (await window.attribute(state("Last"), "data-mark")) === "succeeded", "The last frame");
  await window.close();
});

test("a path that is not there is said in the window", async (t) => {
  const folder = await temporary(t, "window");
  const window = await openWindow(t, ["--home", path.join(folder, "home"), path.join(folder, "gone.asl.json")]);
  await until(async () => /gone\.asl\.json was not opened/.test(await window.text("body")), "The notice");
  await window.picture("window-missing-file");
  await window.close();
});
