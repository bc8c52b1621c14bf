// States as ASL text on the clipboard: copied, cut, pasted and duplicated, in one window and from any editor.
import assert from "node:assert/strict";
import { eventually, picture, test } from "./backend.mjs";
import { openMachine, selects, state } from "./canvas.mjs";

const readClipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

async function openWithClipboard(t, text, options) {
  const opened = await openMachine(t, text, options);
  await opened.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return opened;
}

test("what is copied is plain ASL, and goes in again behind the selected state under free names", async (t) => {
  const { page, errors, saved } = await openWithClipboard(t);
  await state(page, "One").click();
  await state(page, "Two").click({ modifiers: ["Shift"] });
  await page.keyboard.press("ControlOrMeta+c");
  await page.getByText("2 states copied as ASL.").waitFor();
  const text = await readClipboard(page);
  const copied = JSON.parse(text);
  assert.equal(copied.StartAt, "One");
  assert.deepEqual(Object.keys(copied.States), ["One", "Two"]);
  assert.match(text, /"Parameters": \{ "FunctionName": "two" \}/, "as it is written");

  await state(page, "Four").click();
  await page.keyboard.press("ControlOrMeta+v");
  await state(page, "Two 2").waitFor();
  await selects(page, ["One 2", "Two 2"]);
  const now = await saved();
  assert.equal(now.States.Four.Next, "One 2");
  assert.equal(now.States["One 2"].Next, "Two 2", "what leads to a renamed state follows");
  assert.equal(now.States["Two 2"].Next, "Both");
  await picture(page, "canvas-pasted-light");
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Two 2").waitFor({ state: "detached" });
  assert.equal((await saved()).States.Four.Next, "Both", "pasting is one step of undo");
  assert.deepEqual(errors, []);
});

test("cutting takes the states away, and they go onto the edge that is selected", async (t) => {
  const { page, errors, saved } = await openWithClipboard(t);
  await state(page, "One").click();
  await state(page, "Two").click({ modifiers: ["Shift"] });
  await page.keyboard.press("ControlOrMeta+x");
  await state(page, "One").waitFor({ state: "detached" });
  assert.equal((await saved()).StartAt, "Choose");
  // Onto the edge inside the Parallel's first branch.
  await page.getByTestId("edge:Both/Left|next|Both/Left end").locator("path").first().click({ force: true });
  await page.keyboard.press("ControlOrMeta+v");
  await state(page, "Both/Two").waitFor();
  const { States: inside } = (await saved()).States.Both.Branches[0];
  assert.deepEqual([inside.Left.Next, inside.One.Next, inside.Two.Next], ["One", "Two", "Left end"]);
  assert.deepEqual(errors, []);
});

test("duplicates go in behind what they are copies of", async (t) => {
  const { page, errors, saved } = await openWithClipboard(t);
  await state(page, "Two").click();
  await page.keyboard.press("ControlOrMeta+d");
  await state(page, "Two 2").waitFor();
  await selects(page, ["Two 2"]);
  const now = await saved();
  assert.deepEqual([now.States.Two.Next, now.States["Two 2"].Next], ["Two 2", "Choose"]);
  assert.deepEqual(errors, []);
});

test("text from elsewhere goes in, and text that holds no states says why", async (t) => {
  const { page, errors, saved } = await openWithClipboard(t);
  const paste = async (text) => {
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await page.keyboard.press("ControlOrMeta+v");
  };
  await state(page, "Two").click();
  await paste('{ "States": { "A": { "Type": "Pass", ');
  await page.getByText(/Nothing was pasted\./).first().waitFor();
  await paste("Dear Sir or Madam");
  await eventually(async () => assert.ok((await page.getByText(/Nothing was pasted\./).count()) > 0));
  await picture(page, "canvas-paste-refused-light");
  // A piece without a machine around it, as one copies it out of a file.
  await paste('{ "Log": { "Type": "Pass", "Result": { "n": 1.50 }, "End": true } }');
  await state(page, "Log").waitFor();
  const now = await saved();
  assert.deepEqual([now.States.Two.Next, now.States.Log.Next], ["Log", "Choose"]);
  // Chromium logs the refusals themselves.
  assert.deepEqual(errors.filter((line) => !line.includes("422")), []);
});

test("text in a field is copied and pasted as text", async (t) => {
  const { page, errors } = await openWithClipboard(t);
  await state(page, "Two").click();
  await page.keyboard.press("F2");
  await page.getByTestId("rename").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+c");
  await eventually(async () => assert.equal(await readClipboard(page), "Two"));
  await page.keyboard.press("End");
  await page.keyboard.press("ControlOrMeta+v");
  await eventually(async () => assert.equal(await page.getByTestId("rename").inputValue(), "TwoTwo"));
  assert.deepEqual(errors, []);
});

test("in a workflow of YAML as well", async (t) => {
  const text = "StartAt: A\nStates:\n  # the first\n  A:\n    Type: Pass\n    Next: B\n  B:\n    Type: Succeed\n";
  const { page, errors } = await openWithClipboard(t, text, { format: "asl.yaml" });
  await state(page, "A").click();
  await page.keyboard.press("ControlOrMeta+c");
  await page.getByText("A copied as ASL.").waitFor();
  await eventually(async () => assert.equal(JSON.parse(await readClipboard(page)).States.A.Type, "Pass"));
  await page.keyboard.press("ControlOrMeta+v");
  await state(page, "A 2").waitFor();
  assert.deepEqual(errors, []);
});
