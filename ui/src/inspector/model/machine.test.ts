import { expect, it } from "vitest";
import { isWholeNumber, machineField } from "./machine";

it("reads a machine's own fields past its states", () => {
  const text = '{"Comment": "a \\"b\\"", "States": {"X": {"Comment": "no", "StartAt": "no"}}, "StartAt": "X", "TimeoutSeconds": 30}';
  expect(machineField(text, "Comment")).toBe('a "b"');
  expect(machineField(text, "StartAt")).toBe("X");
  expect(machineField(text, "TimeoutSeconds")).toBe(30);
  expect(machineField(text, "Version")).toBeUndefined();
  expect(machineField("nonsense", "Version")).toBeUndefined();
});

it("knows whole numbers", () => {
  expect(isWholeNumber(" 30 ")).toBe(true);
  expect(isWholeNumber("3.5")).toBe(false);
  expect(isWholeNumber("-1")).toBe(false);
});
