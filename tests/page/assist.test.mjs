// Help while typing, in Chromium on the real backend: completion, hover, definition, rename in the code pane.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test, workflows } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);
const code = (page) => page.getByTestId("code-pane").locator(".cm-content");
const options = (page) => page.locator(".cm-tooltip-autocomplete [role=option]");

async function openFile(t, name, text, options) {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const file = path.join(folder, name);
  if (text !== undefined) await fs.writeFile(file, text);
  const { url } = await serve(t, { home, open: [file] });
  const opened = await open(t, url, options);
  await code(opened.page).waitFor();
  return { ...opened, file };
}

/** Saves, until the file holds this. */
async function holds(page, file, expected) {
  await page.keyboard.press("ControlOrMeta+s");
  await eventually(async () => assert.equal(await fs.readFile(file, "utf8"), expected));
}

/** Puts the caret behind the first occurrence of a text, with the editor's own search. */
async function caretBehind(page, words) {
  await code(page).click();
  await page.keyboard.press("ControlOrMeta+f");
  await page.locator(".cm-search [name=search]").pressSequentially(words);
  await page.keyboard.press("Enter");
  await page.locator(".cm-searchMatch-selected").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".cm-search").waitFor({ state: "detached" });
  await page.keyboard.press("ArrowRight");
}

async function choose(page, label) {
  const option = options(page).filter({ has: page.locator(".cm-completionLabel", { hasText: new RegExp(`^${label.replaceAll("$", "\\$")}$`) }) });
  await option.first().waitFor();
  // The list takes no choice in its first moments, so that nobody chooses by accident.
  await page.waitForTimeout(120);
  await option.first().click();
}

const oneTask = `{
  "StartAt": "Ask",
  "States": {
    "Ask": {
      "Type": "Task"
    },
    "Done": {
      "Type": "Succeed"
    }
  }
}
`;

for (const theme of ["light", "dark"]) {
  test(`a Task is written with what is offered (${theme})`, async (t) => {
    const { page, errors, file } = await openFile(t, "task.asl.json", oneTask, { colorScheme: theme });
    await caretBehind(page, '"Type": "Task"');
    await page.keyboard.type(",");
    await page.keyboard.press("Enter");
    await page.keyboard.type('"');
    await options(page).first().waitFor();
    await eventually(async () => assert.match(await options(page).first().innerText(), /Resource/));
    await page.locator(".cm-completionInfo").waitFor();
    await picture(page, `page-completion-${theme}`);
    await choose(page, "Resource");
    // Its value is offered at once, step by step.
    await choose(page, "aws-sdk");
    await options(page).filter({ hasText: "accessanalyzer" }).first().waitFor();
    await page.keyboard.type("sq");
    await choose(page, "sqs");
    await page.keyboard.type("sendM");
    await options(page).filter({ hasText: "sendMessageBatch" }).waitFor();
    await picture(page, `page-completion-action-${theme}`);
    await choose(page, "sendMessage");
    await page.keyboard.press("End");
    await page.keyboard.type(",");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Par");
    await choose(page, "Parameters");
    await choose(page, "QueueUrl");
    await page.keyboard.type("https://example.com/queue");
    await page.keyboard.press("End");
    await page.keyboard.type(",");
    await page.keyboard.press("Enter");
    await page.keyboard.type("MessageB");
    await choose(page, "MessageBody.$");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.type(",");
    await page.keyboard.press("Enter");
    await page.keyboard.type('"N');
    await choose(page, "Next");
    await choose(page, "Done");
    const expected = oneTask.replace(
      '"Type": "Task"',
      `"Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage",
      "Parameters": {
        "QueueUrl": "https://example.com/queue",
        "MessageBody.$": "$."
      },
      "Next": "Done"`,
    );
    await holds(page, file, expected);
    assert.deepEqual(errors, []);
  });

  test(`what stands in the text is explained (${theme})`, async (t) => {
    const { page, errors } = await openFile(t, "order.asl.json", undefined, { colorScheme: theme });
    const over = async (words) => {
      await page.mouse.move(5, 5);
      await code(page).getByText(words, { exact: true }).first().hover();
      await page.locator(".cm-explanation").first().waitFor();
      return page.locator(".cm-explanation").first().innerText();
    };
    assert.match(await over('"Default"'), /Default[\s\S]*when no rule holds[\s\S]*AWS documentation/);
    assert.match(await over('"arn:aws:states:::lambda:invoke"'), /lambda:invoke[\s\S]*FunctionName/);
    await picture(page, `page-hover-${theme}`);
    assert.deepEqual(errors, []);
  });
}

test("YAML is completed in its own way", async (t) => {
  const yaml = "StartAt: Ask\nStates:\n  Ask:\n    Type: Task\n  Done: # the end\n    Type: Succeed\n";
  const { page, errors, file } = await openFile(t, "task.asl.yaml", yaml);
  await caretBehind(page, "Type: Task");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Nex");
  await choose(page, "Next");
  await choose(page, "Done");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ret");
  await choose(page, "Retry");
  await choose(page, "ErrorEquals");
  await choose(page, "States.ALL");
  await holds(page, file, yaml.replace("Type: Task", "Type: Task\n    Next: Done\n    Retry:\n      - ErrorEquals:\n          - States.ALL"));
  assert.deepEqual(errors, []);
});

test("names lead to where they are defined, and are renamed where they stand", async (t) => {
  const { page, errors, file } = await openFile(t, "order.asl.json");
  await state(page, "Refused").waitFor();
  const caretLine = () => page.locator(".cm-activeLine").first().innerText();

  // F12 from a Catch's Next.
  await caretBehind(page, '"Next": "Ref');
  await page.keyboard.press("F12");
  await eventually(async () => assert.match(await caretLine(), /"Refused": \{/));

  // Ctrl shows what is a link, and clicking follows it.
  await caretBehind(page, '"Default": "');
  const name = code(page).getByText('"Side by side"', { exact: true }).first();
  await name.hover();
  await page.keyboard.down("Control");
  await page.locator(".cm-definition-link").waitFor();
  await picture(page, "page-definition-light");
  await page.mouse.down();
  await page.mouse.up();
  await page.keyboard.up("Control");
  await eventually(async () => assert.match(await caretLine(), /"Side by side": \{/));
  await page.locator(".cm-definition-link").waitFor({ state: "detached" });

  // F2 on a place that names a state renames the state and every name of it; one step of undo.
  const before = await fs.readFile(file, "utf8");
  await caretBehind(page, '"Next": "Ref');
  await page.keyboard.press("F2");
  const field = page.getByTestId("code-rename");
  await field.waitFor();
  await page.keyboard.type("Check");
  await page.keyboard.press("Enter");
  await page.locator(".cm-rename-refused").waitFor();
  await picture(page, "page-rename-light");
  await field.fill("Turned away");
  await page.keyboard.press("Enter");
  await state(page, "Turned away").waitFor();
  await holds(page, file, before.replaceAll('"Refused"', '"Turned away"'));
  await eventually(async () => assert.ok(await code(page).evaluate((content) => content === document.activeElement)));
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Refused").waitFor();
  await holds(page, file, before);
  // The browser itself notes the refusal.
  assert.deepEqual(errors.filter((error) => !error.includes("422")), []);
});

for (const theme of ["light", "dark"]) {
  test(`any action of AWS is found in the palette and put into the workflow (${theme})`, async (t) => {
    const { page, errors, file } = await openFile(t, "order.asl.json", undefined, { colorScheme: theme });
    await state(page, "Check").waitFor();
    await page.getByRole("tab", { name: "Palette" }).click();

    // By words: what the palette has itself, then all of AWS.
    const search = page.getByRole("searchbox", { name: "Search the palette" });
    await search.fill("queue create");
    const row = page.getByTestId("palette-item:aws-sdk:sqs:createQueue");
    await row.waitFor();
    await picture(page, `page-palette-found-${theme}`);
    await state(page, "Check").click();
    await row.click();
    await state(page, "Create queue").waitFor();

    // By service.
    await search.fill("");
    await page.getByRole("radio", { name: "Actions" }).or(page.getByRole("button", { name: "Actions", exact: true })).first().click();
    await page.getByTestId("palette-service:textract").click();
    await page.getByTestId("palette-item:aws-sdk:textract:detectDocumentText").waitFor();
    await picture(page, `page-palette-service-${theme}`);
    await page.getByTestId("palette-item:aws-sdk:textract:detectDocumentText").click();
    await state(page, "Detect document text").waitFor();
    await page.keyboard.press("ControlOrMeta+s");
    await eventually(async () => {
      const { States } = JSON.parse(await fs.readFile(file, "utf8"));
      assert.equal(States.Check.Next, "Create queue");
      assert.deepEqual(States["Create queue"], {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:sqs:createQueue",
        Parameters: { QueueName: "MyQueueName" },
        Next: "Detect document text",
      });
      assert.equal(States["Detect document text"].Next, "Route");
    });
    assert.deepEqual(errors, []);
  });
}
