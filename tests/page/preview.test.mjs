// What fields give with the data that was seen last, also where AWS's TestState shows no stage: what a Parallel gives its branches, what rules and
// catchers make. And states of the other query language, which come in converted, marked, or not at all.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);
const field = (page, name) => page.getByTestId(`field:${name}`);

const machine = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Route",
  "States": {
    "Route": {
      "Type": "Choice",
      "Choices": [ { "Condition": "{% $states.input.total > 1000 %}", "Output": { "large": "{% $states.input.total %}" }, "Assign": { "twice": "{% $states.input.total * 2 %}" }, "Next": "Both" } ],
      "Default": "Both"
    },
    "Both": {
      "Type": "Parallel",
      "Arguments": { "half": "{% $states.input.total / 2 %}" },
      "Branches": [ { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } } ],
      "Catch": [ { "ErrorEquals": ["Order.Gone"], "Output": "{% $states.errorOutput.Error & '!' %}", "Next": "Done" } ],
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

async function opened(t, text) {
  const [home, folder] = [await temporary(t, "home"), await temporary(t, "folder")];
  const file = path.join(folder, "order.asl.json");
  await fs.writeFile(file, text);
  const { url } = await serve(t, { home, open: [file] });
  return { ...(await open(t, url, { permissions: ["clipboard-read", "clipboard-write"] })), file };
}

/** Opens an entry of a list, unless the click on the card has. */
async function unfold(page, entry) {
  const head = page.getByTestId(entry).locator("[aria-expanded]").first();
  await head.waitFor();
  await eventually(async () => {
    if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
    await eventually(async () => assert.equal(await head.getAttribute("aria-expanded"), "true"));
  });
}

test("what a Parallel gives its branches, what rules and catchers make is shown while it is written", async (t) => {
  const { page, errors } = await opened(t, machine);
  await state(page, "Route").waitFor();
  await page.keyboard.press("ControlOrMeta+F5");
  await page.getByTestId("run-dialog").locator(".cm-content").first().click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText('{"total": 42}');
  await page.getByTestId("run-start").click();
  await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
  await page.keyboard.press("ControlOrMeta+Shift+p");
  await page.getByRole("combobox", { name: /^Find a state, workflow/ }).fill(">Close the execution");
  await page.keyboard.press("Enter");

  // A rule that did not win shows what it would make.
  await state(page, "Route").click();
  await unfold(page, "rule:0");
  const rule = page.getByTestId("rule:0");
  const shows = (place, name, pattern) => eventually(async () => assert.match(await place.getByTestId(`field:${name}`).getByTestId("field-preview").innerText(), pattern));
  await shows(rule, "Output", /\{\s*"large":\s*42\s*\}/);
  await shows(rule, "Assign", /"twice":\s*84/);
  await picture(page, "page-preview-rule");

  await state(page, "Both").click({ position: { x: 60, y: 12 } });
  await shows(page, "Arguments", /"half":\s*21/);
  await field(page, "Arguments").locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText('{ "third": "{% $states.input.total / 3 %}" }');
  await shows(page, "Arguments", /"third":\s*14/);
  await page.keyboard.press("Escape");

  await page.getByTestId("inspector-tab:Errors").click();
  await unfold(page, "catcher:0");
  await shows(page.getByTestId("catcher:0"), "Output", /"Order\.Gone!"/);
  await page.getByTestId("catcher:0").getByTestId("field-preview").first().getByRole("button").click();
  await page.getByText("the error is made up").waitFor();
  await picture(page, "page-preview-catcher");
  assert.deepEqual(errors, []);
});

test("states in JSONPath come into a machine in JSONata converted, or not at all and it is said why", async (t) => {
  const { page, errors } = await opened(t, machine);
  await state(page, "Route").waitFor();
  const paste = async (states) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify({ StartAt: Object.keys(states)[0], States: states }));
    await state(page, "Both").click({ position: { x: 60, y: 12 } });
    await page.keyboard.press("ControlOrMeta+v");
  };
  await paste({ Look: { Type: "Pass", Parameters: { "id.$": "$.order.id" }, ResultPath: "$.looked", End: true } });
  await state(page, "Look").waitFor();
  const text = () => page.getByTestId("code-pane").locator(".cm-content").innerText();
  await eventually(async () => assert.match(await text(), /\$merge\(\[\$states\.input, \{'looked': \{'id': \$states\.input\.order\.id\}\}\]\)/));
  await eventually(async () => assert.match(await page.locator("footer[aria-label=Status]").innerText(), /0 problems/));

  await paste({ Many: { Type: "Pass", InputPath: "$..id", End: true } });
  await page.getByText(/Nothing was pasted\. These states are in JSONPath, and a state machine in JSONata takes none of those\. "Many"/).first().waitFor();
  await eventually(async () => assert.equal(await state(page, "Many").count(), 0));
  // The browser tells of the refusal too.
  assert.deepEqual(errors.filter((error) => !error.includes("422")), []);
});
