import { expect, test } from "vitest";
import type { WorkflowEntry } from "../schema";
import { groupByFolder } from "./filesModel";

const entry = (relative: string): WorkflowEntry => ({
  path: `/w/${relative}`, relative, name: relative.split("/").at(-1) ?? "", bytes: 1, modified: 0, states: 1, errors: 0, warnings: 0, reason: null,
});

test("workflows stand by folder, the opened folder's own first", () => {
  const groups = groupByFolder([entry("b/two"), entry("one"), entry("a/x/three"), entry("b/alpha")], "");
  expect(groups.map(({ folder, workflows }) => [folder, workflows.map(({ name }) => name)])).toEqual([
    ["", ["one"]],
    ["a/x", ["three"]],
    ["b", ["alpha", "two"]],
  ]);
});

test("the filter looks at the whole relative path", () => {
  expect(groupByFolder([entry("billing/two"), entry("one")], "BILL")).toHaveLength(1);
  expect(groupByFolder([entry("one")], "two")).toEqual([]);
});
