// From JSONPath to JSONata: what can be converted is, what cannot be says why, and the workflow runs as before.
import assert from "node:assert/strict";
import { eventually, open, picture, serve, temporary, test } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);

async function command(page, title) {
  await page.keyboard.press("ControlOrMeta+Shift+p");
  await page.getByRole("combobox", { name: /^Find a state, workflow/ }).fill(`>${title}`);
  await page.keyboard.press("Enter");
}

test("a whole workflow becomes one of JSONata, runs as before, and comes back by undo", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home") });
  const { page, errors } = await open(t, url);
  await page.getByTestId("starter:order-fulfilment").click();
  await state(page, "Route order").waitFor();
  const bar = page.locator("footer[aria-label=Status]");
  await eventually(async () => assert.match(await bar.innerText(), /JSONPath/));
  await command(page, "Convert the workflow");
  await page.getByText(/The workflow becomes one of JSONata/).waitFor();
  await page.getByTestId("convert").click();
  await eventually(async () => assert.match(await bar.innerText(), /JSONata[\s\S]*0 problems/));
  await page.keyboard.press("F5");
  await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
  await page.getByRole("button", { name: "Back to editing" }).click();
  await state(page, "Route order").click();
  await page.keyboard.press("ControlOrMeta+z");
  await eventually(async () => assert.match(await bar.innerText(), /JSONPath/));
  assert.deepEqual(errors, []);
});

test("what is not certain stays and says why", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home") });
  const { page, errors } = await open(t, url);
  await page.getByTestId("starter:nightly-report").click();
  await state(page, "Run the query").waitFor();
  await command(page, "Convert the workflow");
  const left = page.getByTestId("left:Run the query");
  await left.waitFor();
  await eventually(async () => assert.match(await left.innerText(), /Parameters[\s\S]*States\.Format/));
  await picture(page, "page-convert");
  await left.click();
  await eventually(async () => assert.notEqual(await state(page, "Run the query").getAttribute("data-selected"), null));
  // One state alone, by name.
  await state(page, "Wait for the hour").click();
  await command(page, "Convert the state");
  await page.getByRole("button", { name: "Convert one state" }).click();
  await eventually(async () => assert.match(await page.getByTestId("code-pane").innerText(), /"Timestamp": "\{% \$states\.input\.notBefore %\}"/));
  assert.deepEqual(errors, []);
});
