import { expect, test } from "vitest";
import { pruneSelection, type Selected, selectedState, selectedStates } from "./selection";
import { keyOfPath, nameOfKey, pathOfKey } from "./stateKey";

test("several states are one selection", () => {
  const selected: Selected = { kind: "state", state: "A", more: ["B", "C"] };
  expect(selectedStates(selected)).toEqual(["A", "B", "C"]);
  expect(pruneSelection(selected, (key) => key !== "A")).toEqual({ kind: "state", state: "B", more: ["C"] });
  expect(pruneSelection(selected, () => true)).toBe(selected);
  expect(pruneSelection(selected, () => false)).toBeNull();
});

test("a rule's state is the selected state until it is gone", () => {
  const selected: Selected = { kind: "rule", state: "Route", rule: null };
  expect(selectedState(selected)).toBe("Route");
  expect(pruneSelection(selected, () => false)).toBeNull();
});

test("keys escape what separates names", () => {
  const path = ["Map/all", "a~1b"];
  expect(keyOfPath(path)).toBe("Map~1all/a~01b");
  expect(pathOfKey(keyOfPath(path))).toEqual(path);
  expect(nameOfKey("Map~1all/a~01b")).toBe("a~1b");
});
