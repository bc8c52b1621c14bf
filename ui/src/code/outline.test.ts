import { describe, expect, it } from "vitest";
import type { OutlineEntry } from "../schema";
import { levelOf, stateAt, target, transitionAt } from "./outline";

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

describe("following transitions", () => {
  it("reads the value under the pointer", () => {
    const line = '  "Next": "Say \\"hi\\"", "Comment": "Next"';
    expect(transitionAt(line, 13)?.text).toBe('Say "hi"');
    expect(transitionAt(line, 3)).toBeNull();
    expect(transitionAt(line, 36)).toBeNull();
  });

  it("stays on the level, but a branch's start lies inside", () => {
    expect(target(outline, "B", 50)?.key).toBe("Outer/B");
    expect(target(outline, "Last", 50)).toBeNull();
    expect(target(outline, "Last", 12)?.key).toBe("Last");
    expect(target(outline, "A", 12)?.key).toBe("Outer/A");
    expect(target(outline, "Outer", 2)?.key).toBe("Outer");
  });
});
