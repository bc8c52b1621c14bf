// The app as it looks, in ten of its states, light and dark, held against pictures that were looked at. After a change that is meant:
// STEPWELL_WRITE_LOOKS=1 node --test tests/page/looks.test.mjs, and look at what it wrote.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import { artifacts, eventually, open, serve, temporary, test } from "./backend.mjs";
import { state } from "./canvas.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const looks = path.join(here, "looks");
const isWriting = process.env.STEPWELL_WRITE_LOOKS === "1";

/** Of the squares that two pictures are compared by, how many may differ: letters are not drawn alike everywhere. */
const mostDifferent = 0.004;

/** How many squares of two pictures differ, as a share; 1 when they are not equally large. Each is the mean of its colours. */
function different([before, now]) {
  const side = 8;
  const read = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(Math.floor(bitmap.width / side), Math.floor(bitmap.height / side));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return { size: `${bitmap.width} ${bitmap.height}`, data: context.getImageData(0, 0, canvas.width, canvas.height).data };
  };
  return Promise.all([read(before), read(now)]).then(([one, other]) => {
    if (one.size !== other.size) return 1;
    let count = 0;
    for (let at = 0; at < one.data.length; at += 4) {
      const apart = Math.max(...[0, 1, 2].map((channel) => Math.abs(one.data[at + channel] - other.data[at + channel])));
      if (apart > 24) count += 1;
    }
    return count / (one.data.length / 4);
  });
}

/** Whether the page, once nothing on it moves any more, is as it was; says how not. */
async function looksAsEver(page, name, mask = []) {
  const file = path.join(looks, `${name}.png`);
  await page.mouse.move(640, 3);
  const shoot = () => page.screenshot({ animations: "disabled", caret: "hide", mask, maskColor: "#888888" });
  let last = await shoot();
  const still = () =>
    eventually(async () => {
      const now = await shoot();
      const isStill = now.equals(last);
      last = now;
      assert.ok(isStill, "it still moves");
    });
  await fs.mkdir(artifacts, { recursive: true });
  if (isWriting) {
    await still();
    await fs.mkdir(looks, { recursive: true });
    await fs.writeFile(file, last);
    return null;
  }
  const before = (await fs.readFile(file)).toString("base64");
  let share = 1;
  try {
    // What stands still may wait for something that is on its way.
    await eventually(async () => {
      await still();
      share = await page.evaluate(different, [before, last.toString("base64")]);
      assert.ok(share <= mostDifferent);
    });
    return null;
  } catch {
    return `${name}: ${(share * 100).toFixed(2)} % differ from tests/page/looks/${name}.png; see artifacts/look-${name}.png`;
  } finally {
    await fs.writeFile(path.join(artifacts, `look-${name}.png`), last);
  }
}

const machine = JSON.stringify(
  {
    Comment: "Takes an order, charges it and packs it",
    QueryLanguage: "JSONata",
    StartAt: "Read the order",
    States: {
      "Read the order": {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:getItem",
        Arguments: { TableName: "orders", Key: { id: { S: "{% $states.input.id %}" } } },
        Assign: { order: "{% $states.result.Item %}" },
        Retry: [{ ErrorEquals: ["DynamoDB.ThrottlingException"], IntervalSeconds: 1, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" }],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Turned away" }],
        Next: "Worth checking?",
      },
      "Worth checking?": {
        Type: "Choice",
        Choices: [{ Condition: "{% $order.total > 500 and $order.risk = 'high' %}", Next: "Turned away" }],
        Default: "At the same time",
      },
      "At the same time": {
        Type: "Parallel",
        Branches: [
          { StartAt: "Charge the card", States: { "Charge the card": { Type: "Pass", Output: { paid: true }, End: true } } },
          { StartAt: "Pack every line", States: { "Pack every line": { Type: "Map", Items: "{% [1, 2, 3] %}", ItemProcessor: { StartAt: "Pack", States: { Pack: { Type: "Pass", End: true } } }, End: true } } },
        ],
        Next: "Done",
      },
      Done: { Type: "Succeed" },
      "Turned away": { Type: "Fail", Error: "Order.Refused", Cause: "Not with us." },
    },
  },
  null,
  2,
);

const failing = JSON.stringify(
  { StartAt: "Look", States: { Look: { Type: "Pass", Result: { total: "many" }, Next: "Add" }, Add: { Type: "Pass", Parameters: { "sum.$": "States.MathAdd($.total, 1)" }, End: true } } },
  null,
  2,
);

for (const theme of ["light", "dark"]) {
  test(`ten states of the app look as they did (${theme})`, async (t) => {
    const place = await temporary(t, "looks");
    const [home, folder] = [path.join(place, "home"), path.join(place, "workflows")];
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(path.join(folder, "order.asl.json"), machine);
    await fs.writeFile(path.join(folder, "failing.asl.json"), failing);
    await fs.writeFile(path.join(folder, "broken.asl.json"), machine.replace('"Default": "At the same time"', '"Default": '));
    const { url } = await serve(t, { home, open: [] });
    const { page } = await open(t, url, { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", colorScheme: theme });
    const others = [];
    const look = async (name, mask) => {
      const said = await looksAsEver(page, `${name}-${theme}`, mask);
      if (said !== null) others.push(said);
    };
    await page.getByRole("button", { name: /Open folder/ }).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await look("welcome");

    const served = await serve(t, { home: path.join(place, "other"), open: [folder] });
    await page.goto(served.url);
    const files = page.getByRole("button", { name: /^order\b/ }).first();
    await files.click();
    await state(page, "Read the order").waitFor();
    await look("workflow");
    await state(page, "Read the order").click({ position: { x: 60, y: 12 } });
    await page.getByTestId("inspector-tab:Configuration").click();
    await look("task");
    await page.getByTestId("inspector-tab:Errors").click();
    await look("errors");
    await state(page, "Worth checking?").click({ position: { x: 60, y: 12 } });
    await page.getByTestId("inspector-tab:Configuration").click();
    await page.getByTestId("rule:0").locator("[aria-expanded]").first().click();
    await look("rules");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.insertText("pack");
    await look("palette");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByTestId("canvas").click({ position: { x: 8, y: 60 } });
    await page.keyboard.press("Shift+h");
    await page.getByRole("button", { name: "Fit the whole diagram" }).click();
    await look("rightwards");
    await page.keyboard.press("Shift+h");

    await page.getByRole("button", { name: /^broken\b/ }).first().click();
    await page.getByText(/^Line \d+, column \d+/).first().waitFor();
    await look("broken");

    await page.getByRole("button", { name: /^failing\b/ }).first().click();
    await state(page, "Add").waitFor();
    await page.keyboard.press("F5");
    await page.getByTestId("run-dialog").waitFor();
    await look("run-dialog");
    await page.getByTestId("run-start").click();
    await page.getByTestId("scrubber").waitFor();
    await eventually(async () => assert.match((await state(page, "Add").getAttribute("data-mark")) ?? "none", /fail/));
    // Names and times are others each time.
    await look("failed", [page.getByRole("navigation", { name: "Where you are" }), page.getByTestId("failure-bar"), page.getByTestId("scrubber"), page.getByRole("contentinfo"), page.locator("#bottom")]);
    assert.deepEqual(others, []);
  });
}

after(async () => {
  if (isWriting) console.log(`written to ${path.relative(process.cwd(), looks)}: look at them`);
});
