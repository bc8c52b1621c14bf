// A workflow beside the last commit and beside another file: in the diagrams, in a list, in the text.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test, workflows } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);

function git(folder, ...command) {
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", ...command], { cwd: folder, stdio: "ignore" });
}

async function openOrder(page) {
  await page.getByRole("button", { name: /^order\b/ }).first().click();
  await state(page, "Check").waitFor();
}

test("what changed since the last commit is marked in the diagram, listed and shown in the text", async (t) => {
  const folder = await workflows(t);
  const { url } = await serve(t, { home: await temporary(t, "home"), open: [folder] });
  const { page, errors } = await open(t, url);
  await openOrder(page);

  // Without a repository it says what is missing, and what else there is.
  await page.keyboard.press("ControlOrMeta+Alt+d");
  const dialog = page.getByRole("dialog", { name: /order/ });
  await dialog.getByText(/is in no git repository/).waitFor();
  await dialog.getByRole("button", { name: "Another file…" }).first().waitFor();
  await page.keyboard.press("Escape");

  git(folder, "init", "-q");
  git(folder, "add", ".");
  git(folder, "commit", "-qm", "first");
  await page.keyboard.press("ControlOrMeta+Alt+d");
  await dialog.getByText("No difference").waitFor();
  await page.keyboard.press("Escape");

  // A state is renamed, one comes, a field changes.
  await state(page, "Refused").click();
  await page.keyboard.press("F2");
  await page.getByTestId("rename").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("Turned away");
  await page.keyboard.press("Enter");
  await state(page, "Turned away").waitFor();
  await state(page, "Check").click();
  await page.getByRole("tab", { name: "Palette" }).click();
  await page.getByTestId("palette-item:Wait").click();
  await state(page, "Wait").waitFor();

  await page.keyboard.press("ControlOrMeta+Alt+d");
  await page.getByTestId("compare").waitFor();
  await page.getByTestId("change:added:Wait").waitFor();
  const renamed = page.getByTestId("change:renamed:Turned away");
  await eventually(async () => assert.match(await renamed.innerText(), /was Refused/));
  await eventually(async () => assert.match(await page.getByTestId("change:changed:Check").innerText(), /Next/));
  const marked = (side, key) => page.getByRole("group", { name: new RegExp(side) }).locator(`[data-compared="${key}"]`);
  await eventually(async () => assert.equal(await marked("Diagram of order", "Wait").getAttribute("data-mark"), "added"));
  await eventually(async () => assert.equal(await marked("Diagram of commit", "Refused").getAttribute("data-mark"), "renamed"));
  await eventually(async () => assert.equal(await marked("Diagram of commit", "Side by side").getAttribute("data-mark"), null));
  await eventually(async () => assert.match(await page.getByTestId("compare-text").innerText(), /"Wait": \{/));

  // A press on a state leads to its line in the list; keys go on from there.
  await marked("Diagram of order", "Turned away").getByRole("button").click();
  await eventually(async () => assert.equal(await renamed.getAttribute("aria-current"), "true"));
  await page.keyboard.press("F7");
  await eventually(async () => assert.equal(await renamed.getAttribute("aria-current"), "false"));
  await picture(page, "page-compare");
  await page.keyboard.press("Escape");
  assert.deepEqual(errors.filter((error) => !error.includes("422")), []);
});

test("a workflow is compared with another file", async (t) => {
  const folder = await workflows(t);
  const other = path.join(folder, "other.asl.json");
  await fs.writeFile(other, (await fs.readFile(path.join(folder, "order.asl.json"), "utf8")).replace('"Order.Refused"', '"Order.TurnedAway"'));
  const { url } = await serve(t, { home: await temporary(t, "home"), open: [folder] });
  const { page, errors } = await open(t, url);
  await openOrder(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "With another file…" }).click();
  const choose = page.getByRole("dialog", { name: "Compare with" });
  await choose.getByRole("textbox").first().fill(other);
  await page.keyboard.press("Enter");
  await page.getByTestId("change:changed:Refused").waitFor();
  await eventually(async () => assert.match(await page.getByTestId("change:changed:Refused").innerText(), /Error[\s\S]*Order\.TurnedAway[\s\S]*Order\.Refused/));
  await page.getByText("beside other.asl.json").waitFor();
  assert.deepEqual(errors, []);
});
