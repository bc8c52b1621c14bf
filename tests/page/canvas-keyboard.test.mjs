// A workflow is built with the keyboard alone.
import assert from "node:assert/strict";
import { eventually, picture, test } from "./backend.mjs";
import { openMachine, selects, state } from "./canvas.mjs";

/** Opens the list of what can be added, types, and takes the first. */
async function add(page, key, words, name) {
  await page.keyboard.press(key);
  await page.getByTestId("picker").waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await page.getByTestId("picker").waitFor({ state: "detached" });
  await selects(page, [name]);
}

async function rename(page, name) {
  await page.keyboard.press("F2");
  await page.getByTestId("rename").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await state(page, name).waitFor();
}

test("five states are built, connected, wrapped, moved and changed without a mouse", async (t) => {
  const { page, errors, saved } = await openMachine(t, "{}\n");
  await page.getByTestId("canvas-empty").waitFor();
  await add(page, "a", "pass", "Pass");
  await rename(page, "Begin");
  await add(page, "a", "choice", "Choice");
  await rename(page, "Big enough");
  await add(page, "a", "lambda invoke", "Invoke function");
  await rename(page, "Ship");
  await add(page, "a", "succeed", "Succeed");
  await rename(page, "Done");
  // Back up to the Choice, and a state for its rule: connected by the form.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await selects(page, ["Big enough"]);
  await picture(page, "canvas-keyboard-light");
  await page.keyboard.press("ArrowDown");
  await selects(page, ["Ship"]);
  await add(page, "Shift+a", "wait", "Wait");
  await rename(page, "Cool down");
  let now = await saved();
  assert.deepEqual(Object.keys(now.States).toSorted(), ["Begin", "Big enough", "Cool down", "Done", "Ship"]);
  assert.equal(now.States["Cool down"].Next, "Ship");
  assert.equal(now.States.Ship.Next, "Done");

  // The wait's Next leads to Done instead.
  await page.keyboard.press("c");
  const form = page.getByTestId("connect");
  await form.waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("listbox").waitFor();
  await page.keyboard.type("Done");
  await page.keyboard.press("Enter");
  await page.getByRole("listbox").waitFor({ state: "detached" });
  // The field has the focus again a frame after its list is gone.
  await eventually(async () => assert.ok(await form.evaluate((one) => one.contains(document.activeElement))));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
  await page.getByTestId("edge:Cool down|next|Done").waitFor({ state: "attached" });
  now = await saved();
  assert.equal(now.States["Cool down"].Next, "Done");
  await page.keyboard.press("ControlOrMeta+z");
  await page.getByTestId("edge:Cool down|next|Ship").waitFor({ state: "attached" });

  // Two of them into a Map, out again, one place on, and another type.
  await selects(page, ["Cool down"]);
  await page.keyboard.press("Shift+ArrowDown");
  await selects(page, ["Cool down", "Ship"]);
  await page.keyboard.press("Shift+w");
  await state(page, "Map/Ship").waitFor();
  await page.keyboard.press("u");
  await state(page, "Ship").waitFor();
  await state(page, "Map").waitFor({ state: "detached" });
  await selects(page, ["Cool down"]);
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByTestId("edge:Ship|next|Cool down").waitFor({ state: "attached" });
  await page.keyboard.press("t");
  await page.getByTestId("picker").waitFor();
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await page.getByTestId("edge:Cool down|next|Done").waitFor({ state: "attached" });
  now = await saved();
  assert.deepEqual(now.States["Cool down"], { Type: "Pass", Next: "Done" });
  assert.equal(now.States.Ship.Next, "Cool down");
  assert.deepEqual(errors, []);
});

test("the focus can be seen, and the sheet lists every key", async (t) => {
  const { page, errors } = await openMachine(t);
  await state(page, "One").click();
  await page.keyboard.press("ArrowDown");
  const ring = await page.evaluate(() => {
    const card = document.activeElement?.firstElementChild;
    const style = card === null || card === undefined ? null : getComputedStyle(card);
    return { state: card?.getAttribute("data-state"), ring: style?.boxShadow !== "none" || style?.outlineStyle !== "none", label: document.activeElement?.getAttribute("aria-label") };
  });
  assert.deepEqual(ring, { state: "Two", ring: true, label: "Task state, Two, lambda:invoke" });
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.waitFor();
  const text = await sheet.innerText();
  for (const title of ["Add a state after this one…", "Wrap in Map", "Copy states as ASL", "Paste states", "Find in states…", "To the state below", "Select all states beside this one", "Change the type…"]) {
    assert.ok(text.includes(title), title);
  }
  await picture(page, "canvas-shortcuts-light");
  assert.deepEqual(errors, []);
});
