import { describe, expect, it } from "vitest";
import { barsOf, delaysOf, delayWords, placeForNew, readRetrier, retryWords } from "./retry";

describe("retriers", () => {
  it("have AWS's defaults", () => {
    const retrier = readRetrier({ ErrorEquals: ["States.ALL"] });
    expect(delaysOf(retrier)).toEqual([1, 2, 4]);
    expect(retryWords(retrier)).toBe("3 tries · 1 s × 2");
  });

  it("are capped", () => {
    const retrier = readRetrier({ ErrorEquals: ["a"], IntervalSeconds: 3, MaxAttempts: 4, BackoffRate: 2, MaxDelaySeconds: 10, JitterStrategy: "FULL" });
    expect(delaysOf(retrier)).toEqual([3, 6, 10, 10]);
    expect(barsOf(retrier)).toEqual([0.3, 0.6, 1, 1]);
    expect(retryWords(retrier)).toBe("4 tries · 3 s × 2 · at most 10 s · jitter");
    expect(delayWords(retrier)).toBe("Waits 3 s, 6 s, 10 s, 10 s");
  });

  it("never draw endless bars", () => {
    const retrier = readRetrier({ MaxAttempts: 99_999_999, BackoffRate: 3 });
    expect(barsOf(retrier)).toHaveLength(10);
    expect(barsOf(retrier).every((height) => height >= 0.2 && height <= 1)).toBe(true);
  });

  it("may never try again", () => {
    expect(retryWords(readRetrier({ MaxAttempts: 0 }))).toBe("never tried again");
    expect(barsOf(readRetrier({ MaxAttempts: 0 }))).toEqual([]);
  });

  it("are read also when they are nonsense", () => {
    expect(readRetrier("x")).toMatchObject({ errors: [], attempts: 3 });
    expect(readRetrier({ ErrorEquals: [1, "a"], MaxAttempts: "{% 2 %}" })).toMatchObject({ errors: ["a"], attempts: 3 });
  });
});

it("puts a new entry before one for States.ALL", () => {
  expect(placeForNew([])).toBe(0);
  expect(placeForNew([{ ErrorEquals: ["a"] }])).toBe(1);
  expect(placeForNew([{ ErrorEquals: ["a"] }, { ErrorEquals: ["States.ALL"] }])).toBe(1);
  expect(placeForNew([null])).toBe(1);
});
