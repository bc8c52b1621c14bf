// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { answerWords, lastAnswers, rememberAnswer } from "./answers";
import { furthest, stagesOf } from "./stages";

beforeEach(() => localStorage.clear());

test("the newest answers come first, each once, for the state they were given to", () => {
  for (const result of ["1", "2", "1", "3", "4", "5", "6", "7"]) rememberAnswer("w", "A", { as: "result", result });
  rememberAnswer("w", "B", { as: "error", error: "E", cause: "" });
  expect(lastAnswers("w", "A").map(answerWords)).toEqual(["7", "6", "5", "4", "3", "1"]);
  expect(lastAnswers("w", "B").map(answerWords)).toEqual(["E"]);
  expect(lastAnswers("w", "C")).toEqual([]);
});

test("what is too long or not understood is not kept", () => {
  rememberAnswer("w", "A", { as: "result", result: "x".repeat(20_000) });
  expect(lastAnswers("w", "A")).toEqual([]);
  localStorage.setItem("stepwell.answers.w.A", JSON.stringify([{ as: "result" }, { as: "result", result: "{}" }, 3]));
  expect(lastAnswers("w", "A")).toEqual([{ as: "result", result: "{}" }]);
});

test("stages say why they are empty", () => {
  const ref = { hash: "h", bytes: 2, preview: "{}", whole: true };
  const failed = stagesOf({ input: ref, output: null, mark: "failed", exited: null, tries: [{ scheduled: 3, started: 0, ended: 5, mark: "failed", parameters: ref, result: null, error: "Busy", cause: null }] });
  expect(failed.map((stage) => [stage.id, stage.payload === null ? stage.empty : "there"])).toEqual([
    ["input", "there"],
    ["arguments", "there"],
    ["result", "No result: the last try ended with Busy."],
    ["output", "No output: it failed."],
  ]);
  expect(furthest(failed)).toBe("arguments");
  const passed = stagesOf({ input: ref, output: ref, mark: "succeeded", exited: null, tries: [] });
  expect(passed.map((stage) => stage.id)).toEqual(["input", "output"]);
  expect(furthest(passed)).toBe("output");
});
