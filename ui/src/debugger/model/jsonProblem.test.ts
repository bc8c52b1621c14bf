import { expect, test } from "vitest";
import { jsonProblem } from "./jsonProblem";

test.each(["{}", " [1, 2.5e3, null] ", '"a"', "0"])("%j has none", (text) => expect(jsonProblem(text)).toBeNull());

test.each([
  ["", 1, 1, /write \{\}/],
  ['{"a": 1', 1, 8, /ends too early/],
  ['{\n  "a": \'x\'\n}', 2, 8, /double quotes/],
  ['{"a": 1 "b": 2}', 1, 9, /comma/],
  ['{"a": }', 1, 7, /missing/],
  ['{"a": yes}', 1, 7, /double quotes/],
  ["{} {}", 1, 4, /not expected/],
])("%j: line %d, column %d", (text, line, column, message) => {
  const problem = jsonProblem(text);
  expect([problem?.line, problem?.column]).toEqual([line, column]);
  expect(problem?.message).toMatch(message);
});

test("what the grammar lets pass and the engine does not is still told", () => {
  expect(jsonProblem('{"a":"x\ty"}')?.message).toBeTruthy();
});
