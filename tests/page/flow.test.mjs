// Open → edit → undo → save → run → scrub → restart → reopen history, in Chromium on the real backend.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { eventually, open, picture, serve, temporary, test, workflows } from "./backend.mjs";

const state = (page, key) => page.getByTestId(`state:${key}`);

/** Waits until a state on the canvas stands for this. */
async function marked(page, key, mark) {
  await eventually(async () => assert.match((await state(page, key).getAttribute("data-mark")) ?? "none", mark));
}

async function openOrder(page) {
  await page.getByRole("button", { name: /^order\b/ }).first().click();
  await state(page, "Check").waitFor();
}

async function startRun(page, { input, testCase } = {}) {
  await page.keyboard.press("F5");
  const dialog = page.getByTestId("run-dialog");
  await dialog.waitFor();
  if (input !== undefined) {
    await dialog.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(input);
  }
  if (testCase !== undefined) {
    await dialog.getByRole("button", { name: /I answer them|answered/i }).first().click();
    await page.getByRole("option", { name: new RegExp(testCase) }).click();
  }
  await page.getByTestId("run-start").click();
  await page.getByTestId("scrubber").waitFor();
}

test("a workflow is opened, edited, undone, saved, run, stepped through, and there after a restart", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const file = path.join(folder, "order.asl.json");
  const original = await fs.readFile(file, "utf8");
  let backend = await serve(t, { home, open: [folder] });
  const first = await open(t, backend.url);
  let { page } = first;
  await openOrder(page);
  for (const key of ["Check", "Route", "Side by side", "Side by side/Reserve", "Each/One", "Refused"]) {
    await state(page, key).waitFor();
  }
  await eventually(async () => assert.match(await page.getByTestId("code-pane").innerText(), /"StartAt"/));
  await picture(page, "page-designer-light");

  // Rename on the canvas: the text and all references follow.
  await state(page, "Refused").click();
  await page.keyboard.press("F2");
  await page.getByTestId("rename").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("Turned away");
  await page.keyboard.press("Enter");
  await state(page, "Turned away").waitFor();
  assert.equal(await fs.readFile(file, "utf8"), original, "nothing is written before saving");

  // Undo brings the same bytes back; redo and save write the renamed text.
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Refused").waitFor();
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await state(page, "Turned away").waitFor();
  await page.keyboard.press("ControlOrMeta+s");
  await eventually(async () => {
    assert.equal(await fs.readFile(file, "utf8"), original.replaceAll('"Refused"', '"Turned away"'));
  });

  // Run it against a mock, and wait for the end.
  await startRun(page, { input: '{"items": [1, 2, 3]}', testCase: "busy first" });
  await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
  const last = Number(await page.getByTestId("scrubber-count").innerText());
  assert.ok(last > 30, `${last} events`);
  await picture(page, "page-run-light");

  // Back to the first event: nothing is visited. Forward again, one by one.
  await page.getByTestId("scrubber-first").click();
  await marked(page, "Check", /not_visited/);
  for (let step = 0; step < 3; step++) await page.getByTestId("scrubber-next").click();
  await marked(page, "Check", /running/);
  await page.getByTestId("scrubber-last").click();
  await marked(page, "Check", /succeeded/);
  await page.getByTestId("scrubber-prev").click();

  // Its input and output at this frame.
  await page.getByTestId("scrubber-last").click();
  await state(page, "Check").click();
  await eventually(async () => assert.match(await page.getByTestId("run-inspector").innerText(), /Input[\s\S]*Output/));

  // After a restart the execution is still there and opens the same way.
  assert.deepEqual(first.errors, []);
  await first.close();
  await backend.stop();
  backend = await serve(t, { home, open: [folder] });
  const second = await open(t, backend.url);
  ({ page } = second);
  await page.getByRole("tab", { name: "Runs" }).click();
  await page.locator('[data-testid^="run-row:"]').first().click();
  await page.getByTestId("scrubber").waitFor();
  await eventually(async () => assert.equal(Number(await page.getByTestId("scrubber-count").innerText()), last));
  await marked(page, "Check", /succeeded/);
  assert.deepEqual(second.errors, []);
});

test("a task that waits for the person is answered in the window", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const { url } = await serve(t, { home, open: [folder] });
  const { page, errors } = await open(t, url);
  await openOrder(page);
  await startRun(page, { input: '{"items": []}' });
  const form = page.getByTestId("answer-form").first();
  await form.waitFor();
  await form.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText('{"Payload": {"risk": "high"}}');
  await form.getByTestId("answer-task").click();
  await page.locator('[data-testid="run-status"][data-status="FAILED"]').waitFor();
  await eventually(async () => assert.match(await page.locator("body").innerText(), /Order\.Refused/));
  await picture(page, "page-failure-light");
  assert.deepEqual(errors, []);
});

test("a problem is put right by its button, and that is undone", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const file = path.join(folder, "order.asl.json");
  const text = await fs.readFile(file, "utf8");
  await fs.writeFile(file, text.replace('"Default": "Side by side"', '"Default": "Side by sdie"'));
  const { url } = await serve(t, { home, open: [file] });
  const { page, errors } = await open(t, url);
  await state(page, "Check").waitFor();
  await page.getByRole("tab", { name: /^Problems/ }).click();
  const problems = page.getByRole("grid", { name: "Problems" });
  const row = problems.getByRole("row").filter({ hasText: "Side by sdie" });
  await row.waitFor();
  await picture(page, "page-problems-light");
  await row.getByRole("button", { name: 'Write "Side by side"' }).click();
  await row.waitFor({ state: "detached" });
  await eventually(async () => assert.match(await page.getByTestId("code-pane").innerText(), /"Default": "Side by side"/));
  await page.keyboard.press("ControlOrMeta+z");
  await row.waitFor();

  // The mark in the text offers the same.
  await row.click();
  const mark = page.locator(".cm-lintRange-error", { hasText: "Side by sdie" });
  await mark.hover();
  const tooltip = page.locator(".cm-diagnostic", { hasText: "Side by sdie" });
  await tooltip.waitFor();
  await picture(page, "page-problem-tooltip-light");
  await tooltip.getByRole("button", { name: /Write "Side by side"/ }).click();
  await row.waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
});

test("broken text keeps the last diagram, and says why", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const { url } = await serve(t, { home, open: [path.join(folder, "order.asl.json")] });
  const { page, errors } = await open(t, url);
  await state(page, "Check").waitFor();
  const code = page.getByTestId("code-pane").locator(".cm-content");
  await code.click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("}");
  await page.getByTestId("canvas-banner").waitFor();
  await eventually(async () => assert.match(await page.getByTestId("canvas-banner").innerText(), /line 1/i));
  await state(page, "Check").waitFor();
  await picture(page, "page-broken-light");
  await page.keyboard.press("Backspace");
  await page.getByTestId("canvas-banner").waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
});

test("of a file that is broken already it says that the diagram is what can be read of it", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const file = path.join(folder, "order.asl.json");
  const text = await fs.readFile(file, "utf8");
  await fs.writeFile(file, `${text.trimEnd().slice(0, -1)}\n`);
  const { url } = await serve(t, { home, open: [file] });
  const { page, errors } = await open(t, url);
  await state(page, "Check").waitFor();
  const banner = page.getByTestId("canvas-banner");
  await eventually(async () => assert.match(await banner.innerText(), /what can be read of the text/));
  await page.getByTestId("code-pane").locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("}");
  await banner.waitFor({ state: "detached" });
  // From here on there is a last one.
  await page.keyboard.press("Backspace");
  await eventually(async () => assert.match(await banner.innerText(), /last diagram that could be read/));
  assert.deepEqual(errors, []);
});

test("a change made outside comes in live, and a conflict is the person's to decide", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const file = path.join(folder, "order.asl.json");
  const { url } = await serve(t, { home, open: [file] });
  const { page, errors } = await open(t, url);
  await state(page, "Check").waitFor();
  const text = await fs.readFile(file, "utf8");
  await fs.writeFile(file, text.replaceAll('"Refused"', '"Sent back"'));
  await state(page, "Sent back").waitFor();

  // Both sides change: saving asks, nothing is lost.
  await state(page, "Sent back").click();
  await page.keyboard.press("F2");
  await page.getByTestId("rename").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("Mine");
  await page.keyboard.press("Enter");
  await state(page, "Mine").waitFor();
  await fs.writeFile(file, text.replaceAll('"Refused"', '"Theirs"'));
  await page.keyboard.press("ControlOrMeta+s");
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog")).first();
  await page.getByText("was changed on both sides").waitFor();
  await picture(page, "page-conflict-light");
  assert.match(await fs.readFile(file, "utf8"), /Theirs/, "not written over");
  await dialog.getByRole("button", { name: "Take the file's text" }).click();
  await state(page, "Theirs").waitFor();
  await page.keyboard.press("ControlOrMeta+z");
  await state(page, "Mine").waitFor();
  assert.deepEqual(errors, []);
});

test("work survives a crash", async (t) => {
  const [home, folder] = [await temporary(t, "home"), await workflows(t)];
  const file = path.join(folder, "order.asl.json");
  let backend = await serve(t, { home, open: [file] });
  let { page } = await open(t, backend.url);
  await state(page, "Refused").click();
  await page.keyboard.press("Delete");
  await state(page, "Refused").waitFor({ state: "detached" });
  // Unsaved work is kept every second.
  const kept = path.join(home, "data/recovery");
  await eventually(async () => {
    const files = await fs.readdir(kept, { recursive: true });
    assert.ok(files.some((name) => name.endsWith(".json")), files.join(", "));
  });
  await backend.kill();
  backend = await serve(t, { home, open: [file] });
  ({ page } = await open(t, backend.url));
  await state(page, "Check").waitFor();
  await eventually(async () => assert.equal(await state(page, "Refused").count(), 0));
  assert.match(await fs.readFile(file, "utf8"), /"Refused"/, "the file itself is untouched");
});
