import { describe, expect, it } from "vitest";
import type { StateDifference } from "../schema";
import { changesOf, countsOf, marksOf, shortValue, step } from "./model";

const at = (key: string) => ({ key, from: 0 });
const states: StateDifference[] = [
  { kind: "changed", old: at("A"), new: at("A"), fields: [{ name: "Next", old: '"B"', new: '"C"' }] },
  { kind: "moved", old: at("P/X"), new: at("X"), fields: [] },
  { kind: "renamed", old: at("P"), new: at("Q"), fields: [] },
  { kind: "added", old: null, new: at("Q/N"), fields: [] },
  { kind: "removed", old: at("P/R"), new: null, fields: [] },
];

describe("a comparison", () => {
  it("marks each side with what it has", () => {
    expect([...marksOf(states, "old")]).toEqual([["A", "changed"], ["P/X", "moved"], ["P", "renamed"], ["P/R", "removed"]]);
    expect([...marksOf(states, "new")]).toEqual([["A", "changed"], ["X", "moved"], ["Q", "renamed"], ["Q/N", "added"]]);
  });
  it("says what was where", () => {
    const changes = changesOf({ states, machine: [{ name: "Comment", old: null, new: '"x"' }] });
    expect(changes.map(({ title, detail }) => [title, detail])).toEqual([
      ["State machine", ""], ["A", ""], ["X", "from P"], ["Q", "was P"], ["N", ""], ["R", ""],
    ]);
    expect(countsOf(changes)).toEqual([{ mark: "added", count: 1 }, { mark: "removed", count: 1 }, { mark: "changed", count: 2 }, { mark: "renamed", count: 1 }, { mark: "moved", count: 1 }]);
  });
  it("is gone through round and round", () => {
    const changes = changesOf({ states, machine: [] });
    expect(step(changes, null, 1)?.title).toBe("A");
    expect(step(changes, null, -1)?.title).toBe("R");
    expect(step(changes, changes.at(-1)!.id, 1)?.title).toBe("A");
    expect(step([], null, 1)).toBeNull();
  });
  it("cuts long values", () => {
    expect(shortValue(null)).toBe("—");
    expect(shortValue("x".repeat(100))).toHaveLength(80);
  });
});
