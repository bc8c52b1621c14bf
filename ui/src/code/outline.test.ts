import { describe, expect, it } from "vitest";
import type { OutlineEntry } from "../schema";
import { levelOf, stateAt } from "./outline";

function entry(key: string, name_from: number, to: number): OutlineEntry {
  const name = key.split("/").at(-1) ?? "";
  return { key, name, state_type: "Pass", from: name_from + name.length + 4, to, name_from, name_to: name_from + name.length + 2 };
}

const outline = [entry("Outer", 10, 100), entry("Outer/A", 40, 60), entry("Outer/B", 61, 90), entry("Last", 110, 140)];

describe("finding states by position", () => {
  it("finds the innermost", () => {
    expect(stateAt(outline, 45)?.key).toBe("Outer/A");
    expect(stateAt(outline, 95)?.key).toBe("Outer");
    expect(stateAt(outline, 105)).toBeNull();
    expect(stateAt(outline, 0)).toBeNull();
  });

  it("knows the level of a state", () => {
    expect(levelOf(outline, "Outer/A").map((one) => one.key)).toEqual(["Outer/A", "Outer/B"]);
    expect(levelOf(outline, "Last").map((one) => one.key)).toEqual(["Outer", "Last"]);
  });
});
