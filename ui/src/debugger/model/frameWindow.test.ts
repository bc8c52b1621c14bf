import { describe, expect, test } from "vitest";
import type { FrameStep, StateFrame } from "../../schema";
import { emptyCache, wantedFor, wantedNext, windowAt, withWindow, type FrameCache } from "./frameCache";
import { applyStep, frameAt, joinSteps, stepTo, windowEnd, windowStart, type FrameWindow } from "./frameWindow";

function state(name: string, last_event: number, entered = 1): StateFrame {
  return { state: name, mark: "running", entered, exited: 0, inside: 1, failures: 0, retries: 0, iterations: null, iterations_done: null, last_event };
}

/** Event `id` is about state `s<id % 5>` and takes an edge of the same number. */
function step(id: number): FrameStep {
  return {
    event: { id, previous: id - 1, time: 1_000 + id * 10, event_type: "PassStateEntered", state: `s${id % 5}`, iteration: [], mark: null, bytes: null, note: null },
    status: "RUNNING",
    states: [state(`s${id % 5}`, id, Math.ceil(id / 5))],
    edges: [{ edge: `e${id % 5}`, count: Math.ceil(id / 5), mark: "succeeded" }],
  };
}

const steps = (from: number, to: number): FrameStep[] => Array.from({ length: to - from }, (_, i) => step(from + i + 1));
const start = { at: 0, time: 1_000, status: "RUNNING" as const, states: [], edges: [] };

/** What the backend gives: the base is what all events before make of it. */
function given(from: number, to: number): FrameWindow {
  return { base: frameAt({ base: start, steps: steps(0, from) }, from), steps: steps(from, to) };
}

describe("a window", () => {
  test("steps forward to the same frame as a jump", () => {
    const window = given(20, 60);
    let frame = window.base;
    for (let at = 21; at <= 60; at += 1) {
      const next = stepTo(window, at);
      expect(next?.event.id).toBe(at);
      if (next !== null) frame = applyStep(frame, next);
      expect(frame).toEqual(frameAt(window, at));
    }
  });

  test("steps backward by recomputing from its base", () => {
    const window = given(20, 60);
    expect(frameAt(window, 41).states.find((s) => s.state === "s2")?.last_event).toBe(37);
    expect(frameAt(window, 20)).toEqual(window.base);
    expect(stepTo(window, 20)).toBeNull();
  });

  test("keeps what a step does not change as it is, so that memoised cards stay", () => {
    const window = given(20, 60);
    const before = frameAt(window, 30);
    const after = applyStep(before, step(31));
    expect(after.states.filter((s) => !before.states.includes(s))).toHaveLength(1);
    const idle = applyStep(before, { ...step(31), states: [], edges: [] });
    expect(idle.states).toBe(before.states);
  });

  test("several steps joined hold the last word on each state and edge", () => {
    const joined = joinSteps(steps(0, 12));
    expect(joined?.event.id).toBe(12);
    expect(joined?.edges.map((e) => [e.edge, e.count])).toEqual([["e1", 3], ["e2", 3], ["e3", 2], ["e4", 2], ["e0", 2]]);
    expect(joinSteps([])).toBeNull();
  });
});

describe("the cache", () => {
  const last = 5_000;
  const filled = (...ranges: [number, number][]): FrameCache => ranges.reduce<FrameCache>((cache, [from, to]) => withWindow(cache, given(from, to), from), emptyCache);

  test("never keeps more than three windows, and the shown one among them", () => {
    let cache = emptyCache;
    for (let from = 0; from < last; from += 500) cache = withWindow(cache, given(from, from + 500), from + 250);
    expect(cache.windows.map(windowStart)).toEqual([3_500, 4_000, 4_500]);
    expect(windowAt(cache, 4_750)).not.toBeNull();
  });

  test("asks for nothing that it has", () => {
    const cache = filled([0, 500]);
    expect(wantedFor(cache, 0, last)).toBeNull();
    expect(wantedFor(cache, 500, last)).toBeNull();
    expect(wantedFor(cache, 501, last)).toEqual({ from: 500, count: 500 });
  });

  test("a jump far away asks for a window around the place", () => {
    expect(wantedFor(filled([0, 500]), 3_000, last)).toEqual({ from: 2_750, count: 500 });
    expect(wantedFor(emptyCache, last, last)).toEqual({ from: last - 500, count: 500 });
    expect(wantedFor(emptyCache, 10, 97)).toEqual({ from: 0, count: 500 });
  });

  test("asks ahead near either end", () => {
    const cache = filled([500, 1_000]);
    expect(wantedNext(cache, 750, last)).toBeNull();
    expect(wantedNext(cache, 900, last)).toEqual({ from: 1_000, count: 500 });
    expect(wantedNext(cache, 550, last)).toEqual({ from: 0, count: 500 });
    expect(wantedNext(cache, 900, 1_000)).toBeNull();
    expect(wantedNext(filled([100, 600]), 120, last)).toEqual({ from: 0, count: 100 });
  });

  test("a growing tip stays one window while it is small", () => {
    let cache = filled([0, 40]);
    cache = withWindow(cache, given(40, 45), 45);
    expect(cache.windows).toHaveLength(1);
    expect(windowEnd(cache.windows[0] ?? given(0, 0))).toBe(45);
    expect(frameAt(cache.windows[0] ?? given(0, 0), 44)).toEqual(given(44, 44).base);
    cache = withWindow(cache, given(45, 545), 500);
    expect(cache.windows.map((w) => [windowStart(w), windowEnd(w)])).toEqual([[0, 45], [45, 545]]);
  });

  test("a window that holds another replaces it", () => {
    const cache = withWindow(filled([10, 20]), given(0, 40), 12);
    expect(cache.windows.map((w) => [windowStart(w), windowEnd(w)])).toEqual([[0, 40]]);
  });
});
