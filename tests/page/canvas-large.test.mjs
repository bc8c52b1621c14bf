// A diagram of which only what is near the window is in the page: what the window shows is always there.
import assert from "node:assert/strict";
import { eventually, picture, settled, test } from "./backend.mjs";
import { openMachine, state } from "./canvas.mjs";

/** A chain of states below each other, all as far apart. */
function chain(count) {
  const states = {};
  for (let at = 1; at <= count; at++) states[`Step ${at}`] = { Type: "Pass", ...(at < count ? { Next: `Step ${at + 1}` } : { End: true }) };
  return JSON.stringify({ StartAt: "Step 1", States: states }, null, 2);
}

/** Brings a state into view, as large as it is. */
async function goTo(page, name) {
  await page.keyboard.press("ControlOrMeta+0");
  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await state(page, name).waitFor();
}

/** Looks at each frame from now on; gives how many frames were looked at, what was missing in them, and the most pieces that were there. */
async function watch(page, spacing) {
  await page.evaluate((spacing) => {
    const watched = { frames: 0, missing: [], most: 0 };
    globalThis.watched = watched;
    const canvas = document.querySelector("[data-testid=canvas]").getBoundingClientRect();
    const look = () => {
      // Where the frames ask before the page draws, they see the last one: a task after it sees what is shown.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const zoom = new DOMMatrix(getComputedStyle(document.querySelector(".react-flow__viewport")).transform).a;
        const all = [...document.querySelectorAll("[data-piece=state]")];
        const tops = all.map((one) => one.getBoundingClientRect()).filter(({ bottom, top }) => bottom > canvas.top && top < canvas.bottom).map(({ top }) => top).sort((a, b) => a - b);
        const step = spacing * zoom * 1.05;
        const names = all.map((one) => one.textContent);
        const begins = tops[0] - canvas.top <= step || names.some((name) => name.startsWith("Step 1Pass"));
        const goesOn = tops.every((top, at) => at === 0 || top - tops[at - 1] <= step);
        const ends = canvas.bottom - tops.at(-1) <= step || names.some((name) => name.startsWith("Step 200"));
        if (!(begins && goesOn && ends)) watched.missing.push({ frame: watched.frames, zoom, tops: tops.map(Math.round), canvas: [canvas.top, canvas.bottom] });
        watched.frames += 1;
        watched.most = Math.max(watched.most, document.querySelectorAll("[data-piece]").length);
      };
      channel.port2.postMessage(null);
      globalThis.watching = requestAnimationFrame(look);
    };
    look();
  }, spacing);
  return async () => {
    await page.evaluate(() => cancelAnimationFrame(globalThis.watching));
    return page.evaluate(() => globalThis.watched);
  };
}

test("wherever a large diagram is moved, the window shows all that is there", async (t) => {
  const { page, errors } = await openMachine(t, chain(200));
  await goTo(page, "Step 1");
  await settled(page);
  const places = await page.evaluate(() => ["Step 1", "Step 2"].map((name) => document.querySelector(`[data-testid="state:${name}"]`).getBoundingClientRect().top));
  const zoom = await page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector(".react-flow__viewport")).transform).a);
  const spacing = (places[1] - places[0]) / zoom;

  const box = await page.getByTestId("canvas").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const stop = await watch(page, spacing);
  // By more than what lies ahead, and by less.
  for (let step = 0; step < 30; step++) await page.mouse.wheel(0, step % 3 === 0 ? 1800 : step < 20 ? 200 : -700);
  await page.keyboard.down("Control");
  for (let step = 0; step < 30; step++) await page.mouse.wheel(0, step < 15 ? 60 : -60);
  await page.keyboard.up("Control");
  await settled(page);
  const { frames, missing, most } = await stop();
  assert.ok(frames > 20, `${frames} frames were looked at`);
  assert.deepEqual(missing, []);
  assert.ok(most < 200, `${most} pieces were in the page`);
  // Where it rests, what was left behind goes.
  await eventually(async () => assert.ok((await page.locator("[data-piece]").count()) < 60, "what is far stays in the page"));
  assert.deepEqual(errors, []);
});

test("far away names go and come again, and the zoom is told", async (t) => {
  const { page, errors } = await openMachine(t, chain(200));
  const canvas = page.getByTestId("canvas");
  await page.keyboard.press("ControlOrMeta+0");
  await eventually(async () => assert.equal(await page.getByTestId("zoom").innerText(), "100%"));
  assert.equal(await canvas.getAttribute("data-far"), null);
  await page.getByRole("button", { name: "Fit the whole diagram" }).click();
  await eventually(async () => assert.notEqual(await canvas.getAttribute("data-far"), null));
  await eventually(async () => assert.match(await page.getByTestId("zoom").innerText(), /^\d%$/));
  await eventually(async () => assert.equal(await page.locator("[data-piece=state]").count(), 200, "all of them are seen"));
  const words = page.getByTestId("state:Step 1").getByText("Step 1");
  await eventually(async () => assert.equal(await words.isVisible(), false));
  await picture(page, "canvas-large-far-light");
  await page.keyboard.press("ControlOrMeta+0");
  await eventually(async () => assert.equal(await canvas.getAttribute("data-far"), null));
  assert.deepEqual(errors, []);
});

test("what is pressed right after the wheel is what lies under the pointer", async (t) => {
  const { page, errors } = await openMachine(t, chain(200));
  await goTo(page, "Step 3");
  await settled(page);
  const middle = async (name) => {
    const box = await state(page, name).boundingBox();
    return [box.x + 80, box.y + box.height / 2];
  };
  const isSelected = (name) => eventually(async () => assert.notEqual(await state(page, name).getAttribute("data-selected"), null, `${name} is not selected`));
  const shields = () => page.evaluate(() => [...document.querySelectorAll(".react-flow__pane > div")].some((one) => one.style.cssText.includes("z-index: 10") && one.style.display !== "none"));
  for (const name of ["Step 4", "Step 5", "Step 4"]) {
    await page.mouse.move(...(await middle(name)));
    await page.mouse.wheel(0, 2);
    await page.mouse.down();
    await page.mouse.up();
    await isSelected(name);
  }
  // A card is taken up as well.
  await page.mouse.move(...(await middle("Step 5")));
  await page.mouse.wheel(0, 2);
  await page.mouse.down();
  const [x, y] = await middle("Step 5");
  await page.mouse.move(x + 1, y);
  await page.mouse.move(x + 60, y + 40, { steps: 4 });
  await page.locator('[data-drag="moved"]').waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  // Without a press it goes by itself, and a card is met again.
  await page.mouse.wheel(0, 2);
  await eventually(async () => assert.equal(await shields(), false));
  assert.deepEqual(errors, []);
});

test("what can be dragged from a card or a line is made for who comes near it", async (t) => {
  const { page, errors } = await openMachine(t, chain(5));
  await settled(page);
  assert.equal(await page.locator("[data-testid^='outlet:'], [data-testid^='grip:']").count(), 0);
  await state(page, "Step 2").hover();
  await page.getByTestId("outlet:next:Step 2").waitFor();
  await page.getByTestId("edge:Step 3|next|Step 4").locator("path").last().hover({ force: true });
  await page.getByTestId("grip:Step 3|next|Step 4").waitFor();
  // By keyboard as well: what has the focus shows them.
  await state(page, "Step 2").click();
  await page.mouse.move(5, 300);
  await page.keyboard.press("ArrowDown");
  await page.getByTestId("outlet:next:Step 3").waitFor();
  await eventually(async () => assert.deepEqual(await page.locator("[data-testid^='outlet:']").evaluateAll((all) => all.filter((one) => getComputedStyle(one).visibility === "visible").map((one) => one.dataset.testid)), ["outlet:next:Step 3"]));
  assert.deepEqual(errors, []);
});

test("where a state goes on to is chosen among all states of a large workflow, by mouse and by keyboard", async (t) => {
  const { page, errors, saved } = await openMachine(t, chain(200));
  await goTo(page, "Step 2");
  await settled(page);
  await state(page, "Step 2").click({ position: { x: 60, y: 20 } });
  const next = page.getByTestId("inspector").getByTestId("field:Next").getByRole("button");
  await eventually(async () => assert.match(await next.innerText(), /^Step 3/));
  await next.click();
  await eventually(async () => assert.equal(await page.getByRole("option").count(), 201, "all states, and the end"));
  await page.getByRole("option", { name: "Step 150" }).click();
  await eventually(async () => assert.equal((await saved()).States["Step 2"].Next, "Step 150"));
  await eventually(async () => assert.match(await next.innerText(), /^Step 150/));
  // Typed on the closed field.
  await page.mouse.move(5, 5);
  await page.getByTestId("inspector").getByTestId("inspector-tab:Configuration").focus();
  await page.keyboard.press("Tab");
  for (let tab = 0; tab < 8 && !(await next.evaluate((one) => one === document.activeElement)); tab++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await page.getByRole("option").count(), 201));
  await page.keyboard.type("Step 77");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal((await saved()).States["Step 2"].Next, "Step 77"));
  assert.deepEqual(errors, []);
});
