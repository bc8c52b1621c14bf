// A new workflow: its type, its language, a starter; each runs as it is with the mocks it brings.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);

test("a new workflow is of the type and the language that were chosen first", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home") });
  const { page, errors } = await open(t, url);
  await page.getByRole("button", { name: "New workflow" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New workflow" });
  await dialog.waitFor();
  await picture(page, "page-new-workflow");

  // What waits for a token cannot be Express; it says so and cannot be pressed.
  await dialog.getByRole("radio", { name: "Express" }).click();
  await eventually(async () => assert.ok(await dialog.getByTestId("starter:human-approval").isDisabled()));
  await eventually(async () => assert.match(await dialog.getByTestId("starter:human-approval").innerText(), /Standard only/));
  await eventually(async () => assert.ok(await dialog.getByTestId("starter:answer-a-request").isEnabled()));

  // Starters of the chosen language come first.
  const first = async () => (await dialog.locator("h3").first().innerText()).trim();
  await eventually(async () => assert.equal(await first(), "Starters in JSONata"));
  await dialog.getByRole("radio", { name: "JSONPath" }).click();
  await eventually(async () => assert.equal(await first(), "Starters in JSONPath"));
  await dialog.getByRole("radio", { name: "JSONata" }).click();

  await dialog.getByTestId("begin-empty").click();
  await state(page, "Pass").waitFor();
  const bar = page.locator("footer[aria-label=Status]");
  await eventually(async () => assert.match(await bar.innerText(), /EXPRESS[\s\S]*JSONata/));
  await eventually(async () => assert.match(await page.getByTestId("code-pane").innerText(), /"QueryLanguage": "JSONata"/));

  // By keyboard alone: the choice was remembered, arrows walk the list.
  await page.keyboard.press("ControlOrMeta+Alt+n");
  await dialog.waitFor();
  await eventually(async () => assert.equal(await dialog.getByRole("radio", { name: "Express" }).getAttribute("aria-checked"), "true"));
  await page.keyboard.press("ArrowDown");
  await eventually(async () => assert.match((await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))) ?? "", /^starter:/));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(errors, []);
});

test("a starter runs with the input and the mocks that it brings", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home") });
  const { page, errors } = await open(t, url);
  await page.getByTestId("starter:book-a-trip").click();
  await state(page, "Book flight").waitFor();
  await page.keyboard.press("F5");
  await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
  await picture(page, "page-starter-run");
  await page.getByText("all-booked-1").first().waitFor();

  // The dialog has its input and all its test cases.
  await page.keyboard.press("ControlOrMeta+Shift+p");
  await page.getByRole("combobox", { name: /^Find a state, workflow/ }).fill(">Run…");
  await page.keyboard.press("Enter");
  const dialog = page.getByTestId("run-dialog");
  await dialog.waitFor();
  await eventually(async () => assert.match(await dialog.innerText(), /"to": "Bath"/));
  await dialog.getByRole("button", { name: /all booked/ }).click();
  await page.getByRole("option", { name: /no car/ }).click();
  await page.getByTestId("run-start").click();
  await page.locator('[data-testid="run-status"][data-status="FAILED"]').waitFor();
  assert.deepEqual(errors, []);
});

test("a workflow that was begun from a starter is saved with its mocks beside it", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await temporary(t, "folder")];
  const { url, stop } = await serve(t, { home, open: [folder] });
  const { page, errors } = await open(t, url);
  await page.getByRole("button", { name: "New workflow" }).first().click();
  await page.getByRole("dialog", { name: "New workflow" }).getByTestId("starter:book-a-trip").click();
  await state(page, "Book flight").waitFor();
  // Who presses Enter before the folder is listed is heard once it is.
  let list = () => {};
  const held = new Promise((resolve) => (list = resolve));
  await page.route("**/api/call", async (route) => {
    if (route.request().postDataJSON()?.command === "browse") await held;
    await route.continue();
  });
  await page.keyboard.press("ControlOrMeta+s");
  const name = page.getByRole("textbox", { name: "File name" });
  await name.fill("spring.asl.json");
  await name.press("Enter");
  assert.ok(await page.getByRole("dialog", { name: "Save the workflow as" }).getByRole("button", { name: "Save", exact: true }).isDisabled());
  list();
  await page.getByText(/with its mocks in .*spring\.mocks\.json/).waitFor();
  assert.deepEqual((await fs.readdir(folder)).toSorted(), ["spring.asl.json", "spring.mocks.json"]);
  assert.deepEqual(errors, []);

  // Opened later, it is run with them.
  await stop();
  const next = await serve(t, { home: await temporary(t, "home"), open: [path.join(folder, "spring.asl.json")] });
  const later = await open(t, next.url);
  await state(later.page, "Book flight").waitFor();
  await later.page.keyboard.press("F5");
  const run = later.page.getByTestId("run-dialog");
  await run.waitFor();
  await run.getByRole("button", { name: /I answer them|answered/i }).first().click();
  await later.page.getByRole("option", { name: /all booked/ }).waitFor();
  assert.deepEqual(later.errors, []);
});
