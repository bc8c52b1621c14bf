import { expect, it } from "vitest";
import { findStates } from "./find";

const text = `{ "StartAt": "A", "States": {
  "A": { "Type": "Task", "Resource": "arn:aws:states:::Lambda:invoke", "Next": "M" },
  "M": { "Type": "Map", "ItemProcessor": { "States": {
    "In": { "Type": "Pass", "Comment": "lambda" }
  } }, "Label": "outer" } } }`;
const entry = (key: string, name: string, end: string) => {
  const name_from = text.indexOf(`"${name}": {`);
  return { key, name_from, from: text.indexOf("{", name_from), to: text.indexOf(end, name_from) + end.length };
};
const outline = [entry("A", "A", '"M" }'), entry("M", "M", '"outer" }'), entry("M/In", "In", '"lambda" }')];

it("finds names, fields and ARNs, in the innermost state", () => {
  const keys = (query: string) => findStates(text, outline, query).map(({ key }) => key);
  expect(keys("LAMBDA")).toEqual(["A", "M/In"]);
  expect(keys("arn:aws")).toEqual(["A"]);
  expect(keys("outer")).toEqual(["M"]);
  expect(keys('"m"')).toEqual(["A", "M"]);
  expect(keys("startat")).toEqual([]);
  expect(keys("  ")).toEqual([]);
});

it("shows the line", () => {
  expect(findStates(text, outline, "outer")[0]?.line).toBe('} }, "Label": "outer" } } }');
});
