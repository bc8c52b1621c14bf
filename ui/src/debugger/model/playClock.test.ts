import { expect, test } from "vitest";
import { due, followSteps, pause } from "./playClock";

const times = [0, 10, 20, 20, 9_000_000];

test("a factor shows every event equally long", () => {
  expect(pause(9_000_000, 1)).toBe(250);
  expect(pause(0, 10)).toBe(25);
  expect(due(times, 260, 1)).toEqual({ steps: 1, rest: 10 });
  expect(due(times, 100, 10)).toEqual({ steps: 4, rest: 0 });
});

test("as recorded, pauses are as long as they were, within bounds", () => {
  expect(pause(500, "recorded")).toBe(500);
  expect(pause(6 * 3_600_000, "recorded")).toBe(2_000);
  expect(pause(0, "recorded")).toBe(16);
  expect(due(times, 48, "recorded")).toEqual({ steps: 3, rest: 0 });
  expect(due(times, 48 + 1_999, "recorded")).toEqual({ steps: 3, rest: 1_999 });
});

test("time that no known event can take is dropped", () => {
  expect(due(times, 60_000, 1)).toEqual({ steps: 4, rest: 0 });
  expect(due([5], 60_000, 1)).toEqual({ steps: 0, rest: 0 });
  expect(due([], 10, 1)).toEqual({ steps: 0, rest: 0 });
});

test("following shows what came at once within a moment, and never more than there is", () => {
  let behind = 90;
  let frames = 0;
  while (behind > 0) {
    behind -= followSteps(behind, 90, 16);
    frames += 1;
  }
  expect(frames).toBeGreaterThan(30);
  expect(frames * 16).toBeLessThan(1_600);
  expect(followSteps(100_000, 100_000, 16)).toBeGreaterThan(1_000);
  expect(followSteps(2, 2, 16)).toBe(1);
  expect(followSteps(0, 5, 16)).toBe(0);
});
