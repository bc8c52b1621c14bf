// Completion in the inspector's lines: paths, variables, intrinsics, functions, and the members of what executions recorded; by keyboard, and never
// in the way of anything else.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);
const line = (page, name) => page.getByTestId(`field:${name}`).locator("input");
const list = (page) => page.getByTestId("line-completion");
const option = (page, label) => list(page).getByRole("option", { name: new RegExp(`^${label.replaceAll(/[$.({}]/g, "\\$&")}( |$)`) });

const jsonPath = `{
  "StartAt": "Keep",
  "States": {
    "Keep": { "Type": "Pass", "Assign": { "limit": 100 }, "Next": "Call" },
    "Call": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f" }, "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Route" } ], "Next": "Route" },
    "Route": { "Type": "Choice", "Choices": [ { "Variable": "$.total", "NumericGreaterThanPath": "$.limit", "Next": "Wait" } ], "Default": "Wait" },
    "Wait": { "Type": "Wait", "SecondsPath": "$.pause", "Next": "Each" },
    "Each": { "Type": "Map", "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } }, "Next": "Failed" },
    "Failed": { "Type": "Fail", "ErrorPath": "$.error" }
  }
}
`;
const jsonata = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Keep",
  "States": {
    "Keep": { "Type": "Pass", "Assign": { "limit": "{% $states.input.order.total %}" }, "Next": "Route" },
    "Route": { "Type": "Choice", "Choices": [ { "Condition": "{% $states.input.order.total > 100 %}", "Next": "Wait" } ], "Default": "Wait" },
    "Wait": { "Type": "Wait", "Seconds": 0, "End": true }
  }
}
`;

async function opened(t, text) {
  const [home, folder] = [await temporary(t, "home"), await temporary(t, "folder")];
  const file = path.join(folder, "order.asl.json");
  await fs.writeFile(file, text);
  const { url } = await serve(t, { home, open: [file] });
  const page = await open(t, url);
  await state(page.page, "Keep").waitFor();
  return { ...page, file };
}

/** Opens an entry of a list; a click on a rule of a card has opened it already. */
async function unfold(page, entry) {
  const head = page.getByTestId(entry).locator("[aria-expanded]").first();
  await head.waitFor();
  await eventually(async () => {
    if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
    await eventually(async () => assert.equal(await head.getAttribute("aria-expanded"), "true"));
  });
}

/** Saves, until the file says so. */
async function says(page, file, pattern) {
  await page.keyboard.press("ControlOrMeta+s");
  await eventually(async () => assert.match(await fs.readFile(file, "utf8"), pattern));
}

test("a path is chosen with the arrow keys and taken with Enter or Tab", async (t) => {
  const { page, file, errors } = await opened(t, jsonPath);
  await state(page, "Call").click();
  await page.getByTestId("inspector-tab:Input/Output").click();
  const input = line(page, "InputPath");
  await eventually(async () => assert.equal(await input.getAttribute("aria-autocomplete"), "list"));
  await eventually(async () => assert.equal(await input.getAttribute("aria-controls"), null));
  await input.click();
  await input.pressSequentially("$");
  await list(page).waitFor();
  await eventually(async () => assert.equal(await input.getAttribute("aria-controls"), await page.getByRole("listbox", { name: "Completions for Input path" }).getAttribute("id")));
  await page.getByRole("listbox", { name: "Completions for Input path" }).waitFor();
  await eventually(async () => assert.match(await page.getByTestId("field:InputPath").getByRole("status").innerText(), /completions; arrow down to choose/));
  // The variable of an earlier state is among them, and a path goes on where it stands then.
  await option(page, "$limit").waitFor();
  await eventually(async () => assert.equal(await option(page, "States.Format").count(), 0, "no intrinsic where none may stand"));
  await page.keyboard.press("ArrowDown");
  const chosen = await input.getAttribute("aria-activedescendant");
  await eventually(async () => assert.equal(await page.locator(`[id="${chosen}"]`).getAttribute("aria-selected"), "true"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await input.inputValue(), "$."));
  await option(page, "total").waitFor();
  await picture(page, "page-line-completion");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await eventually(async () => assert.match(await input.inputValue(), /^\$\.\w+$/));
  await eventually(async () => assert.equal(await input.evaluate((element) => element === document.activeElement), true, "Tab takes, and stays"));
  await list(page).waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await says(page, file, /"InputPath": "\$\.\w+"/);
  assert.deepEqual(errors, []);
});

test("what is typed stands, Escape closes the list and not what was written", async (t) => {
  const { page, file, errors } = await opened(t, jsonPath);
  await state(page, "Call").click();
  await page.getByTestId("inspector-tab:Input/Output").click();
  const input = line(page, "OutputPath");
  await input.click();
  await input.pressSequentially("$.tot");
  await option(page, "total").waitFor();
  await page.keyboard.press("Escape");
  await list(page).waitFor({ state: "detached" });
  await eventually(async () => assert.equal(await input.inputValue(), "$.tot"));
  await input.pressSequentially("a");
  // Enter writes what is typed while nothing in the list is chosen.
  await page.keyboard.press("Enter");
  await says(page, file, /"OutputPath": "\$\.tota"/);
  // The second Escape is the form's own.
  await input.pressSequentially("b");
  await page.keyboard.press("Escape");
  await list(page).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await input.inputValue(), "$.tota"));
  // Asked for, the list is there where nothing is typed, with its first choice made.
  await input.fill("");
  await page.keyboard.press("Control+Space");
  await list(page).waitFor();
  await eventually(async () => assert.ok(await input.getAttribute("aria-activedescendant")));
  await page.keyboard.press("Escape");
  assert.deepEqual(errors, []);
});

test("every line that takes a path or an expression is completed", async (t) => {
  const { page, errors } = await opened(t, jsonPath);
  const completes = async (input, text, label) => {
    await input.click();
    await input.fill("");
    await input.pressSequentially(text);
    await option(page, label).waitFor();
    await page.keyboard.press("Escape");
    await list(page).waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
  };
  await state(page, "Call").click();
  await completes(line(page, "TimeoutSeconds"), "$.", "pause");
  await completes(line(page, "FunctionName"), "States.F", "States.Format");
  await completes(line(page, "Resource"), "arn:aws:states:::sq", "sqs");
  await page.getByTestId("inspector-tab:Errors").click();
  await unfold(page, "catcher:0");
  await completes(line(page, "ResultPath"), "$.", "total");
  await state(page, "Route").click();
  await unfold(page, "rule:0");
  await completes(line(page, "Variable"), "$.", "limit");
  await completes(line(page, "Value"), "$.", "total");
  await state(page, "Wait").click();
  await completes(line(page, "SecondsPath"), "$.", "total");
  await state(page, "Each").click({ position: { x: 60, y: 10 } });
  await completes(line(page, "ItemsPath"), "$.", "total");
  await completes(line(page, "MaxConcurrency"), "$.", "total");
  await state(page, "Failed").click();
  await completes(line(page, "ErrorPath"), "Sta", "States.Format");
  assert.deepEqual(errors, []);
});

test("members of recorded inputs are offered, in JSONata too", async (t) => {
  const { page, errors } = await opened(t, jsonata);
  await state(page, "Keep").waitFor();
  await page.keyboard.press("ControlOrMeta+F5");
  const dialog = page.getByTestId("run-dialog");
  await dialog.waitFor();
  const editor = dialog.locator(".cm-content").first();
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText('{"order": {"total": 250, "customer": {"name": "Ada"}}}');
  await page.getByTestId("run-start").click();
  await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
  await page.keyboard.press("ControlOrMeta+Shift+p");
  await page.getByRole("combobox", { name: /^Find a state, workflow/ }).fill(">Close the execution");
  await page.keyboard.press("Enter");
  await state(page, "Route").click();
  await unfold(page, "rule:0");
  const left = line(page, "Left");
  await left.click();
  await left.fill("");
  await left.pressSequentially("$states.input.order.");
  await option(page, "customer").waitFor();
  await picture(page, "page-line-completion-recorded");
  await option(page, "customer").click();
  await eventually(async () => assert.equal(await left.inputValue(), "$states.input.order.customer"));
  await left.pressSequentially(".n");
  await option(page, "name").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await left.inputValue(), "$states.input.order.customer.name"));
  // Left for another state, it is written, and that state is the one that is shown. In a line of its own the braces are offered first, then functions and variables.
  await state(page, "Wait").click();
  const seconds = line(page, "Seconds");
  await eventually(async () => assert.notEqual(await state(page, "Wait").getAttribute("data-selected"), null));
  await eventually(async () => assert.match(await page.getByTestId("code-pane").innerText(), /customer\.name > 100/));
  await seconds.click();
  await seconds.fill("");
  await page.keyboard.press("Control+Space");
  await option(page, "{% %}").waitFor();
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await seconds.inputValue(), "{%  %}"));
  await seconds.pressSequentially("$li");
  await option(page, "$limit").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await seconds.inputValue(), "{% $limit %}"));
  assert.deepEqual(errors, []);
});

test("a text of several lines that takes an expression is completed too", async (t) => {
  const machine = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Keep",
  "States": {
    "Keep": { "Type": "Pass", "Assign": { "limit": 100 }, "Next": "Failed" },
    "Failed": { "Type": "Fail", "Error": "Too.Much" }
  }
}
`;
  const { page, file, errors } = await opened(t, machine);
  await state(page, "Failed").click();
  const area = page.getByTestId("field:Cause").locator("textarea");
  await area.click();
  // Plain text is left in peace.
  await area.pressSequentially("More than");
  await page.keyboard.press("Enter");
  await area.pressSequentially("it takes");
  await eventually(async () => assert.equal(await area.inputValue(), "More than\nit takes"));
  await eventually(async () => assert.equal(await list(page).count(), 0));
  await page.keyboard.press("ControlOrMeta+a");
  await area.pressSequentially("{%");
  await page.keyboard.press("Enter");
  await area.pressSequentially("'over ' & $li");
  await option(page, "$limit").waitFor();
  await picture(page, "page-area-completion");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await area.inputValue(), "{%\n'over ' & $limit"));
  await list(page).waitFor({ state: "detached" });
  await area.pressSequentially(" %}");
  await page.keyboard.press("ControlOrMeta+Enter");
  await says(page, file, /"Cause": "\{%\\n'over ' & \$limit %\}"/);
  assert.deepEqual(errors, []);
});
