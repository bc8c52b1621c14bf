// The Test tab: one state by itself, with what executions recorded of it, and its answer kept as a mock.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test, workflows } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);

async function testTab(page, key) {
  await state(page, key).click({ position: { x: 60, y: 14 } });
  await page.locator('[data-testid="inspector"] h2', { hasText: key }).waitFor();
  await page.getByTestId("inspector-tab:Test").click();
  await page.getByTestId("test-tab").waitFor();
}

/** Writes over what stands in an editor of the test. */
async function fill(page, id, text) {
  await page.getByTestId(`test-${id}`).locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

const outcome = (page, status) => page.locator(`[data-testid=test-answer][data-status=${status}]`).waitFor();
const stages = (page) => page.locator('[data-testid^="test-stage:"]').evaluateAll((rows) => rows.map((row) => row.dataset.testid.slice("test-stage:".length)));

for (const theme of ["light", "dark"]) {
  test(`a Task is tested with a mock, with each stage of its data (${theme})`, async (t) => {
    const [home, folder] = [await temporary(t, "home"), await workflows(t)];
    const { url } = await serve(t, { home, open: [path.join(folder, "order.asl.json")] });
    const { page, errors } = await open(t, url, { colorScheme: theme, viewport: theme === "light" ? { width: 1280, height: 800 } : { width: 1600, height: 1000 } });
    await testTab(page, "Check");
    await fill(page, "input", '{"id": 7}');

    // Nothing is called, so that there must be a mock.
    await page.getByTestId("test-run").click();
    await page.getByText("nothing is called in a test", { exact: false }).first().waitFor();
    await fill(page, "result", '{"Payload": {"risk": "high"}}');
    await page.keyboard.press("ControlOrMeta+Enter");
    await outcome(page, "SUCCEEDED");
    await eventually(async () => assert.deepEqual(await stages(page), ["input", "afterInputPath", "afterParameters", "result", "afterResultSelector", "afterResultPath", "output"]));
    await eventually(async () => assert.match(await page.getByTestId("test-stage:afterInputPath").innerText(), /unchanged/));
    await eventually(async () => assert.match(await page.getByTestId("test-stage:afterResultSelector").innerText(), /"risk":\s*"high"/));
    await picture(page, `page-test-state-${theme}`);
    await page.getByTestId("test-stage:afterResultPath").getByRole("button").first().click();
    await page.getByTestId("test-data:afterResultPath").getByRole("radio", { name: "Changes" }).click();
    await page.getByTestId("test-data:afterResultPath").getByText("since After InputPath").waitFor();
    await picture(page, `page-test-state-changes-${theme}`);

    // An error, with the retrier and the catcher that take it.
    await page.getByRole("radiogroup", { name: "The mock gives" }).getByText("Error").click();
    await page.getByTestId("test-error").locator("input").fill("Busy");
    await page.getByTestId("test-run").click();
    await outcome(page, "RETRIABLE");
    await eventually(async () => assert.match(await page.getByTestId("test-answer").innerText(), /tried again after 1 s, by retrier 1/));
    await page.getByTestId("test-error").locator("input").fill("Broken");
    await page.getByTestId("test-run").click();
    await outcome(page, "CAUGHT_ERROR");
    await picture(page, `page-test-state-caught-${theme}`);
    await page.getByTestId("test-next").click();
    await page.locator('[data-testid="inspector"] h2', { hasText: "Refused" }).waitFor();

    // What was written for a state is there when it is selected again.
    await testTab(page, "Check");
    await eventually(async () => assert.equal(await page.getByTestId("test-error").locator("input").inputValue(), "Broken"));

    // States that do their own work need no mock.
    await testTab(page, "Route");
    await fill(page, "input", '{"check": {"risk": "high"}}');
    await page.getByTestId("test-run").click();
    await outcome(page, "SUCCEEDED");
    await eventually(async () => assert.match(await page.getByTestId("test-next").innerText(), /Refused/));
    assert.deepEqual(errors, []);
  });
}

test("what an execution recorded is tested again, and its answer is kept as a mock that runs use", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const { url } = await serve(t, { home, open: [folder] });
  const { page, errors } = await open(t, url);
  await page.getByRole("button", { name: /^order\b/ }).first().click();
  await testTab(page, "Check");
  await eventually(async () => assert.ok(await page.getByTestId("test-recorded").isDisabled(), "nothing is recorded yet"));

  const run = async (testCase, status) => {
    await page.keyboard.press("ControlOrMeta+F5");
    const dialog = page.getByTestId("run-dialog");
    await dialog.waitFor();
    await dialog.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{"items": [1]}');
    await dialog.getByRole("button", { name: /answered/i }).first().click();
    await page.getByRole("option", { name: new RegExp(testCase) }).click();
    await page.getByTestId("run-start").click();
    await page.locator(`[data-testid="run-status"][data-status="${status}"]`).waitFor();
  };
  await run("good", "SUCCEEDED");
  await page.getByRole("button", { name: /Close the execution|Back to/ }).first().click();
  await testTab(page, "Check");
  await eventually(async () => assert.ok(await page.getByTestId("test-recorded").isEnabled()));
  await page.getByTestId("test-recorded").click();
  await page.getByRole("menuitem").first().waitFor();
  await picture(page, "page-test-recorded");
  await page.getByRole("menuitem").first().click();
  await eventually(async () => assert.match(await page.getByTestId("test-input").innerText(), /"items"/));
  await eventually(async () => assert.match(await page.getByTestId("test-result").innerText(), /"risk": "low"/));
  await page.getByTestId("test-run").click();
  await outcome(page, "SUCCEEDED");

  // Kept for a new test case: the same machine runs with it.
  await fill(page, "result", '{"Payload": {"risk": "high"}}');
  await page.getByTestId("test-run").click();
  await outcome(page, "SUCCEEDED");
  await page.getByTestId("test-keep").click();
  const dialog = page.getByTestId("keep-mock");
  await dialog.waitFor();
  await dialog.getByRole("button", { name: /Test case/ }).click();
  await page.getByRole("option", { name: "A new test case" }).click();
  await page.getByTestId("keep-case").locator("input").fill("risky");
  await picture(page, "page-test-keep");
  await page.getByTestId("keep-save").click();
  await dialog.waitFor({ state: "detached" });
  const mocks = JSON.parse(await fs.readFile(path.join(folder, "MockConfigFile.json"), "utf8"));
  assert.deepEqual(mocks.StateMachines.order.TestCases.risky, { Check: "Check" });
  assert.deepEqual(mocks.MockedResponses.Check["0-9999"], { Return: { Payload: { risk: "high" } } });
  await run("risky", "FAILED");
  assert.deepEqual(errors, []);
});
