import { expect, test } from "vitest";
import type { MockFile } from "../schema";
import { executionName } from "./executionName";
import { idOf, taskChoices } from "./mockCases";
import { readSettings, workflowKey } from "./runSettings";

test("settings that were kept are taken where they still make sense", () => {
  expect(readSettings({ input: "[1]", time: "real", tasks: { by: "mocks", path: "/m", machine: "A", case: "c" } })).toEqual({ input: "[1]", time: "real", tasks: { by: "mocks", path: "/m", machine: "A", case: "c" } });
  expect(readSettings({ input: "{}", time: "skip", tasks: { by: "mocks", path: 3 } })?.tasks).toEqual({ by: "person" });
  expect(readSettings({ input: "{}", time: "soon" })).toBeUndefined();
  expect(readSettings(null)).toBeUndefined();
});

test("a workflow without a file is known by its name", () => {
  expect(workflowKey({ path: null, name: "new" })).toBe("new");
  expect(workflowKey({ path: "/a/b.asl.json", name: "b" })).toBe("/a/b.asl.json");
});

test("test cases of the workflow's own machine come first", () => {
  const file = (name: string, cases: [string, string][], reason: string | null = null): MockFile => ({ path: `/f/${name}`, relative: name, cases: cases.map(([machine, one]) => ({ machine, case: one })), reason });
  const choices = taskChoices([file("m.json", [["Other", "a"], ["OrderFulfilment", "big-basket"]]), file("broken.json", [], "not JSON")], "order-fulfilment");
  expect(choices.map((choice) => choice.label)).toEqual(["I answer them", "big-basket", "a"]);
  expect(choices[1]?.id).toBe(idOf({ by: "mocks", path: "/f/m.json", machine: "OrderFulfilment", case: "big-basket" }));
  expect(choices[1]?.detail).toBe("OrderFulfilment, m.json");
});

test("executions are named after what they are, with a number that goes on", () => {
  expect(executionName("big-basket", "odd-cents-38", 12)).toBe("big-basket-39");
  expect(executionName("Order: fulfil", null, 0)).toBe("Order-fulfil-1");
  expect(executionName("…", "46ee14c3-657d-4bd7-84f3-b3c61efe3c25", 7)).toBe("run-8");
  expect(executionName("x".repeat(200), "a-9", 3)).toHaveLength(80);
});
