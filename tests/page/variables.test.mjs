// The variables of a workflow: who assigns and who reads each, with a jump to every place.
import assert from "node:assert/strict";
import { eventually, open, picture, serve, temporary, test } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);

test("each variable shows its scope and its places, and leads to them", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home") });
  const { page, errors } = await open(t, url);
  await page.getByTestId("starter:read-all-pages").click();
  await state(page, "Begin").waitFor();
  await page.keyboard.press("ControlOrMeta+Alt+v");
  const row = page.getByTestId("variable:orders");
  await row.waitFor();
  await eventually(async () => assert.match(await row.innerText(), /\$orders[\s\S]*Whole workflow[\s\S]*Begin[\s\S]*Read a page[\s\S]*All read/));
  await picture(page, "page-variables");

  // A place: the state is selected on the canvas, and the caret stands in the text.
  await row.getByRole("button", { name: /^All read reads \$orders/ }).click();
  await eventually(async () => assert.notEqual(await state(page, "All read").getAttribute("data-selected"), null));
  const lineAt = async () => Number(/Ln (\d+)/.exec(await page.locator("footer[aria-label=Status]").innerText())?.[1]);
  const first = await lineAt();
  await row.getByRole("button", { name: /^All read reads \$orders/ }).click();
  await eventually(async () => assert.equal(await lineAt(), first + 1, "the next place in the same state"));

  // The variable itself: all its states.
  await row.getByRole("button", { name: /^\$orders: select/ }).click();
  await page.getByText("3 states").first().waitFor();

  // Typing that reads one too early is seen at once.
  await page.getByTestId("code-pane").locator(".cm-line", { hasText: '"pages": 0' }).click();
  await page.keyboard.press("ControlOrMeta+a");
  const early = { QueryLanguage: "JSONata", StartAt: "A", States: { A: { Type: "Pass", Output: "{% $late %}", Next: "B" }, B: { Type: "Pass", Assign: { late: 1 }, End: true } } };
  await page.keyboard.insertText(JSON.stringify(early, null, 2));
  const warned = page.locator('[data-testid="variable:late"] [data-warns]');
  await warned.waitFor();
  await eventually(async () => assert.match(await warned.getAttribute("aria-label"), /^A reads \$late in Output\. No state before this one assigns \$late/));
  await picture(page, "page-variables-warning");
  assert.deepEqual(errors, []);
});

test("a workflow without variables says what they are", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home") });
  const { page, errors } = await open(t, url);
  await page.getByTestId("starter:hello-world").click();
  await state(page, "Say hello").waitFor();
  await page.keyboard.press("ControlOrMeta+Alt+v");
  await page.getByText("No variables").waitFor();
  assert.deepEqual(errors, []);
});
