import { describe, expect, it } from "vitest";
import type { StateTest } from "../../schema";
import { askedOf, emptyForm, lineOf, mockOf, stageRows, verdictWords } from "./test";

const test: StateTest = {
  status: "SUCCEEDED", output: '{"a":1,"r":2}', error: null, cause: null, next_state: "Next", stages: [], catch_index: null, retry_index: null, retry_seconds: null,
  max_concurrency: null, tolerated_failure_count: null, tolerated_failure_percentage: null,
};

describe("what a test asks", () => {
  it("leaves out what is empty, and what AWS takes only with a mock", () => {
    const form = { ...emptyForm, input: '{"a":1}', context: '{"State":{"Name":"x"}}', retries: "2", variables: " " };
    expect(askedOf(form, "Pass")).toEqual({ args: { input: '{"a":1}', level: "DEBUG" } });
    expect(askedOf({ ...form, result: "1" }, "Task")).toEqual({
      args: { input: '{"a":1}', level: "DEBUG", mock: { as: "result", result: "1" }, check: "STRICT", context: form.context },
    });
    expect(askedOf({ ...form, answer: "error", error: "Busy", errorFrom: "Inner" }, "Map")).toEqual({
      args: { input: '{"a":1}', level: "DEBUG", mock: { as: "error", error: "Busy", cause: "" }, check: "STRICT", context: form.context, retries: 2, error_from: "Inner" },
    });
  });

  it("names the field that stands in the way", () => {
    expect(askedOf({ ...emptyForm, input: "{" }, "Pass")).toMatchObject({ field: "input" });
    expect(askedOf({ ...emptyForm, result: "nope" }, "Task")).toMatchObject({ field: "result" });
    expect(askedOf({ ...emptyForm, result: "nope" }, "Pass")).toHaveProperty("args");
    expect(askedOf(emptyForm, "Map")).toMatchObject({ field: "result" });
    expect(askedOf({ ...emptyForm, answer: "error" }, "Task")).toMatchObject({ field: "error" });
    expect(askedOf({ ...emptyForm, retries: "-1" }, "Task")).toMatchObject({ field: "retries" });
  });

  it("has no mock for states that do their work themselves", () => {
    expect(mockOf({ ...emptyForm, result: "1" }, "Wait")).toBeNull();
    expect(mockOf(emptyForm, "Task")).toBeNull();
  });
});

describe("what a test tells", () => {
  it("shows the stages in the order in which data passes them, with what each is held against", () => {
    const stages = [
      { name: "input", text: '{"a":1}' }, { name: "afterInputPath", text: '{"a":1}' }, { name: "result", text: "2" },
      { name: "afterResultPath", text: '{"a":1,"r":2}' }, { name: "variables", text: '{"v":1}' },
    ];
    const rows = stageRows({ ...test, stages });
    expect(rows.map(({ id, since, isSame }) => [id, since, isSame])).toEqual([
      ["input", null, false],
      ["afterInputPath", "input", true],
      ["result", null, false],
      ["afterResultPath", "afterInputPath", false],
      ["output", "afterResultPath", true],
      ["variables", null, false],
    ]);
  });

  it("says what became of it", () => {
    expect(verdictWords(test)).toBe("Succeeded");
    expect(verdictWords({ ...test, next_state: null })).toBe("Succeeded, and ends here");
    expect(verdictWords({ ...test, status: "RETRIABLE", retry_index: 0, retry_seconds: 4 })).toBe("Would be tried again after 4 s, by retrier 1");
    expect(verdictWords({ ...test, status: "CAUGHT_ERROR", catch_index: 1 })).toBe("Caught by catcher 2");
  });

  it("folds a value into a line", () => {
    expect(lineOf('{\n  "a": 1\n}')).toBe('{ "a": 1 }');
    expect(lineOf("x".repeat(1000))).toHaveLength(120);
  });
});
