import { describe, expect, it } from "vitest";
import type { CompletionItem, CompletionList } from "../../schema";
import { completesBeside, completesMember, fitting, seenData, stillHolds, taken } from "./completing";

const item = (label: string, insert = label, caret = insert.length): CompletionItem => ({ label, kind: "path", detail: null, documentation: null, page: null, insert, caret, more: false });
const list = (word: number, from: number, to: number, ...items: CompletionItem[]): CompletionList => ({ word, from, to, comma_at: null, items });

describe("where a line is completed", () => {
  it("is the field for paths where a path is begun, and none in plain numbers", () => {
    const timeout = completesBeside(["TimeoutSeconds"], "TimeoutSecondsPath", "JSONPath");
    expect(["", "$.t", "30", "${Time}"].map((text) => timeout?.(text)?.way ?? null)).toEqual([["TimeoutSecondsPath"], ["TimeoutSecondsPath"], null, null]);
    expect(completesBeside(["TimeoutSeconds"], "TimeoutSecondsPath", "JSONata")?.("{% ")?.way).toEqual(["TimeoutSeconds"]);
    expect(completesBeside(["Retry", 0, "MaxAttempts"], undefined, "JSONata")).toBeUndefined();
  });

  it("is the member that is evaluated where a path or an intrinsic is begun", () => {
    const bucket = completesMember(["Parameters"], "Bucket", "JSONPath");
    expect(["$.b", "Sta", "orders"].map((text) => bucket(text)?.way.at(-1))).toEqual(["Bucket.$", "Bucket.$", "Bucket"]);
    expect(completesMember(["Arguments"], "Bucket", "JSONata")("$")?.way.at(-1)).toBe("Bucket");
  });
});

describe("a list", () => {
  const order = list(2, 2, 4, item("id"), item("order"), item("orderDate"), item("border"));

  it("shows what fits, what begins so first", () => {
    expect(fitting(order, "ord").map(({ label }) => label)).toEqual(["order", "orderDate", "border"]);
    expect(fitting(order, "").length).toBe(4);
  });

  it("holds while the same name is typed", () => {
    const asked = { text: "$.or.x", caret: 4 };
    expect(stillHolds(order, asked, { text: "$.ord.x", caret: 5 })).toBe(true);
    expect(stillHolds(order, asked, { text: "$.or..x", caret: 5 })).toBe(false);
    expect(stillHolds(order, asked, { text: "$.ord", caret: 5 })).toBe(false);
    expect(stillHolds(order, asked, { text: "$", caret: 1 })).toBe(false);
  });

  it("puts an item in place of the word, behind the caret too", () => {
    expect(taken(order, item("order"), { text: "$.or.x", caret: 4 }, { text: "$.ord.x", caret: 5 })).toEqual({ text: "$.order.x", caret: 7 });
    const call = list(0, 0, 1, item("States.Format", "States.Format()", 14));
    expect(taken(call, call.items[0]!, { text: "S", caret: 1 }, { text: "Sta", caret: 3 })).toEqual({ text: "States.Format()", caret: 14 });
  });
});

it("passes on what was seen", () => {
  const seen = { name: "a", time: 0, input: "{}", variables: null, context: "{}", answer: { as: "error" as const, error: "E", cause: "" } };
  expect(seenData(seen)).toEqual({ input: "{}", context: "{}" });
  expect(seenData({ ...seen, variables: "{}", answer: { as: "result", result: "1" } })).toEqual({ input: "{}", variables: "{}", context: "{}", result: "1" });
});
