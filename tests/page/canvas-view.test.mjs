// How much of a workflow is drawn: frames closed and opened, one of them alone, comments as notes; finding states.
import assert from "node:assert/strict";
import { eventually, picture, placed, test } from "./backend.mjs";
import { chain, openMachine, selects, state } from "./canvas.mjs";

const nested = JSON.stringify({
  StartAt: "Outer",
  States: {
    Outer: {
      Type: "Map",
      Comment: "Every order of the day, one after the other, so that stock is counted right.",
      ItemProcessor: {
        StartAt: "Both",
        States: {
          Both: {
            Type: "Parallel",
            Branches: [
              { StartAt: "Left", States: { Left: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", Parameters: { QueueUrl: "https://queue" }, End: true } } },
              { StartAt: "Right", States: { Right: { Type: "Pass", Comment: "Nothing yet", End: true } } },
            ],
            End: true,
          },
        },
      },
      Next: "Last",
    },
    Last: { Type: "Succeed" },
  },
}, null, 2);

test("a frame is closed to a card and opened again, by button and by key, without a change of the text", async (t) => {
  const { page, errors } = await openMachine(t, chain);
  await state(page, "Both").hover({ position: { x: 30, y: 14 } });
  await page.getByRole("button", { name: "Close Both" }).click();
  await state(page, "Both/Left").waitFor({ state: "detached" });
  await eventually(async () => assert.match(await state(page, "Both").innerText(), /2 branches · 3 states/));
  await picture(page, "canvas-folded-light");
  // It is edited as it is.
  await page.getByTestId("edge:Four|next|Both").waitFor({ state: "attached" });
  await eventually(async () => assert.equal(await page.getByRole("button", { name: /^Undo/ }).count(), 0, "nothing to undo"));
  await page.keyboard.press("f");
  await state(page, "Both/Left").waitFor();
  await page.keyboard.press("Shift+f");
  await state(page, "Both/Left").waitFor({ state: "detached" });
  await page.keyboard.press("Shift+f");
  await state(page, "Both/Left").waitFor();
  assert.deepEqual(errors, []);
});

test("what is closed stays closed in an execution, and is opened and closed there", async (t) => {
  const short = chain
    .replace('"Seconds": 1', '"Seconds": 0')
    .replace(/"Type": "Task",\s*"Resource": "[^"]*",\s*"Parameters": \{[^}]*\}/, '"Type": "Pass", "Result": { "n": 1 }');
  const { page, errors } = await openMachine(t, short);
  await state(page, "Both").hover({ position: { x: 30, y: 14 } });
  await page.getByRole("button", { name: "Close Both" }).click();
  await state(page, "Both/Left").waitFor({ state: "detached" });
  await page.keyboard.press("ControlOrMeta+F5");
  await page.getByTestId("run-start").click();
  await page.locator('[data-testid="run-status"][data-status="SUCCEEDED"]').waitFor();
  await page.locator('[data-testid="state:Both"][data-mark="succeeded"]').waitFor();
  await eventually(async () => assert.equal(await state(page, "Both/Left").count(), 0));
  await picture(page, "canvas-folded-run-light");
  await page.getByRole("button", { name: "Open Both" }).click();
  await page.locator('[data-testid="state:Both/Left"][data-mark="succeeded"]').waitFor();
  await page.getByTestId("edge:Both/Left|next|Both/Left end").waitFor({ state: "attached" });
  // By key too; a state inside that is looked for opens what is around it.
  await page.keyboard.press("f");
  await state(page, "Both/Left").waitFor({ state: "detached" });
  await page.keyboard.press("Shift+f");
  await state(page, "Both/Left").waitFor();
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByTestId("within").waitFor();
  await eventually(async () => assert.equal(await state(page, "One").count(), 0));
  // Back in the workflow it is as it was left there.
  await page.keyboard.press("ControlOrMeta+Shift+p");
  await page.getByRole("combobox", { name: /^Find a state, workflow/ }).fill(">Close the execution");
  await page.keyboard.press("Enter");
  await state(page, "One").waitFor();
  await eventually(async () => assert.equal(await state(page, "Both/Left").count(), 0));
  assert.deepEqual(errors, []);
});

test("one frame is shown alone, with the way back out", async (t) => {
  const { page, errors, saved } = await openMachine(t, nested);
  await state(page, "Outer/Both/Left").click();
  await page.keyboard.press("ControlOrMeta+Enter");
  await state(page, "Outer").waitFor({ state: "detached" });
  const way = page.getByTestId("within");
  await eventually(async () => assert.deepEqual((await way.innerText()).split("\n").filter(Boolean), ["machine", "Outer", "Both"]));
  await picture(page, "canvas-alone-light");
  // Edits go on inside.
  await state(page, "Outer/Both/Right").click();
  await page.keyboard.press("ControlOrMeta+d");
  await state(page, "Outer/Both/Right 2").waitFor();
  await way.getByRole("button", { name: "Outer" }).click();
  await state(page, "Outer").waitFor();
  await state(page, "Last").waitFor({ state: "detached" });
  await page.keyboard.press("ControlOrMeta+Backspace");
  await state(page, "Last").waitFor();
  await way.waitFor({ state: "detached" });
  const { Branches } = (await saved()).States.Outer.ItemProcessor.States.Both;
  assert.equal(Branches[1].States.Right.Next, "Right 2");
  assert.deepEqual(errors, []);
});

test("comments stand on the cards as notes", async (t) => {
  const { page, errors } = await openMachine(t, nested);
  const before = await placed(page, state(page, "Outer/Both/Right"));
  await page.getByRole("button", { name: "Comments as notes" }).click();
  await page.getByTestId("note:Outer").waitFor();
  await eventually(async () => assert.equal(await page.getByTestId("note:Outer/Both/Right").innerText(), "Nothing yet"));
  await eventually(async () => assert.match((await page.getByTestId("note:Outer").innerText()).replaceAll("\n", " "), /^Every order of the day, one after/));
  const after = await placed(page, state(page, "Outer/Both/Right"));
  assert.ok(after.height > before.height, "the diagram makes room for it");
  await picture(page, "canvas-notes-light");
  await page.keyboard.press("n");
  await page.getByTestId("note:Outer").waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
});

test("Ctrl+F finds names, fields and ARNs, also in what is closed", async (t) => {
  const { page, errors } = await openMachine(t, nested);
  await state(page, "Outer").click({ position: { x: 30, y: 14 } });
  await page.keyboard.press("f");
  await state(page, "Outer/Both").waitFor({ state: "detached" });
  await page.keyboard.press("ControlOrMeta+f");
  const find = page.getByTestId("find");
  const field = find.getByLabel("Find in states");
  await field.fill("sqs:send");
  await state(page, "Outer/Both/Left").waitFor();
  await selects(page, ["Outer/Both/Left"]);
  await eventually(async () => assert.match(await find.innerText(), /1 of 1[\s\S]*arn:aws:states:::sqs:sendMessage/));
  await field.fill("type");
  await eventually(async () => assert.match(await find.innerText(), /1 of 5/));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await selects(page, ["Outer/Both/Left"]);
  await eventually(async () => assert.ok((await page.locator("[data-hit]").count()) >= 4));
  await picture(page, "canvas-find-light");
  await page.keyboard.press("Escape");
  await find.waitFor({ state: "detached" });
  await eventually(async () => assert.equal(await page.locator("[data-hit]").count(), 0));
  assert.deepEqual(errors, []);
});

test("the selected states are brought into view", async (t) => {
  const { page, errors } = await openMachine(t, chain);
  await state(page, "Three").click();
  await state(page, "Four").click({ modifiers: ["Shift"] });
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Find a state, workflow or command" }).fill(">fit the selected");
  await page.keyboard.press("Enter");
  const canvas = await placed(page, page.getByTestId("canvas"));
  await eventually(async () => {
    const [three, four] = [await placed(page, state(page, "Three")), await placed(page, state(page, "Four"))];
    const middle = (Math.min(three.x, four.x) + Math.max(three.x + three.width, four.x + four.width)) / 2;
    assert.ok(Math.abs(middle - canvas.x - canvas.width / 2) < 3, `${middle}`);
  });
  assert.deepEqual(errors, []);
});

test("the name of a narrow frame has its bar to itself; what can be done with it lies over the bar's end", async (t) => {
  const name = "Read every order of today";
  const machine = {
    StartAt: name,
    States: {
      [name]: {
        Type: "Map",
        ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "JSON" }, Parameters: { Bucket: "b", Key: "k" } },
        ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" }, StartAt: "One", States: { One: { Type: "Pass", End: true } } },
        Retry: [{ ErrorEquals: ["States.ALL"] }],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
        End: true,
      },
      Failed: { Type: "Fail" },
    },
  };
  const { page, errors } = await openMachine(t, JSON.stringify(machine, null, 2));
  const frame = state(page, name);
  const isWhole = () => frame.locator(`[title="${name}"] > span`).evaluateAll((parts) => parts.every((part) => part.scrollWidth <= part.clientWidth + 1));
  await eventually(async () => assert.ok(await isWhole()));
  await frame.getByText("distributed").waitFor();
  await page.mouse.move(5, 5);
  const tools = page.getByRole("button", { name: `Close ${name}` }).locator("..");
  await eventually(async () => assert.equal(await tools.evaluate((element) => getComputedStyle(element).opacity), "0"));
  await frame.hover({ position: { x: 60, y: 14 } });
  await eventually(async () => assert.equal(await tools.evaluate((element) => getComputedStyle(element).opacity), "1"));
  await eventually(async () => assert.ok(await isWhole()));
  await picture(page, "canvas-narrow-frame");
  await page.getByRole("button", { name: `Close ${name}` }).click();
  await state(page, `${name}/One`).waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
});

test("the two parts of a name that fits stand together, whatever its letters", async (t) => {
  // Names with little room to spare: those with more are drawn in one part.
  const names = ["Is it very much of it, say?", "Wait a little longer there", "Ill till lit still hill lit pill lit", "WWW MMM WW MM"];
  const machine = {
    StartAt: names[0],
    States: Object.fromEntries(names.map((name, index) => [name, { Type: "Pass", ...(names[index + 1] === undefined ? { End: true } : { Next: names[index + 1] }) }])),
  };
  const { page, errors } = await openMachine(t, JSON.stringify(machine, null, 2));
  for (const name of names) {
    const gap = () => state(page, name).locator(`[title="${name}"]`).evaluate((title) => {
      const [head, tail] = [...title.children];
      const text = document.createRange();
      text.selectNodeContents(head);
      return { gap: Math.abs(tail.getBoundingClientRect().left - text.getBoundingClientRect().right), isCut: head.scrollWidth > head.clientWidth + 1 };
    });
    await eventually(async () => {
      const { gap: room, isCut } = await gap();
      assert.ok(!isCut && room < 1, `${name}: ${room}`);
    });
  }
  assert.deepEqual(errors, []);
});
