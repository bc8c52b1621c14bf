import { expect, it } from "vitest";
import { previewMock, previewOf, previewText, type Seen } from "./preview";

const seen: Seen = { name: "run", time: 0, input: "{}", variables: null, context: null, answer: null };

it("knows which stage shows what a field gives", () => {
  expect(previewOf(["Parameters"], "Task")).toEqual({ stage: "afterParameters", needs: "nothing" });
  expect(previewOf(["Parameters", "Payload"], "Task")).toEqual({ stage: "afterParameters", needs: "nothing" });
  expect(previewOf(["Parameters"], "Map")).toEqual({ stage: "afterItemSelector", needs: "nothing" });
  expect(previewOf(["Arguments"], "Parallel")).toEqual({ stage: "afterArguments", needs: "nothing" });
  expect(previewOf(["Output"], "Task")).toEqual({ stage: "output", needs: "result" });
  expect(previewOf(["Output"], "Pass")).toEqual({ stage: "output", needs: "nothing" });
  expect(previewOf(["Choices", 0, "Condition"], "Choice")).toEqual({ stage: "next", needs: "nothing" });
  expect(previewOf(["Choices"], "Choice")).toEqual({ stage: "next", needs: "nothing" });
  expect(previewOf(["Choices", 0, "Assign"], "Choice")).toEqual({ stage: "variables", needs: "nothing" });
  expect(previewOf(["Choices", 0], "Choice")).toBeNull();
  expect(previewOf(["Catch", 0, "Assign"], "Task")).toEqual({ stage: "variables", needs: "error" });
  expect(previewOf(["Catch", 0, "ResultPath"], "Map")).toEqual({ stage: "output", needs: "error" });
  expect(previewOf(["Credentials"], "Task")).toBeNull();
});

it("takes the recorded answer where the result counts, and anything where it does not", () => {
  const early = { stage: "afterParameters", needs: "nothing" as const };
  const late = { stage: "output", needs: "result" as const };
  const error = { as: "error" as const, error: "E", cause: "" };
  expect(previewMock(early, "Pass", seen)).toEqual({ answer: null, isMadeUp: false });
  expect(previewMock(early, "Task", seen)?.answer).toEqual({ as: "result", result: "{}" });
  expect(previewMock(late, "Task", seen)).toBeNull();
  expect(previewMock(late, "Task", { ...seen, answer: { as: "result", result: "1" } })?.answer).toEqual({ as: "result", result: "1" });
  expect(previewMock(late, "Task", { ...seen, answer: error })).toBeNull();
  // What a catcher makes is made of an error: the recorded one, else one that it takes.
  const caught = { stage: "output", needs: "error" as const };
  expect(previewMock(caught, "Task", { ...seen, answer: error }, ["States.ALL"])).toEqual({ answer: error, isMadeUp: false });
  expect(previewMock(caught, "Map", seen, ["States.TaskFailed", "Order.Gone"])).toEqual({ answer: { as: "error", error: "Order.Gone", cause: "What went wrong" }, isMadeUp: true });
});

it("reads the stage", () => {
  const test = {
    status: "SUCCEEDED" as const, output: "1", error: null, cause: null, next_state: "B", stages: [{ name: "afterInputPath", text: "2" }], catch_index: null,
    retry_index: null, retry_seconds: null, max_concurrency: null, tolerated_failure_count: null, tolerated_failure_percentage: null,
  };
  expect(["output", "next", "afterInputPath", "result"].map((stage) => previewText(test, { stage, needs: "nothing" }))).toEqual(["1", "B", "2", null]);
});
