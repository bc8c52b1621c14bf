import { describe, expect, it } from "vitest";
import { dedent, moveItem, rawOf, spanOf } from "./rawText";

const text = `{
      "Type": "Task",
      "A \\"b\\"": [1.0, { "x": "}]" }, 12345678901234567890],
      "Parameters": {
        "deep": { "n": 1e3 }
      },
      "Type": "Pass"
    }`;

describe("raw text of a value", () => {
  it("keeps how numbers are spelled", () => {
    expect(rawOf(text, ['A "b"', 0])).toBe("1.0");
    expect(rawOf(text, ['A "b"', 2])).toBe("12345678901234567890");
    expect(rawOf(text, ["Parameters", "deep", "n"])).toBe("1e3");
  });

  it("is not misled by brackets in strings", () => {
    expect(rawOf(text, ['A "b"', 1])).toBe('{ "x": "}]" }');
  });

  it("takes the last of a name given twice", () => {
    expect(rawOf(text, ["Type"])).toBe('"Pass"');
  });

  it("knows what is not there", () => {
    expect(spanOf(text, ["Nothing"])).toBeNull();
    expect(spanOf(text, ['A "b"', 3])).toBeNull();
    expect(spanOf(text, ["Type", "x"])).toBeNull();
    expect(spanOf(text, ["Parameters", 0])).toBeNull();
  });

  it("moves a value to the left edge", () => {
    expect(rawOf(text, ["Parameters"])).toBe('{\n  "deep": { "n": 1e3 }\n}');
    expect(dedent("[\n      1\n    ]")).toBe("[\n  1\n]");
    expect(dedent("{}")).toBe("{}");
  });

  it("passes over any depth", () => {
    const deep = `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)},"b":2}`;
    expect(rawOf(deep, ["b"])).toBe("2");
  });
});

describe("moving an item of an array", () => {
  it("keeps what stands between and how each is spelled", () => {
    const array = '[\n  { "a": 1.0 },\n  "two", 3\n]';
    expect(moveItem(array, 0, 2)).toBe('[\n  "two",\n  3, { "a": 1.0 }\n]');
    expect(moveItem(array, 2, 0)).toBe('[\n  3,\n  { "a": 1.0 }, "two"\n]');
  });

  it("leaves the array when there is nothing to move", () => {
    expect(moveItem("[1, 2]", 0, 0)).toBe("[1, 2]");
    expect(moveItem("[1, 2]", 0, 5)).toBe("[1, 2]");
  });
});
