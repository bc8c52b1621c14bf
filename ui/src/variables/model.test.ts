import { expect, test } from "vitest";
import type { Variable, VariableUse } from "../schema";
import { byState, countWarnings, remark, scopeWords, statesOf } from "./model";

const use = (state: string, field: string, warning: string | null = null): VariableUse => ({ state, field, from: 0, to: 1, warning });
const variable = (assigned: VariableUse[], read: VariableUse[]): Variable => ({ name: "x", scope: { kind: "outer", state: null, branch: null }, assigned, read });

test("scopes are said in the words of the canvas", () => {
  expect(scopeWords({ kind: "outer", state: null, branch: null })).toBe("Whole workflow");
  expect(scopeWords({ kind: "branch", state: "Outer/Side by side", branch: 1 })).toBe("Side by side, branch 2");
  expect(scopeWords({ kind: "map", state: "Each", branch: null })).toBe("Each item of Each");
  expect(scopeWords({ kind: "distributed_map", state: "Rows", branch: null })).toBe("Child executions of Rows");
});

test("uses are gathered by state, with the first warning", () => {
  const found = byState([use("A", "Output"), use("B", "Output/x"), use("A", "Assign/y", "too early")]);
  expect(found.map(({ state, uses, warning }) => [state, uses.length, warning])).toEqual([["A", 2, "too early"], ["B", 1, null]]);
});

test("what is never assigned or never read is remarked", () => {
  expect(remark(variable([], [use("A", "Output")]))).toBe("Never assigned");
  expect(remark(variable([use("A", "Assign/x")], []))).toBe("Never read");
  expect(remark(variable([use("A", "Assign/x")], [use("B", "Output")]))).toBeNull();
  expect(countWarnings([variable([use("A", "")], [use("B", "", "w"), use("C", "", "w")])])).toBe(2);
  expect(statesOf(variable([use("B", "")], [use("A", ""), use("B", "")]))).toEqual(["B", "A"]);
});
