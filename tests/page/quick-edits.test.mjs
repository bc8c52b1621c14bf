// Edits in the inspector that follow each other faster than the backend answers: none may be lost.
import assert from "node:assert/strict";
import { eventually, test } from "./backend.mjs";
import { openMachine, state } from "./canvas.mjs";

const field = (page, name) => page.getByTestId(`field:${name}`);

const jsonata = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Route",
  "States": {
    "Route": {
      "Type": "Choice",
      "Choices": [
        { "Condition": "{% $states.input.total >= 100 and $states.input.risk = \\"high\\" %}", "Next": "Done" }
      ],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

const jsonpath = `{
  "StartAt": "Send",
  "States": {
    "Send": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "f" },
      "Retry": [
        { "ErrorEquals": ["First"], "IntervalSeconds": 1.0 },
        { "ErrorEquals": ["Second"] },
        { "ErrorEquals": ["Third"], "MaxAttempts": 9 }
      ],
      "Next": "Route"
    },
    "Route": {
      "Type": "Choice",
      "Choices": [
        {
          "And": [
            { "Variable": "$.a", "NumericEquals": 1 },
            { "Variable": "$.b", "NumericEquals": 2 }
          ],
          "Next": "Done"
        }
      ],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

/** Holds the answers of edits back until `release`; `held` are those that were sent. */
async function hold(page) {
  const held = [];
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/api/call", async (route) => {
    const { command, args } = route.request().postDataJSON();
    if (command === "edit") {
      held.push(args.edits);
      await released;
    }
    await route.continue();
  });
  return { held, release };
}

const write = async (line, text) => {
  await line.locator("input").fill(text);
  await line.page().keyboard.press("Enter");
};

test("parts of a JSONata condition that are written one right after the other are all kept", async (t) => {
  const { page, errors, saved } = await openMachine(t, jsonata);
  await state(page, "Route").click({ position: { x: 60, y: 12 } });
  await page.getByTestId("inspector-tab:Configuration").click();
  await page.getByTestId("rule:0").locator("[aria-expanded]").first().click();
  await field(page, "Left").first().waitFor();
  const { held, release } = await hold(page);
  await write(field(page, "Right").first(), "250");
  await eventually(() => assert.equal(held.length, 1));
  await write(field(page, "Right").nth(1), '"low"');
  // Also of the same test: its other side, and how it is compared.
  await write(field(page, "Left").nth(1), "$states.input.grade");
  await field(page, "Operator").first().getByRole("button").click();
  await page.getByRole("option", { name: /^is less than/ }).click();
  await page.getByTestId("rule:0").getByRole("button", { name: "Condition", exact: true }).click();
  // What is added is there to be written in at once.
  await write(field(page, "Left").nth(2), "$states.input.known");
  assert.equal(held.length, 1, "nothing was answered yet");
  release();
  await eventually(async () => assert.equal(
    (await saved()).States.Route.Choices[0].Condition,
    '{% $states.input.total < 250 and $states.input.grade = "low" and $exists($states.input.known) %}',
  ));
  assert.deepEqual(errors, []);
});

test("a JSONPath condition, its tests and their order too", async (t) => {
  const { page, errors, saved } = await openMachine(t, jsonpath);
  await state(page, "Route").click({ position: { x: 60, y: 12 } });
  await page.getByTestId("inspector-tab:Configuration").click();
  await page.getByTestId("rule:0").locator("[aria-expanded]").first().click();
  await field(page, "Variable").first().waitFor();
  const { held, release } = await hold(page);
  await write(field(page, "Variable").first(), "$.first");
  await eventually(() => assert.equal(held.length, 1));
  // The operator is written with the whole test.
  await field(page, "Operator").first().getByRole("button").click();
  await page.getByRole("option", { name: /^is more than number$/ }).click();
  // Of two, the other takes the group's place; what is then written is written to that one.
  await page.getByTestId("rule:0").getByRole("button", { name: "More" }).last().click();
  await page.getByRole("menuitem", { name: "Remove the condition" }).click();
  await write(field(page, "Value").first(), "7");
  assert.equal(held.length, 1, "nothing was answered yet");
  release();
  await eventually(async () => assert.deepEqual((await saved()).States.Route.Choices, [{ Variable: "$.first", NumericGreaterThan: 7, Next: "Done" }]));
  assert.deepEqual(errors, []);
});

test("retriers that are written, moved and moved again keep all of it, and their spelling", async (t) => {
  const { page, errors, saved } = await openMachine(t, jsonpath);
  await state(page, "Send").click();
  await page.getByTestId("inspector-tab:Errors").click();
  const retrier = (index) => page.getByTestId(`retrier:${index}`);
  await retrier(0).locator("[aria-expanded]").first().click();
  const errorsOf = field(page, "ErrorEquals").first().locator("input");
  await errorsOf.waitFor();
  const { held, release } = await hold(page);
  await errorsOf.fill("Also");
  await page.keyboard.press("Enter");
  await errorsOf.fill("More");
  await page.keyboard.press("Enter");
  await retrier(0).locator("[data-handle]").focus();
  await page.keyboard.press("End");
  await eventually(async () => assert.match(await retrier(2).innerText(), /First/));
  await retrier(0).locator("[data-handle]").focus();
  await page.keyboard.press("ArrowDown");
  await eventually(async () => assert.match(await retrier(0).innerText(), /Third/));
  assert.equal(held.length, 1, "nothing was answered yet");
  release();
  await eventually(async () => assert.deepEqual((await saved()).States.Send.Retry, [
    { ErrorEquals: ["Third"], MaxAttempts: 9 },
    { ErrorEquals: ["Second"] },
    { ErrorEquals: ["First", "Also", "More"], IntervalSeconds: 1 },
  ]));
  await page.keyboard.press("ControlOrMeta+z");
  await eventually(async () => assert.match(await retrier(0).innerText(), /Second/, "each is a step of undo"));
  assert.deepEqual(errors, []);
});
