import { expect, test } from "vitest";
import type { OutlineEntry } from "../../schema";
import { advice } from "./advice";
import { causeWords } from "./causeWords";
import { handlersOf } from "./catchers";

const inner = '{"Type":"Task","Retry":[{"ErrorEquals":["Lambda.TooManyRequestsException"]},{"ErrorEquals":["Unavailable"]}]}';
const outer = `{"Type":"Parallel","Branches":[{"States":{"Charge":${inner}}}],"Catch":[{"ErrorEquals":["Payments.Declined"],"Next":"X"}]}`;
const definition = `{"States":{"Both":${outer}}}`;
const entry = (key: string, state_type: string, text: string): OutlineEntry => {
  const from = definition.indexOf(text);
  return { key, name: key.split("/").at(-1) ?? key, state_type, from, to: from + text.length, name_from: 0, name_to: 0 };
};
const outline = [entry("Both", "Parallel", outer), entry("Both/Charge", "Task", inner)];

test("who would have caught it, from the failed state outwards", () => {
  expect(handlersOf(definition, outline, "Both/Charge", "PaymentGateway.InvalidAmount").map((h) => [h.name, h.kind, h.errors, h.matches])).toEqual([
    ["Charge", "Retry", ["Lambda.TooManyRequestsException", "Unavailable"], false],
    ["Charge", "Catch", [], false],
    ["Both", "Catch", ["Payments.Declined"], false],
  ]);
  expect(handlersOf(definition, outline, "Both/Charge", "Payments.Declined").at(-1)?.matches).toBe(true);
});

test("States.ALL and States.TaskFailed match as AWS has it", () => {
  const all = '{"Type":"Task","Catch":[{"ErrorEquals":["States.ALL"],"Next":"X"}]}';
  const task = '{"Type":"Task","Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"X"}]}';
  const caught = (text: string, error: string) => handlersOf(text, [{ key: "A", name: "A", state_type: "Task", from: 0, to: text.length, name_from: 0, name_to: 0 }], "A", error)[0]?.matches;
  expect([caught(all, "Mine"), caught(all, "States.Runtime"), caught(all, "States.Timeout")]).toEqual([true, false, true]);
  expect([caught(task, "Mine"), caught(task, "States.Timeout")]).toEqual([true, false]);
});

test("what cannot be read is left out", () => {
  expect(handlersOf("States:\n  A:\n", [{ key: "A", name: "A", state_type: "Task", from: 0, to: 9, name_from: 0, name_to: 0 }], "A", "E")).toEqual([]);
  expect(handlersOf(definition, [], "Gone", "E")).toEqual([]);
});

test("every error gets advice", () => {
  expect(advice("States.NoChoiceMatched")).toMatch(/Default/);
  expect(advice("My.Error")).toMatch(/My\.Error/);
  expect(advice("")).toMatch(/without a name/);
});

test("a cause on one line", () => {
  expect(causeWords('{"errorType":"E","errorMessage":"amount must be\\na whole number"}')).toBe("amount must be a whole number");
  expect(causeWords("the service\n is down")).toBe("the service is down");
  expect(causeWords('{"errorMessage":"cut off he')).toBe('{"errorMessage":"cut off he');
  expect(causeWords('{"code":3}')).toBe('{"code":3}');
});
