// Ready-made pieces and the person's own: dragged onto a line, put in by keyboard, kept, renamed, deleted.
import assert from "node:assert/strict";
import { eventually, open, picture, placed, serve, temporary, test, workflows } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);
const text = (page) => page.getByTestId("code-pane").locator(".cm-content").innerText();

async function openOrder(page) {
  await page.getByRole("button", { name: /^order\b/ }).first().click();
  await state(page, "Check").waitFor();
}

async function showPatterns(page) {
  await page.getByRole("tab", { name: "Palette" }).click();
  await page.getByRole("radio", { name: "Patterns" }).click();
}

/** The end of an arrow that leads to a state: just above its card. */
async function above(page, key) {
  const box = await placed(page, state(page, key));
  return { x: box.x + box.width / 2, y: box.y - 12 };
}

test("a pattern is dragged onto a line, in the language of the workflow, and undone as one step", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home"), open: [await workflows(t)] });
  const { page, errors } = await open(t, url);
  await openOrder(page);
  const before = await text(page);
  await showPatterns(page);
  await page.getByTestId("palette-item:pattern:human-approval").waitFor();
  await picture(page, "page-patterns");

  const row = await placed(page, page.getByTestId("palette-item:pattern:human-approval"));
  const to = await above(page, "Route");
  await page.mouse.move(row.x + 40, row.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 30, { steps: 8 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await eventually(async () => assert.match(await page.getByTestId("drop-slot-active").innerText(), /Human approval/));
  await page.mouse.up();
  for (const key of ["Ask for approval", "Approved?", "Rejected", "Nobody answered"]) await state(page, key).waitFor();
  const added = await text(page);
  assert.match(added, /"token\.\$": "\$\$\.Task\.Token"/, "JSONPath, as the workflow is");
  assert.doesNotMatch(added, /\{%/);
  await picture(page, "page-pattern-dropped");

  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Ask for approval").waitFor({ state: "detached" });
  await eventually(async () => assert.equal(await text(page), before));
  assert.deepEqual(errors, []);
});

test("one search finds patterns too, and Enter puts the best one in after the selected state", async (t) => {
  const { url } = await serve(t, { home: await temporary(t, "home"), open: [await workflows(t)] });
  const { page, errors } = await open(t, url);
  await openOrder(page);
  await state(page, "Check").click();
  await page.getByRole("tab", { name: "Palette" }).click();
  await page.getByRole("searchbox", { name: "Search the palette" }).fill("compensation");
  await page.getByTestId("palette-item:pattern:saga").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await state(page, "Undo reservation").waitFor();
  await eventually(async () => assert.match(await text(page), /"Next": "Reserve 2"|"Next": "Reserve"/));
  assert.deepEqual(errors, []);
});

test("selected states are kept as a snippet, put into another workflow, renamed and deleted", async (t) => {
  const home = await temporary(t, "home");
  const { url } = await serve(t, { home, open: [await workflows(t)] });
  const { page, errors } = await open(t, url);
  await openOrder(page);
  await showPatterns(page);
  await page.getByText("Select states on the canvas and keep them here").waitFor();
  await state(page, "Check").click();
  await page.getByRole("button", { name: "Keep the selected states as a snippet" }).click();
  const dialog = page.getByRole("dialog", { name: "Keep as a snippet" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Look at the risk");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  const row = (name) => page.getByTestId(`palette-item:snippet:${name}`);
  await row("Look at the risk").waitFor();

  // A name is taken once; the dialog says so.
  await page.getByRole("button", { name: "Keep the selected states as a snippet" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Look at the risk");
  await page.keyboard.press("Enter");
  await dialog.getByText(/already; choose another name/).waitFor();
  await page.keyboard.press("Escape");

  // Into another workflow, where its name is free.
  await page.keyboard.press("ControlOrMeta+Alt+n");
  await page.getByTestId("begin-empty").click();
  await state(page, "Pass").waitFor();
  await row("Look at the risk").click();
  await state(page, "Check").waitFor();

  await row("Look at the risk").hover();
  await page.getByRole("button", { name: "More about Look at the risk" }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.getByRole("dialog", { name: "Rename the snippet" }).getByRole("textbox", { name: "Name" }).fill("Risk");
  await page.keyboard.press("Enter");
  await row("Risk").waitFor();
  await picture(page, "page-snippets");

  // It is the person's, not the page's: another page has it too.
  const second = await open(t, url);
  await showPatterns(second.page);
  await second.page.getByTestId("palette-item:snippet:Risk").waitFor();
  await second.close();

  await row("Risk").hover();
  await page.getByRole("button", { name: "More about Risk" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await row("Risk").waitFor({ state: "detached" });
  // The name that was refused is all that went wrong.
  assert.deepEqual(errors.filter((error) => !error.includes("422")), []);
});
