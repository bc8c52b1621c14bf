import { describe, expect, test } from "vitest";
import type { Bar } from "../../schema";
import { byEvent, drawnBar, eventAtClick, eventTicks, markAsOf, scaleOf, ticks, x } from "./timelineScale";

const bar = (over: Partial<Bar>): Bar => ({ state: "A", name: "A", depth: 0, iteration: [], visit: 0, entered: 2, exited: 9, from: 1_000, to: 4_000, mark: "succeeded", parts: [], ...over });

describe("the scale", () => {
  const scale = scaleOf({ from: 1_000, to: 11_000 }, 500);
  test("maps and clamps", () => {
    expect([x(scale, 1_000), x(scale, 6_000), x(scale, 11_000), x(scale, 0), x(scale, 99_000)]).toEqual([0, 250, 500, 0, 500]);
  });
  test("ticks are round and apart", () => {
    expect(ticks(scale).map((t) => [t.x, t.label])).toEqual([[0, "0 s"], [100, "2 s"], [200, "4 s"], [300, "6 s"], [400, "8 s"], [500, "10 s"]]);
    expect(ticks(scaleOf({ from: 0, to: 90 }, 400)).map((t) => t.label)).toEqual(["0 ms", "50 ms"]);
    expect(ticks(scaleOf({ from: 0, to: 6 * 3_600_000 }, 400)).map((t) => t.label)).toEqual(["0 h", "2 h", "4 h", "6 h"]);
    expect(ticks(scaleOf({ from: 0, to: 400_000 }, 500)).map((t) => t.label)).toEqual(["0 min", "2 min", "4 min", "6 min"]);
    expect(ticks(scaleOf({ from: 0, to: 1e12 }, 300)).length).toBeLessThanOrEqual(4);
  });
  test("by event it is as wide as there are events", () => {
    const events = scaleOf({ from: 0, to: 97 }, 500);
    expect(eventTicks(events).map((t) => t.label)).toEqual(["0", "20", "40", "60", "80"]);
    expect(drawnBar(events, byEvent(bar({}), 97)).x).toBeCloseTo((2 / 97) * 500);
    expect(byEvent(bar({ exited: null }), 97).to).toBe(97);
    expect(eventTicks(scaleOf({ from: 0, to: 1_000_000 }, 500)).length).toBeLessThanOrEqual(6);
  });
  test("an execution of one instant has a width", () => {
    const instant = scaleOf({ from: 5, to: 5 }, 300);
    expect(x(instant, 5)).toBe(0);
    expect(ticks(instant).length).toBeGreaterThan(0);
    expect(drawnBar(instant, bar({ from: 5, to: 5 })).width).toBe(3);
  });
});

describe("a bar", () => {
  const scale = scaleOf({ from: 0, to: 10_000 }, 1_000);
  test("shows tries and back-off within itself", () => {
    const drawn = drawnBar(scale, bar({ parts: [{ from: 1_000, to: 2_000, mark: "failed" }, { from: 2_000, to: 3_000, mark: "retrying" }, { from: 3_000, to: 9_000, mark: "succeeded" }] }));
    expect(drawn).toEqual({ x: 100, width: 300, parts: [{ x: 100, width: 100, mark: "failed", pause: false }, { x: 200, width: 100, mark: "retrying", pause: true }, { x: 300, width: 100, mark: "succeeded", pause: false }] });
  });
  test("shows tries that took no time", () => {
    const drawn = drawnBar(scale, bar({ from: 0, to: 1_000, parts: [{ from: 0, to: 0, mark: "failed" }, { from: 0, to: 1_000, mark: "retrying" }, { from: 1_000, to: 1_000, mark: "succeeded" }] }));
    expect(drawn.parts.map((part) => [part.x, part.width])).toEqual([[0, 3], [0, 100], [97, 3]]);
  });
  test("stays visible at the very end", () => {
    const drawn = drawnBar(scale, bar({ from: 10_000, to: 10_000 }));
    expect([drawn.x, drawn.width]).toEqual([997, 3]);
  });
  test("is as the frame has it", () => {
    const retried = bar({ parts: [{ from: 1_000, to: 2_000, mark: "failed" }, { from: 2_000, to: 3_000, mark: "retrying" }, { from: 3_000, to: 4_000, mark: "succeeded" }] });
    expect(markAsOf(retried, 1, 500)).toBeNull();
    expect(markAsOf(retried, 3, 1_500)).toBe("running");
    expect(markAsOf(retried, 5, 2_500)).toBe("retrying");
    expect(markAsOf(retried, 9, 4_000)).toBe("succeeded");
    expect(markAsOf(bar({ exited: null, mark: "waiting" }), 50, 4_000)).toBe("waiting");
  });
  test("a click goes to the nearer end of the visit", () => {
    expect(eventAtClick(bar({}), 1_100)).toBe(2);
    expect(eventAtClick(bar({}), 3_900)).toBe(9);
    expect(eventAtClick(bar({ exited: null }), 3_900)).toBe(2);
  });
});
