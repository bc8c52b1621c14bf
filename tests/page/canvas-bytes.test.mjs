// How many bytes passed over the edges, where an execution was seen.
import assert from "node:assert/strict";
import { eventually, picture, test } from "./backend.mjs";
import { openMachine, state } from "./canvas.mjs";

const machine = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: "Make",
  States: {
    Make: { Type: "Pass", Output: { items: ["{% $pad('', 20, 'a') %}", "{% $pad('', 2000, 'b') %}", "c"], again: false }, Next: "Each" },
    Each: {
      Type: "Map",
      Items: "{% $states.input.items %}",
      ItemProcessor: { StartAt: "One", States: { One: { Type: "Pass", Next: "Two" }, Two: { Type: "Pass", End: true } } },
      Next: "Which",
    },
    Which: { Type: "Choice", Choices: [{ Condition: "{% $count($states.input) = 0 %}", Next: "Nothing" }], Default: "Grow" },
    Nothing: { Type: "Succeed" },
    Grow: { Type: "Pass", Output: "{% $pad('', 215000, 'x') %}", Next: "Both" },
    Both: {
      Type: "Parallel",
      Branches: [
        { StartAt: "Left", States: { Left: { Type: "Pass", Output: 1, Next: "Left end" }, "Left end": { Type: "Pass", End: true } } },
        { StartAt: "Right", States: { Right: { Type: "Pass", Output: "{% [1, 2] %}", End: true } } },
      ],
      End: true,
    },
  },
}, null, 2);

const bytes = (page, edge) => page.getByTestId(`bytes:${edge}`);
const button = (page) => page.getByRole("button", { name: "Bytes on edges" });

async function run(page) {
  await page.keyboard.press("F5");
  await page.getByTestId("run-dialog").waitFor();
  await page.getByTestId("run-start").click();
  await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
}

/** What each edge says. */
async function says(page, expected) {
  await eventually(async () => {
    const found = await page.locator('[data-part="bytes"]').evaluateAll((all) =>
      Object.fromEntries(all.map((one) => [one.dataset.testid.replace("bytes:", ""), [...one.querySelectorAll("text")].map((line) => line.textContent).join(" ")])));
    assert.deepEqual(found, expected);
  });
}

const all = {
  "#start|start|Make": "2 B",
  "Make|next|Each": "2 KiB",
  "Each/One|next|Each/Two": "3 × 2 KiB max",
  "Each|next|Which": "2 KiB",
  "Which|default|Grow": "2 KiB",
  "Grow|next|Both": "210 KiB of 256",
  "Both/Left|next|Both/Left end": "1 B",
  "Both|end|#end": "9 B",
};

for (const colorScheme of ["light", "dark"]) {
  test(`an execution's edges say what passed, and so do those of the workflow afterwards (${colorScheme})`, async (t) => {
    const { page, errors } = await openMachine(t, machine, { page: { colorScheme } });
    // Nothing is asked for and nothing shown until it is wanted.
    await run(page);
    await eventually(async () => assert.equal(await page.locator('[data-part="bytes"]').count(), 0));
    await button(page).click();
    await says(page, all);
    await page.getByRole("button", { name: "Fit the whole diagram" }).click();
    await picture(page, `canvas-bytes-run-${colorScheme}`);
    // Near the limit it is marked, and said in words.
    const grown = bytes(page, "Grow|next|Both");
    await eventually(async () => assert.equal(await grown.getAttribute("data-near"), ""));
    await eventually(async () => assert.match(await grown.locator("title").textContent(), /^215,002 bytes of JSON passed here: near the limit of 256 KiB$/));
    await eventually(async () => assert.equal(await bytes(page, "Make|next|Each").getAttribute("data-near"), null));

    // As of an earlier event.
    await page.getByTestId("scrubber-first").click();
    await says(page, {});
    await page.getByTestId("scrubber-next").click();
    await page.getByTestId("scrubber-next").click();
    await says(page, { "#start|start|Make": "2 B" });

    // Back at the workflow: of its last execution.
    await page.getByRole("button", { name: "Back to editing" }).click();
    await says(page, all);
    await page.getByTestId("canvas").click({ position: { x: 8, y: 60 } });
    await page.keyboard.press("Shift+H");
    await says(page, { ...all, "Each/One|next|Each/Two": "3 × max 2 KiB", "Grow|next|Both": "210 KiB of 256" });
    await page.getByRole("button", { name: "Fit the whole diagram" }).click();
    await picture(page, `canvas-bytes-right-${colorScheme}`);
    // An edit takes off only what is not there any more.
    await state(page, "Grow").click();
    await page.keyboard.press("F2");
    await page.getByTestId("rename").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("Swell");
    await page.keyboard.press("Enter");
    await state(page, "Swell").waitFor();
    await eventually(async () => assert.equal(await bytes(page, "Swell|next|Both").count(), 0));
    await eventually(async () => assert.equal(await bytes(page, "Make|next|Each").count(), 1));
    await state(page, "Swell").click();
    await page.keyboard.press("b");
    await says(page, {});
    assert.deepEqual(errors, []);
  });
}

test("where nothing has run yet it is said what to do", async (t) => {
  const { page, errors } = await openMachine(t, machine);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Find a state, workflow or command" }).fill(">bytes on edges");
  await page.keyboard.press("Enter");
  await page.getByText("This workflow has not run yet. Run it (F5) to see how much passes over its edges.").waitFor();
  await eventually(async () => assert.equal(await button(page).getAttribute("aria-pressed"), "true"));
  // It is remembered, and what runs later is shown.
  await page.reload();
  await page.getByTestId("canvas").waitFor();
  await eventually(async () => assert.equal(await button(page).getAttribute("aria-pressed"), "true"));
  await run(page);
  await bytes(page, "Make|next|Each").waitFor();
  assert.deepEqual(errors, []);
});
