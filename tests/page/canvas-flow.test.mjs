// Diagrams that flow from left to right.
import assert from "node:assert/strict";
import { eventually, picture, placed, test } from "./backend.mjs";
import { chain, drag, middle, openMachine, selects, state } from "./canvas.mjs";

const shop = JSON.stringify({
  StartAt: "Check the order",
  States: {
    "Check the order": {
      Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "check" }, Next: "Which way?",
      Retry: [{ ErrorEquals: ["States.Timeout"] }],
      Catch: [{ ErrorEquals: ["Orders.Malformed"], Next: "Tell the shop" }, { ErrorEquals: ["States.ALL"], Next: "Give up" }],
    },
    "Which way?": {
      Type: "Choice",
      Choices: [
        { Variable: "$.stock", NumericEquals: 0, Next: "Wait for stock", Comment: "Nothing in stock" },
        { Variable: "$.parcels", IsPresent: true, Next: "Each parcel" },
        { Variable: "$.again", BooleanEquals: true, Next: "Check the order", Comment: "Look again" },
      ],
      Default: "Both at once",
    },
    "Wait for stock": { Type: "Wait", Seconds: 3600, Next: "Check the order" },
    "Both at once": {
      Type: "Parallel",
      Branches: [
        { StartAt: "Charge", States: { Charge: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", Next: "Book" }, Book: { Type: "Pass", End: true } } },
        { StartAt: "Thank", States: { Thank: { Type: "Task", Resource: "arn:aws:states:::sns:publish", End: true } } },
      ],
      Catch: [{ ErrorEquals: ["Payments.Declined"], Next: "Tell the shop" }],
      Next: "Done",
    },
    "Each parcel": {
      Type: "Map", ItemsPath: "$.parcels", MaxConcurrency: 4,
      ItemProcessor: { StartAt: "Label", States: { Label: { Type: "Task", Resource: "arn:aws:states:::dynamodb:putItem", Next: "Hand over" }, "Hand over": { Type: "Pass", End: true } } },
      Next: "Done",
    },
    Done: { Type: "Succeed" },
    "Tell the shop": { Type: "Task", Resource: "arn:aws:states:::sns:publish", Next: "Give up" },
    "Give up": { Type: "Fail", Error: "Order.Failed" },
  },
}, null, 2);

const box = async (page, key) => {
  const found = await placed(page, state(page, key));
  assert.ok(found, `${key} is drawn`);
  return found;
};

/** Turned, and all of it to be seen. */
async function whole(page, first, second) {
  await eventually(async () => assert.ok((await box(page, second)).x > (await box(page, first)).x + 40));
  await page.getByRole("button", { name: "Fit the whole diagram" }).click();
  let before = null;
  await eventually(async () => {
    const last = before;
    before = await box(page, first);
    assert.deepEqual(before, last, "it has come to rest");
  });
}

test("the flow is turned by button and by key, and stays so when the page is opened again", async (t) => {
  const { page, errors } = await openMachine(t, shop);
  const [first, second] = [await box(page, "Check the order"), await box(page, "Which way?")];
  assert.ok(second.y > first.y + first.height, "at first it goes down");
  const text = await page.evaluate(() => localStorage.getItem("stepwell.diagram"));
  assert.equal(text, null);

  await page.getByRole("button", { name: "Flow from left to right" }).click();
  await eventually(async () => {
    const [one, two] = [await box(page, "Check the order"), await box(page, "Which way?")];
    assert.ok(two.x > one.x + one.width, `${one.x} ${two.x}`);
  });
  // Nothing of the text has changed.
  await eventually(async () => assert.equal(await page.getByRole("button", { name: /^Undo/ }).count(), 0, "nothing to undo"));
  // Branches stand below each other, below their frame's title; rules leave at the right end of their rows.
  const [both, charge, thank] = [await box(page, "Both at once"), await box(page, "Both at once/Charge"), await box(page, "Both at once/Thank")];
  assert.ok(thank.y > charge.y + charge.height && charge.y > both.y);
  assert.ok(Math.abs(thank.x - charge.x) < 2);
  const card = await box(page, "Which way?");
  for (const outlet of ["choice:0", "choice:1", "choice:2", "default"]) {
    const dot = await placed(page, page.getByTestId(`outlet:${outlet}:Which way?`));
    assert.ok(Math.abs(dot.x + dot.width / 2 - card.x - card.width) < 2, outlet);
  }
  await whole(page, "Check the order", "Which way?");
  await picture(page, "canvas-right-light");

  // Arrow keys go where the eye does.
  await state(page, "Both at once/Charge").click();
  await page.keyboard.press("ArrowRight");
  await selects(page, ["Both at once/Book"]);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  await selects(page, ["Both at once/Thank"]);
  await page.keyboard.press("ArrowUp");
  await selects(page, ["Both at once/Charge"]);

  // Another page knows it before anything is placed.
  await page.reload();
  await page.getByTestId("canvas").waitFor();
  await eventually(async () => assert.ok((await box(page, "Which way?")).x > (await box(page, "Check the order")).x));
  const right = page.getByRole("button", { name: "Flow from left to right" });
  await eventually(async () => assert.equal(await right.getAttribute("aria-pressed"), "true"));
  await state(page, "Check the order").click();
  await page.keyboard.press("Shift+H");
  await eventually(async () => assert.ok((await box(page, "Which way?")).y > (await box(page, "Check the order")).y + 20));
  assert.deepEqual(errors, []);
});

test("states are dropped, moved and inserted where the flow goes to the right", async (t) => {
  const { page, errors, saved } = await openMachine(t, chain);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Find a state, workflow or command" }).fill(">flow from left");
  await page.keyboard.press("Enter");
  await whole(page, "One", "Two");

  // Let go on the right half of a card: after it.
  const target = await box(page, "One");
  await drag(page, await middle(page, "Four"), { x: target.x + target.width * 0.8, y: target.y + target.height / 2 }, {
    hold: async () => {
      const slot = page.locator('[data-testid="drop-slot"][data-slot="on One|next|Two"]');
      await slot.waitFor({ state: "attached" });
      await page.getByTestId("drop-slot-active").waitFor();
      await picture(page, "canvas-right-drop-light");
    },
  });
  await eventually(async () => assert.ok((await box(page, "Four")).x < (await box(page, "Two")).x));
  // By key, left is earlier.
  await state(page, "Two").click();
  await page.keyboard.press("Alt+ArrowLeft");
  await eventually(async () => assert.ok((await box(page, "Two")).x < (await box(page, "Four")).x));
  const { States } = await saved();
  assert.deepEqual([States.One.Next, States.Two.Next], ["Two", "Four"]);
  assert.deepEqual(errors, []);
});

test("it is the same in the dark, with notes and closed frames", async (t) => {
  const { page, errors } = await openMachine(t, shop, { page: { colorScheme: "dark", viewport: { width: 1280, height: 800 } } });
  await page.getByRole("button", { name: "Flow from left to right" }).click();
  await whole(page, "Check the order", "Which way?");
  await picture(page, "canvas-right-dark");
  await state(page, "Both at once").click({ position: { x: 40, y: 12 } });
  await page.keyboard.press("f");
  await state(page, "Both at once/Charge").waitFor({ state: "detached" });
  await page.keyboard.press("n");
  await picture(page, "canvas-right-folded-dark");
  assert.deepEqual(errors, []);
});
