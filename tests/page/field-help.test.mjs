// Help in the inspector's editors: completion in place, and what a field gives with what was recorded.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test, workflows } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);
const field = (page, name) => page.getByTestId(`field:${name}`);
const options = (page) => page.locator(".cm-tooltip-autocomplete [role=option]");
const preview = (page, name) => field(page, name).getByTestId("field-preview");

async function choose(page, label) {
  const option = options(page).filter({ has: page.locator(".cm-completionLabel", { hasText: new RegExp(`^${label.replaceAll("$", "\\$")}$`) }) });
  await option.first().waitFor();
  // The list takes no choice in its first moments, so that nobody chooses by accident.
  await page.waitForTimeout(120);
  await option.first().click();
}

for (const theme of ["light", "dark"]) {
  test(`a payload is completed where it is written, and shows what it gives (${theme})`, async (t) => {
    const [home, folder] = [await temporary(t, "home"), await workflows(t)];
    const file = path.join(folder, "order.asl.json");
    const { url } = await serve(t, { home, open: [folder] });
    const { page, errors } = await open(t, url, { colorScheme: theme });
    await page.getByRole("button", { name: /^order\b/ }).first().click();
    await state(page, "Check").click();
    await page.getByTestId("inspector-tab:Input/Output").click();
    await field(page, "ResultSelector").waitFor();
    await eventually(async () => assert.equal(await preview(page, "ResultSelector").count(), 0, "nothing was seen yet"));

    // An execution leaves something to evaluate with.
    await page.keyboard.press("ControlOrMeta+F5");
    const dialog = page.getByTestId("run-dialog");
    await dialog.waitFor();
    await dialog.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{"items": [1]}');
    await dialog.getByRole("button", { name: /answered/i }).first().click();
    await page.getByRole("option", { name: /good/ }).click();
    await page.getByTestId("run-start").click();
    await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
    await page.getByRole("button", { name: /Close the execution|Back to/ }).first().click();
    await state(page, "Check").click();
    await page.getByTestId("inspector-tab:Input/Output").click();
    await eventually(async () => assert.match(await preview(page, "ResultSelector").innerText(), /\{"risk":\s*"low"\}/));
    await eventually(async () => assert.match(await preview(page, "Parameters").innerText(), /"Payload":\s*\{"items"/));

    // A path is evaluated too: the third on this tab is that of ResultPath.
    await eventually(async () => assert.match(await page.getByTestId("field-preview").nth(2).innerText(), /"check":\s*\{"risk"/));

    // It follows what is written, before anything of it is in the document.
    const editor = field(page, "ResultSelector").locator(".cm-content");
    await editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{ "all.$": "$.Payload", "how.$": "States.Fo" }');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ControlOrMeta+ ");
    await options(page).filter({ hasText: "States.Format" }).first().waitFor();
    await picture(page, `page-field-completion-${theme}`);
    await page.keyboard.press("Escape");
    await options(page).first().waitFor({ state: "detached" });
    await eventually(async () => assert.match(await editor.innerText(), /States\.Fo/, "Escape closes the list first"));
    await page.keyboard.press("ControlOrMeta+ ");
    await choose(page, "States.Format");
    await page.keyboard.type("'is {}', $.Payload.ri");
    // What the execution recorded is offered, and closed as any list.
    await choose(page, "risk");
    await eventually(async () => assert.match(await preview(page, "ResultSelector").innerText(), /"how":\s*"is low"/));
    await eventually(async () => assert.doesNotMatch(await page.getByTestId("code-pane").innerText(), /States\.Format/));
    await preview(page, "ResultSelector").getByRole("button").first().click();
    await picture(page, `page-field-preview-${theme}`);

    // What fails says why.
    await editor.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{ "no.$": "$.Nothing.there" }');
    await eventually(async () => assert.match(await preview(page, "ResultSelector").innerText(), /Nothing/));
    await picture(page, `page-field-preview-failed-${theme}`);
    await page.keyboard.press("Escape");
    await eventually(async () => assert.match(await preview(page, "ResultSelector").innerText(), /\{"risk":\s*"low"\}/));

    // Where a Choice would go.
    await state(page, "Route").click({ position: { x: 60, y: 12 } });
    await page.getByTestId("inspector-tab:Configuration").click();
    await eventually(async () => assert.match(await page.getByTestId("field-preview").first().innerText(), /goes to Side by side/));
    await picture(page, `page-choice-preview-${theme}`);
    assert.match(await fs.readFile(file, "utf8"), /"ResultSelector": \{ "risk\.\$": "\$\.Payload\.risk" \}/);
    assert.deepEqual(errors, []);
  });
}
