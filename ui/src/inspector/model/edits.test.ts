import { describe, expect, it } from "vitest";
import { jsonProblem, pointerOf, setAt, shownText, writeNumber, writePath, writeText } from "./edits";

const state = ["Outer", "In/ner"];

describe("edits of fields", () => {
  it("escapes pointers", () => {
    expect(pointerOf(["Retry", 0, "a/b~c"])).toBe("/Retry/0/a~1b~0c");
  });

  it("tells removing from null", () => {
    expect(setAt(state, ["ResultPath"], undefined)).toEqual({ edit: "set_field", state, pointer: "/ResultPath", value: null });
    expect(setAt(state, ["ResultPath"], null)).toEqual({ edit: "set_field", state, pointer: "/ResultPath", json: "null" });
  });

  it("takes an emptied text away", () => {
    expect(writeText(state, ["Cause"], "")).toEqual({ edits: [setAt(state, ["Cause"], undefined)] });
  });
});

describe("paths", () => {
  it("are written as they are, null as null", () => {
    expect(writePath(state, ["InputPath"], " $.a ")).toEqual({ edits: [setAt(state, ["InputPath"], "$.a")] });
    expect(writePath(state, ["InputPath"], "null")).toEqual({ edits: [setAt(state, ["InputPath"], null)] });
  });

  it("begin with $", () => {
    expect(writePath(state, ["InputPath"], "order")).toHaveProperty("refused");
  });
});

describe("numbers", () => {
  const kind = { language: "JSONPath", pathField: "TimeoutSecondsPath", whole: true, least: 1 };
  it("are numbers", () => {
    expect(writeNumber(state, ["TimeoutSeconds"], "30", kind)).toEqual({
      edits: [setAt(state, ["TimeoutSeconds"], 30), setAt(state, ["TimeoutSecondsPath"], undefined)],
    });
  });

  it("go to the path's field when they are paths", () => {
    expect(writeNumber(state, ["TimeoutSeconds"], "$.limit", kind)).toEqual({
      edits: [setAt(state, ["TimeoutSeconds"], undefined), setAt(state, ["TimeoutSecondsPath"], "$.limit")],
    });
  });

  it("are refused where they make no sense", () => {
    for (const text of ["0", "1.5", "soon", "{% 1 %}", "Infinity"]) expect(writeNumber(state, ["TimeoutSeconds"], text, kind)).toHaveProperty("refused");
    expect(writeNumber(state, ["Seconds"], "$.x", { language: "JSONata" })).toHaveProperty("refused");
  });

  it("may be computed in JSONata", () => {
    expect(writeNumber(state, ["Seconds"], "{% 2 * 3 %}", { language: "JSONata" })).toEqual({ edits: [setAt(state, ["Seconds"], "{% 2 * 3 %}")] });
  });
});

it("shows values that are not what was expected", () => {
  expect(shownText(undefined)).toBe("");
  expect(shownText("a")).toBe("a");
  expect(shownText({ a: 1 })).toBe('{"a":1}');
  expect(shownText(null)).toBe("null");
});

it("says why a text is no JSON", () => {
  expect(jsonProblem("{}")).toBeNull();
  expect(jsonProblem("{")).toMatch(/^Not JSON yet/);
  expect(jsonProblem(" ")).toMatch(/^Empty/);
});
