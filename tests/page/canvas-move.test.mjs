// States that are there are dragged to other places; edges are led elsewhere; rules and catchers are drawn.
import assert from "node:assert/strict";
import { eventually, picture, placed, test } from "./backend.mjs";
import { drag, middle, openMachine, selects, state } from "./canvas.mjs";

/** A place on an edge, away from the cards. */
async function onEdge(page, id) {
  const box = await placed(page, page.getByTestId(`edge:${id}`).locator("path").first());
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("a state is dragged onto an edge; slots show where it can go", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await drag(page, await middle(page, "One"), await onEdge(page, "Four|next|Both"), {
    hold: async () => {
      const active = page.getByTestId("drop-slot-active");
      await active.waitFor();
      await eventually(async () => assert.match(await active.innerText(), /^One\s+(Ctrl|⌘) copies$/));
      await eventually(async () => assert.ok((await page.getByTestId("drop-slot").count()) > 5));
      // Not where it stands already.
      await eventually(async () => assert.equal(await page.locator('[data-slot="on One|next|Two"]').count(), 0));
      await picture(page, "canvas-move-light");
    },
  });
  await selects(page, ["One"]);
  const now = await saved();
  assert.deepEqual([now.StartAt, now.States.Four.Next, now.States.One.Next], ["Two", "One", "Both"]);
  assert.deepEqual(errors, []);
});

test("with Ctrl held a copy goes there; the state stays, also beside itself", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await drag(page, await middle(page, "Two"), await onEdge(page, "Four|next|Both"), {
    keys: ["Control"],
    hold: async () => {
      const active = page.getByTestId("drop-slot-active");
      await active.waitFor();
      await eventually(async () => assert.equal(await active.innerText(), "Copy of Two"));
      // The key is let go and pressed again: the hint goes with it.
      await page.keyboard.up("Control");
      await page.getByText("Ctrl copies").waitFor();
      await page.keyboard.down("Control");
      await page.getByText("Copy of Two").waitFor();
      await picture(page, "canvas-copy-light");
    },
  });
  await selects(page, ["Two 2"]);
  let now = await saved();
  assert.deepEqual([now.States.One.Next, now.States.Two.Next, now.States.Four.Next, now.States["Two 2"].Next], ["Two", "Choose", "Two 2", "Both"]);
  assert.deepEqual(now.States["Two 2"].Parameters, { FunctionName: "two" });
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Two 2").waitFor({ state: "detached" });

  // Several, into a branch; and one right behind itself, where it could not be moved to.
  await state(page, "One").click();
  await state(page, "Two").click({ modifiers: ["Shift"] });
  await drag(page, await middle(page, "One"), await onEdge(page, "Both/Left|next|Both/Left end"), { keys: ["Control"] });
  await state(page, "Both/One 2").waitFor();
  await drag(page, await middle(page, "One"), await onEdge(page, "One|next|Two"), { keys: ["Control"] });
  await state(page, "One 3").waitFor();
  now = await saved();
  const branch = now.States.Both.Branches[0].States;
  assert.deepEqual([branch.Left.Next, branch["One 2"].Next, branch["Two 2"].Next], ["One 2", "Two 2", "Left end"]);
  assert.deepEqual([now.States.One.Next, now.States["One 3"].Next], ["One 3", "Two"]);
  assert.deepEqual(errors, []);
});

test("into a branch, out of it again, and back where it was on Escape", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await drag(page, await middle(page, "One"), await onEdge(page, "Both/Left|next|Both/Left end"));
  await state(page, "Both/One").waitFor();
  let { Branches } = (await saved()).States.Both;
  assert.deepEqual([Branches[0].States.Left.Next, Branches[0].States.One.Next], ["One", "Left end"]);
  await drag(page, await middle(page, "Both/One"), await onEdge(page, "Two|next|Choose"));
  await state(page, "One").waitFor();
  const now = await saved();
  ({ Branches } = now.States.Both);
  assert.deepEqual([now.States.Two.Next, now.States.One.Next, Branches[0].States.Left.Next], ["One", "Choose", "Left end"]);

  await drag(page, await middle(page, "Four"), await onEdge(page, "Two|next|One"), { hold: () => page.keyboard.press("Escape") });
  await eventually(async () => assert.equal(await page.getByTestId("drop-slot").count(), 0));
  assert.deepEqual((await saved()).States, now.States);
  assert.deepEqual(errors, []);
});

test("several are dragged as one piece", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await state(page, "One").click();
  await state(page, "Two").click({ modifiers: ["Shift"] });
  await drag(page, await middle(page, "One"), await onEdge(page, "Four|next|Both"));
  await selects(page, ["One", "Two"]);
  const now = await saved();
  assert.deepEqual([now.StartAt, now.States.Four.Next, now.States.One.Next, now.States.Two.Next], ["Choose", "One", "Two", "Both"]);
  await page.keyboard.press("ControlOrMeta+z");
  await page.getByTestId("edge:#start|start|One").waitFor({ state: "attached" });
  assert.equal((await saved()).StartAt, "One");
  assert.deepEqual(errors, []);
});

test("the end of an edge is dragged to another state", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await page.getByTestId("edge:Three|next|Four").hover({ force: true });
  const grip = await placed(page, page.getByTestId("grip:Three|next|Four"));
  await drag(page, { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 }, await middle(page, "Both"));
  await page.getByTestId("edge:Three|next|Both").waitFor({ state: "attached" });
  assert.equal((await saved()).States.Three.Next, "Both");
  assert.deepEqual(errors, []);
});

test("a Choice's rule and a catcher are drawn from their handles", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  const from = async (testId) => {
    const box = await placed(page, page.getByTestId(testId));
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  await state(page, "Choose").click({ position: { x: 60, y: 20 } });
  await drag(page, await from("outlet:new_rule:Choose"), await middle(page, "Both"));
  await page.getByTestId("edge:Choose|choice:1|Both").waitFor({ state: "attached" });
  await state(page, "Two").click();
  await drag(page, await from("outlet:new_catch:Two"), await middle(page, "Four"));
  await page.getByTestId("edge:Two|catch:0|Four").waitFor({ state: "attached" });
  const now = await saved();
  assert.equal(now.States.Choose.Choices[1].Next, "Both");
  assert.deepEqual(now.States.Two.Catch, [{ ErrorEquals: ["States.ALL"], Next: "Four" }]);
  assert.deepEqual(errors, []);
});

test("a connector that is let go over nothing asks for the state that it leads to", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await state(page, "Two").click();
  const outlet = await placed(page, page.getByTestId("outlet:new_catch:Two"));
  await drag(page, { x: outlet.x + 10, y: outlet.y + 10 }, { x: outlet.x + 180, y: outlet.y + 40 });
  await page.getByTestId("picker").fill("fail");
  await page.keyboard.press("Enter");
  await page.getByTestId("edge:Two|catch:0|Fail").waitFor({ state: "attached" });
  await selects(page, ["Fail"]);
  const now = await saved();
  assert.equal(now.States.Two.Catch[0].Next, "Fail");
  assert.equal(now.States.Fail.Type, "Fail");
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Fail").waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
});

test("branches are added and taken out", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  await state(page, "Both").hover({ position: { x: 30, y: 14 } });
  await page.getByRole("button", { name: "Add a branch to Both" }).click();
  await page.getByTestId("branch:Both#branch2").waitFor();
  assert.equal((await saved()).States.Both.Branches.length, 3);
  await state(page, "Both").click({ button: "right", position: { x: 30, y: 14 } });
  await page.getByRole("menuitem", { name: "Remove branch 1" }).click();
  await state(page, "Both/Left").waitFor({ state: "detached" });
  assert.equal((await saved()).States.Both.Branches.length, 2);
  assert.deepEqual(errors, []);
});
