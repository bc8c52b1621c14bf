// Wrapping and unwrapping, another type, and states as a workflow of their own and back.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, picture, test } from "./backend.mjs";
import { openMachine, selects, state } from "./canvas.mjs";

test("a chain is wrapped in a Parallel and unwrapped to the same bytes", async (t) => {
  const { page, errors, saved, file } = await openMachine(t);
  const before = await fs.readFile(file, "utf8");
  await state(page, "One").click();
  await state(page, "Two").click({ modifiers: ["Shift"] });
  await page.keyboard.press("w");
  await state(page, "Parallel/Two").waitFor();
  await page.keyboard.press("u");
  await state(page, "Two").waitFor();
  await saved();
  assert.equal(await fs.readFile(file, "utf8"), before);
  assert.deepEqual(errors, []);
});

test("the type is changed from the menu; what fits stays, what does not says why", async (t) => {
  const { page, errors, saved } = await openMachine(t);
  const change = async (key, type) => {
    await state(page, key).click({ button: "right", position: { x: 40, y: 14 } });
    await page.getByRole("menuitem", { name: /^Change the type/ }).click();
    await page.getByTestId(`pick:${type}`).click();
  };
  await change("Two", "Pass");
  await page.locator('[data-state="Two"]', { hasText: "pass" }).waitFor();
  assert.deepEqual((await saved()).States.Two, { Type: "Pass", Parameters: { FunctionName: "two" }, Next: "Choose" });
  await change("Both", "Task");
  await page.getByText(/It holds states of its own/).waitFor();
  assert.deepEqual(errors.filter((line) => !line.includes("422")), []);
});

test("states become a workflow of their own and come back", async (t) => {
  const { page, errors, saved, file } = await openMachine(t);
  await state(page, "One").click();
  await state(page, "Two").click({ modifiers: ["Shift"] });
  await state(page, "Two").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Extract into a workflow" }).click();
  await state(page, "Run workflow").waitFor();
  await page.getByText(/2 states moved to untitled/).waitFor();
  await picture(page, "canvas-extracted-light");
  const now = await saved();
  assert.equal(now.StartAt, "Run workflow");
  assert.deepEqual(now.States["Run workflow"], {
    Type: "Task",
    Resource: "arn:aws:states:::states:startExecution.sync:2",
    Parameters: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:One", "Input.$": "$" },
    OutputPath: "$.Output",
    Next: "Choose",
  });
  // The other workflow holds them, and ends where they led out.
  await page.getByRole("button", { name: /^untitled\b/ }).click();
  await state(page, "Two").waitFor();
  await page.getByTestId("edge:Two|end|#end").waitFor({ state: "attached" });
  await page.keyboard.press("ControlOrMeta+s");
  const inner = path.join(path.dirname(file), "One.asl.json");
  const dialog = page.getByRole("dialog");
  /** Once it says which folder is shown, which would come between the letters. */
  const goTo = async (where) => {
    const field = dialog.getByRole("textbox", { name: "Folder" });
    await eventually(async () => assert.match(await field.inputValue(), /^\//));
    await field.fill(where);
    await field.press("Enter");
  };
  await goTo(path.dirname(file));
  await dialog.getByRole("option", { name: "machine.asl.json" }).waitFor();
  await dialog.getByRole("textbox", { name: "File name" }).fill("One.asl.json");
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").getByText("One").waitFor();

  await page.getByRole("button", { name: /^machine\b/ }).first().click();
  await state(page, "Run workflow").click();
  await selects(page, ["Run workflow"]);
  await page.keyboard.press("Shift+x");
  await goTo(inner);
  await state(page, "Two").waitFor();
  await state(page, "Run workflow").waitFor({ state: "detached" });
  const back = await saved();
  assert.deepEqual([back.StartAt, back.States.One.Next, back.States.Two.Next], ["One", "Two", "Choose"]);
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Run workflow").waitFor();
  assert.deepEqual(errors, []);
});
