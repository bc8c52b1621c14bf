import { expect, it } from "vitest";
import { previewMock, previewOf, previewText, type Seen } from "./preview";

const seen: Seen = { name: "run", time: 0, input: "{}", variables: null, context: null, answer: null };

it("knows which stage shows what a field gives", () => {
  expect(previewOf(["Parameters"], "Task")).toEqual({ stage: "afterParameters", needsResult: false });
  expect(previewOf(["Parameters", "Payload"], "Task")).toEqual({ stage: "afterParameters", needsResult: false });
  expect(previewOf(["Parameters"], "Map")).toEqual({ stage: "afterItemSelector", needsResult: false });
  expect(previewOf(["Arguments"], "Parallel")).toBeNull();
  expect(previewOf(["Output"], "Task")).toEqual({ stage: "output", needsResult: true });
  expect(previewOf(["Output"], "Pass")).toEqual({ stage: "output", needsResult: false });
  expect(previewOf(["Choices", 0, "Condition"], "Choice")).toEqual({ stage: "next", needsResult: false });
  expect(previewOf(["Choices"], "Choice")).toEqual({ stage: "next", needsResult: false });
  expect(previewOf(["Choices", 0, "Assign"], "Choice")).toBeNull();
  expect(previewOf(["Catch", 0, "Assign"], "Task")).toBeNull();
  expect(previewOf(["Credentials"], "Task")).toBeNull();
});

it("takes the recorded answer where the result counts, and anything where it does not", () => {
  const early = { stage: "afterParameters", needsResult: false };
  const late = { stage: "output", needsResult: true };
  expect(previewMock(early, "Pass", seen)).toBe("none");
  expect(previewMock(early, "Task", seen)).toEqual({ as: "result", result: "{}" });
  expect(previewMock(late, "Task", seen)).toBeNull();
  expect(previewMock(late, "Task", { ...seen, answer: { as: "result", result: "1" } })).toEqual({ as: "result", result: "1" });
  expect(previewMock(late, "Task", { ...seen, answer: { as: "error", error: "E", cause: "" } })).toBeNull();
});

it("reads the stage", () => {
  const test = {
    status: "SUCCEEDED" as const, output: "1", error: null, cause: null, next_state: "B", stages: [{ name: "afterInputPath", text: "2" }], catch_index: null,
    retry_index: null, retry_seconds: null, max_concurrency: null, tolerated_failure_count: null, tolerated_failure_percentage: null,
  };
  expect(["output", "next", "afterInputPath", "result"].map((stage) => previewText(test, { stage, needsResult: false }))).toEqual(["1", "B", "2", null]);
});
