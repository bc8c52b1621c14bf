// Several states at once: lasso, Shift and Ctrl, Ctrl+A; deleting them is one step of undo and heals the chain.
import assert from "node:assert/strict";
import { eventually, picture, placed, test } from "./backend.mjs";
import { drag, middle, openMachine, selected, selects, state } from "./canvas.mjs";

test("a lasso selects what it touches, and adds with Shift", async (t) => {
  const { page, errors } = await openMachine(t);
  const one = await placed(page, state(page, "One"));
  const two = await placed(page, state(page, "Two"));
  const from = { x: one.x - 30, y: one.y - 6 };
  const to = { x: one.x + 40, y: two.y + two.height / 2 };
  await drag(page, from, to, {
    keys: ["Shift"],
    hold: async () => {
      await page.getByTestId("lasso").waitFor();
      await eventually(async () => assert.match(await page.getByTestId("canvas").innerText(), /2 states/));
      await picture(page, "canvas-lasso-light");
    },
  });
  await selects(page, ["One", "Two"]);
  await page.getByText("2 states").first().waitFor();
  // A second one adds to it.
  const four = await placed(page, state(page, "Four"));
  await drag(page, { x: four.x - 20, y: four.y + 4 }, { x: four.x + 20, y: four.y + 20 }, { keys: ["Shift"] });
  await selects(page, ["One", "Two", "Four"]);
  // The view stood still meanwhile.
  assert.deepEqual(await placed(page, state(page, "One")), one);
  // A click beside everything selects nothing.
  await page.mouse.click(one.x - 60, one.y);
  await selects(page, []);
  assert.deepEqual(errors, []);
});

test("with the lasso as the tool a plain drag selects, and Escape puts the tool away", async (t) => {
  const { page, errors } = await openMachine(t);
  await page.getByRole("button", { name: "Select with a lasso" }).click();
  await page.locator('[data-tool="lasso"]').waitFor();
  const left = await placed(page, state(page, "Both/Left"));
  // Inside of a frame it takes the states there, not the frame.
  await drag(page, { x: left.x - 5, y: left.y - 5 }, { x: left.x + left.width + 4, y: left.y + 150 });
  await selects(page, ["Both/Left", "Both/Left end"]);
  await page.keyboard.press("Escape");
  await page.locator('[data-tool="lasso"]').waitFor({ state: "detached" });
  const one = await placed(page, state(page, "One"));
  await drag(page, { x: one.x - 80, y: one.y }, { x: one.x - 40, y: one.y + 40 });
  await eventually(async () => {
    const moved = await placed(page, state(page, "One"));
    assert.ok(Math.abs(moved.x - one.x - 40) < 3, "the view moves again");
  });
  assert.deepEqual(errors, []);
});

test("Shift and Ctrl take states one by one, Ctrl+A all; arrows with Shift extend", async (t) => {
  const { page, errors } = await openMachine(t);
  await state(page, "One").click();
  await state(page, "Three").click({ modifiers: ["Shift"] });
  await state(page, "Four").click({ modifiers: ["ControlOrMeta"] });
  await selects(page, ["One", "Three", "Four"]);
  await state(page, "Three").click({ modifiers: ["ControlOrMeta"] });
  await selects(page, ["One", "Four"]);
  await page.keyboard.press("ControlOrMeta+a");
  await selects(page, ["One", "Two", "Choose", "Three", "Four", "Both"]);
  await page.keyboard.press("Escape");
  await selects(page, []);
  await state(page, "One").click();
  await page.keyboard.press("Shift+ArrowDown");
  await selects(page, ["One", "Two"]);
  await page.keyboard.press("Shift+ArrowDown");
  await selects(page, ["One", "Two", "Choose"]);
  assert.deepEqual(errors, []);
});

test("deleting several heals the chain in one step of undo", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await state(page, "Two").click();
  await state(page, "Four").click({ modifiers: ["Shift"] });
  await state(page, "Both/Right").click({ modifiers: ["Shift"] });
  await page.keyboard.press("Delete");
  await state(page, "Two").waitFor({ state: "detached" });
  const now = await saved();
  assert.equal(now.States.One.Next, "Choose");
  assert.equal(now.States.Choose.Default, "Both");
  assert.equal(now.States.Three.Next, "Both");
  assert.equal(now.States.Both.Branches.length, 1, "a branch whose states all go goes too");
  await page.keyboard.press("ControlOrMeta+z");
  for (const key of ["Two", "Four", "Both/Right"]) await state(page, key).waitFor();
  const back = await saved();
  assert.equal(back.States.One.Next, "Two");
  assert.deepEqual(errors, []);
});

test("several are wrapped in a Map, which is one step of undo", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await drag(page, { ...(await middle(page, "One")), x: (await placed(page, state(page, "One"))).x - 20 }, await middle(page, "Two"), { keys: ["Shift"] });
  await selects(page, ["One", "Two"]);
  await state(page, "Two").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Wrap in Map" }).click();
  await state(page, "Map/One").waitFor();
  assert.deepEqual(Object.keys((await saved()).States.Map.ItemProcessor.States), ["One", "Two"]);
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "One").waitFor();
  await eventually(async () => assert.deepEqual(await selected(page), []));
  assert.deepEqual(errors, []);
});
