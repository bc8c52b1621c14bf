// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { track } from "./track";

const pointer = (type: string, x: number, y: number, more: PointerEventInit = {}): PointerEvent =>
  new PointerEvent(type, { pointerId: 1, clientX: x, clientY: y, button: 0, bubbles: true, ...more });

let told: string[];
const follow = (x: number, y: number, takes = true): void =>
  track(pointer("pointerdown", x, y), {
    start: () => {
      told.push("start");
      return takes;
    },
    move: (at) => told.push(`move ${at.x},${at.y}`),
    drop: (at) => told.push(`drop ${at.x},${at.y}`),
    cancel: () => told.push("cancel"),
  });

beforeEach(() => {
  told = [];
});

describe("a press", () => {
  it("that is let go where it was is no drag", () => {
    follow(10, 10);
    window.dispatchEvent(pointer("pointermove", 12, 11));
    window.dispatchEvent(pointer("pointerup", 12, 11));
    expect(told).toEqual([]);
  });

  it("that moves is a drag to where it is let go", () => {
    follow(10, 10);
    window.dispatchEvent(pointer("pointermove", 30, 10));
    window.dispatchEvent(pointer("pointerup", 40, 50));
    expect(told).toEqual(["start", "move 30,10", "move 40,50", "drop 40,50"]);
  });

  it("is a drag also when no move was told", () => {
    follow(10, 10);
    window.dispatchEvent(pointer("pointerup", 40, 50));
    expect(told).toEqual(["start", "move 40,50", "drop 40,50"]);
  });

  it("of another button is nothing", () => {
    track(pointer("pointerdown", 0, 0, { button: 2 }), { start: () => told.push("start") > 0, move: () => undefined, drop: () => undefined, cancel: () => undefined });
    window.dispatchEvent(pointer("pointermove", 90, 90));
    expect(told).toEqual([]);
  });
});

describe("a drag", () => {
  it("is given up with Escape, and nothing is dropped afterwards", () => {
    follow(10, 10);
    window.dispatchEvent(pointer("pointermove", 30, 10));
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    window.dispatchEvent(pointer("pointerup", 40, 50));
    expect(told).toEqual(["start", "move 30,10", "cancel"]);
  });

  it("belongs to its pointer", () => {
    follow(10, 10);
    window.dispatchEvent(pointer("pointermove", 90, 90, { pointerId: 2 }));
    expect(told).toEqual([]);
    window.dispatchEvent(pointer("pointercancel", 10, 10));
  });

  it("that may not be ends at once", () => {
    follow(10, 10, false);
    window.dispatchEvent(pointer("pointermove", 30, 10));
    window.dispatchEvent(pointer("pointermove", 40, 10));
    window.dispatchEvent(pointer("pointerup", 40, 10));
    expect(told).toEqual(["start"]);
  });

  it("does not click what it is let go over", () => {
    follow(10, 10);
    window.dispatchEvent(pointer("pointermove", 30, 10));
    window.dispatchEvent(pointer("pointerup", 30, 10));
    let clicks = 0;
    const button = document.body.appendChild(document.createElement("button"));
    button.addEventListener("click", () => clicks++);
    button.click();
    button.click();
    expect(clicks).toBe(1);
  });
});
