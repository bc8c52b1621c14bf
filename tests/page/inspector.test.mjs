// The inspector's forms on the real backend: an action's parameters, a distributed Map, the order of retriers, what fields mean.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, placed, serve, temporary, test } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);
const field = (page, name) => page.getByTestId(`field:${name}`);

const machine = `{
  "StartAt": "Send",
  "States": {
    "Send": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {
        "QueueUrl": "https://sqs.us-east-1.amazonaws.com/111122223333/orders",
        "MessageBody.$": "$"
      },
      "Retry": [
        { "ErrorEquals": ["First"], "IntervalSeconds": 1 },
        { "ErrorEquals": ["Second"] },
        { "ErrorEquals": ["Third"], "MaxAttempts": 9 }
      ],
      "Next": "Each"
    },
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
        "StartAt": "One",
        "States": { "One": { "Type": "Pass", "End": true } }
      },
      "End": true
    }
  }
}
`;

const jsonata = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Route",
  "States": {
    "Route": {
      "Type": "Choice",
      "Choices": [
        { "Condition": "{% $states.input.total >= 100 and $states.input.risk = \\"high\\" %}", "Next": "Ask" }
      ],
      "Default": "Done"
    },
    "Ask": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": { "FunctionName": "f" },
      "Output": "{% $states.result.Payload %}",
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

async function openMachine(t, options, text = machine) {
  const [home, folder] = [await temporary(t, "home"), await temporary(t, "folder")];
  const file = path.join(folder, "send.asl.json");
  await fs.writeFile(file, text);
  const { url } = await serve(t, { home, open: [file] });
  const opened = await open(t, url, options);
  await opened.page.locator('[data-testid^="state:"]').first().waitFor();
  const saved = async () => {
    await opened.page.keyboard.press("ControlOrMeta+s");
    await opened.page.getByText("saved", { exact: true }).waitFor();
    return JSON.parse(await fs.readFile(file, "utf8"));
  };
  return { ...opened, saved, file };
}

for (const [theme, viewport] of [["light", { width: 1280, height: 800 }], ["dark", { width: 1600, height: 1000 }]]) {
  test(`a Task's parameters are a form made from what the action takes (${theme})`, async (t) => {
    const { page, errors, saved } = await openMachine(t, { colorScheme: theme, viewport });
    await state(page, "Send").click();
    await page.getByTestId("inspector-tab:Configuration").click();
    await field(page, "QueueUrl").waitFor();
    await eventually(async () => assert.match(await field(page, "MessageBody").innerText(), /path/));
    await picture(page, `page-action-form-${theme}`);

    // What the action does not need is found by its name, and written once it has a value.
    await page.getByTestId("add-parameter").locator("input").fill("delay");
    await page.getByRole("option", { name: /DelaySeconds/ }).waitFor();
    await picture(page, `page-action-add-${theme}`);
    await page.getByRole("option", { name: /DelaySeconds/ }).click();
    await field(page, "DelaySeconds").locator("input").fill("901");
    await page.keyboard.press("Enter");
    await field(page, "DelaySeconds").locator("input").fill("30");
    await page.keyboard.press("Enter");
    // A path goes under the name with .$, and a text back.
    await field(page, "QueueUrl").locator("input").fill("$.queue");
    await page.keyboard.press("Enter");
    await eventually(async () => assert.match(await field(page, "QueueUrl").innerText(), /path/));
    let { States } = await saved();
    assert.deepEqual(States.Send.Parameters, { "QueueUrl.$": "$.queue", "MessageBody.$": "$", DelaySeconds: 30 });
    await field(page, "MessageBody").locator("input").fill("hello");
    await page.keyboard.press("Enter");

    // The same as JSON, a click away.
    await page.getByRole("button", { name: "Parameters as JSON" }).click();
    await eventually(async () => assert.match(await field(page, "Parameters").locator(".cm-content").innerText(), /"MessageBody": "hello"/));
    await page.getByRole("button", { name: "Parameters as JSON" }).click();

    // What a parameter means.
    await field(page, "DelaySeconds").locator("input").focus();
    await page.keyboard.press("Shift+F1");
    await page.getByTestId("field-doc").waitFor();
    await eventually(async () => assert.match(await page.getByTestId("field-doc").innerText(), /DelaySeconds[\s\S]*whole number[\s\S]*AWS documentation/));
    await picture(page, `page-field-doc-${theme}`);
    await page.keyboard.press("Escape");
    ({ States } = await saved());
    assert.equal(States.Send.Parameters.MessageBody, "hello");
    assert.deepEqual(errors, []);
  });

  test(`retriers are put in order by dragging and by the arrow keys (${theme})`, async (t) => {
    const { page, errors, saved, file } = await openMachine(t, { colorScheme: theme, viewport });
    await state(page, "Send").click();
    await page.getByTestId("inspector-tab:Errors").click();
    const order = () => page.locator('[data-testid^="retrier:"]').evaluateAll((cards) => cards.map((card) => /First|Second|Third/.exec(card.innerText)?.[0]));
    const handle = (index) => page.getByTestId(`retrier:${index}`).locator("[data-handle]");
    await eventually(async () => assert.deepEqual(await order(), ["First", "Second", "Third"]));

    const [from, to] = [await placed(page, handle(0)), await placed(page, page.getByTestId("retrier:2"))];
    await page.mouse.move(from.x + 5, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 5, to.y + to.height - 4, { steps: 6 });
    await page.getByTestId("drop-line").waitFor();
    await picture(page, `page-retry-drag-${theme}`);
    await page.mouse.up();
    await eventually(async () => assert.deepEqual(await order(), ["Second", "Third", "First"]));

    // Escape leaves things as they are.
    const again = await placed(page, handle(0));
    await page.mouse.move(again.x + 5, again.y + 10);
    await page.mouse.down();
    await page.mouse.move(again.x + 5, again.y + 160, { steps: 4 });
    await handle(0).focus();
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await eventually(async () => assert.deepEqual(await order(), ["Second", "Third", "First"]));

    await handle(2).focus();
    await page.keyboard.press("ArrowUp");
    await eventually(async () => assert.deepEqual(await order(), ["Second", "First", "Third"]));
    await page.keyboard.press("Home");
    await eventually(async () => assert.deepEqual(await order(), ["First", "Second", "Third"]));
    const text = await fs.readFile(file, "utf8");
    await saved();
    assert.equal(await fs.readFile(file, "utf8"), text, "as it was, byte for byte");
    assert.deepEqual(errors, []);
  });

  test(`a distributed Map's reader, batcher and writer have forms (${theme})`, async (t) => {
    const { page, errors, saved } = await openMachine(t, { colorScheme: theme, viewport });
    await state(page, "Each").click({ position: { x: 60, y: 12 } });
    await page.getByTestId("inspector-tab:Configuration").click();
    await page.getByRole("button", { name: "Add Item reader" }).click();
    const reader = field(page, "ItemReader");
    await reader.getByTestId("field:InputType").getByRole("button").click();
    await page.getByRole("option", { name: "CSV", exact: true }).click();
    await reader.getByTestId("field:CSVHeaderLocation").getByRole("button").click();
    await page.getByRole("option", { name: "Given here" }).click();
    await reader.getByTestId("field:CSVHeaders").locator("input").fill("id");
    await page.keyboard.press("Enter");
    await reader.getByTestId("field:Bucket").locator("input").fill("$.bucket");
    await page.keyboard.press("Enter");
    await reader.getByTestId("field:MaxItems").locator("input").fill("500");
    await page.keyboard.press("Enter");
    await picture(page, `page-map-reader-${theme}`);
    await page.getByRole("button", { name: "Add Item batcher" }).click();
    await field(page, "ItemBatcher").getByTestId("field:MaxItemsPerBatch").locator("input").fill("$.size");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Add Result writer" }).click();
    await field(page, "ResultWriter").getByTestId("field:OutputType").getByRole("button").click();
    await page.getByRole("option", { name: "JSON Lines" }).click();
    await eventually(async () => {
      const { Each } = (await saved()).States;
      assert.deepEqual(Each.ItemReader, {
        Resource: "arn:aws:states:::s3:getObject",
        ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "GIVEN", CSVHeaders: ["id"], MaxItems: 500 },
        Parameters: { Key: "items.json", "Bucket.$": "$.bucket" },
      });
      assert.deepEqual(Each.ItemBatcher, { "MaxItemsPerBatchPath": "$.size" });
      assert.equal(Each.ResultWriter.WriterConfig.OutputType, "JSONL");
    });
    await picture(page, `page-map-writer-${theme}`);
    assert.deepEqual(errors, []);
  });

  test(`a JSONata condition is built from parts, and written as text with completion (${theme})`, async (t) => {
    const { page, errors, saved } = await openMachine(t, { colorScheme: theme, viewport }, jsonata);
    const condition = async () => (await saved()).States.Route.Choices[0].Condition;
    await state(page, "Route").click({ position: { x: 60, y: 12 } });
    await page.getByTestId("inspector-tab:Configuration").click();
    await page.getByTestId("rule:0").locator("[aria-expanded]").first().click();
    await field(page, "Left").first().waitFor();
    await picture(page, `page-jsonata-condition-${theme}`);
    await field(page, "Right").first().locator("input").fill("250");
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await condition(), '{% $states.input.total >= 250 and $states.input.risk = "high" %}'));
    await field(page, "Operator").nth(1).getByRole("button").click();
    await page.getByRole("option", { name: /^is one of/ }).click();
    // A condition is one text: what is written next is written into the one that is shown.
    await eventually(async () => assert.equal(await condition(), '{% $states.input.total >= 250 and $states.input.risk in "high" %}'));
    await field(page, "Right").nth(1).locator("input").fill('["high", "odd"]');
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await condition(), '{% $states.input.total >= 250 and $states.input.risk in ["high", "odd"] %}'));
    await page.getByTestId("rule:0").getByRole("button", { name: "More" }).nth(3).click();
    await page.getByRole("menuitem", { name: "Turn round (Not)" }).click();
    await page.getByTestId("rule:0").getByRole("button", { name: "Condition", exact: true }).click();
    await eventually(async () => assert.equal(await condition(), '{% $states.input.total >= 250 and $not($states.input.risk in ["high", "odd"]) and $exists($states.input.value) %}'));

    // The same as text.
    await page.getByRole("radiogroup", { name: "How the condition is shown" }).getByText("Text").click();
    const text = field(page, "Condition").locator(".cm-content");
    await text.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('$states.inp > "x"');
    for (let i = 0; i < 6; i += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ControlOrMeta+ ");
    const option = page.locator(".cm-tooltip-autocomplete [role=option]").filter({ hasText: "input" }).first();
    await option.waitFor();
    await picture(page, `page-jsonata-condition-text-${theme}`);
    await page.waitForTimeout(120);
    await option.click();
    await page.keyboard.press("ControlOrMeta+Enter");
    await eventually(async () => assert.equal(await condition(), '{% $states.input > "x" %}'));

    // What the tabs are called in JSONata.
    await state(page, "Ask").click();
    await page.getByTestId("inspector-tab:Input/Output").click();
    await field(page, "Output").waitFor();
    await picture(page, `page-jsonata-arguments-${theme}`);
    assert.deepEqual(errors, []);
  });
}

test("in a narrow window the machine's own form is there when it is asked for, and that of a line when it is selected", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await temporary(t, "folder")];
  const file = path.join(folder, "send.asl.json");
  await fs.writeFile(file, machine);
  const { url } = await serve(t, { home, open: [file] });
  const { page, errors } = await open(t, url, { viewport: { width: 1280, height: 800 } });
  await state(page, "Send").waitFor();
  const inspector = page.getByTestId("inspector");
  await eventually(async () => assert.equal(await inspector.count(), 0, "it covers nothing unasked"));
  await page.getByRole("button", { name: "Show the inspector" }).click();
  await inspector.getByText("State machine, 3 states").waitFor();
  await picture(page, "page-inspector-machine-narrow");
  await page.keyboard.press("Escape");
  await inspector.waitFor({ state: "detached" });
  await page.keyboard.press("ControlOrMeta+Alt+i");
  await inspector.getByText("State machine, 3 states").waitFor();
  // A state takes its place; when that is left, nothing lies over the canvas.
  await state(page, "Send").click();
  await inspector.getByText("Task state").waitFor();
  await page.getByTestId("canvas").click({ position: { x: 8, y: 60 } });
  await inspector.waitFor({ state: "detached" });
  await page.getByTestId("edge:Send|next|Each").locator("path").last().click({ force: true });
  await inspector.waitFor();
  await picture(page, "page-inspector-edge-narrow");
  assert.deepEqual(errors, []);
});
