import { describe, expect, it } from "vitest";
import { node, sample, sideways } from "./fixture";
import { planOf } from "./picture";
import { walk } from "./walk";

describe("arrow keys", () => {
  const plan = planOf(sample());
  it.each([
    ["A", "down", "Choose"],
    ["Choose", "up", "A"],
    ["Choose", "down", "Both"],
    ["Both", "right", "B"],
    ["B", "left", "Both"],
    ["Both", "down", "Both/C"],
    ["Both/C", "up", "Both"],
    ["Both/C", "down", "Both/D"],
    ["Both/D", "up", "Both/C"],
    ["A", "up", null],
    ["A", "left", null],
  ] as const)("from %s %s to %s", (from, direction, to) => {
    expect(walk(plan, from, direction)).toBe(to);
  });

  it.each([
    ["A", "right", "Both"],
    ["Both", "left", "A"],
    ["Both", "down", "Both/C"],
    ["Both/C", "right", "Both/D"],
    ["Both/C", "down", "Both/E"],
    ["Both/E", "up", "Both/C"],
    ["Both/C", "up", "Both"],
    ["Both/D", "right", "Last"],
    ["Last", "left", "Both"],
    ["A", "down", null],
  ] as const)("where the flow goes to the right, from %s %s to %s", (from, direction, to) => {
    expect(walk(planOf(sideways()), from, direction)).toBe(to);
  });

  it("from nothing lead to the first state", () => {
    expect(walk(plan, null, "left")).toBe("A");
  });

  it("lead to the nearest where nothing is connected", () => {
    const loose = planOf({ width: 1, height: 1, notes: [], direction: "down", edges: [], nodes: [node("A"), node("B", { y: 300 }), node("C", { y: 100 })] });
    expect(walk(loose, "A", "down")).toBe("C");
  });
});
