import { expect, it, vi } from "vitest";
import type { Diagnostic } from "../schema";
import { marksOf } from "./problems";

const problem: Diagnostic = {
  severity: "error", code: "MISSING_TRANSITION_TARGET", message: "Missing 'Next' target: Shp", location: "/States/A/Next",
  from: 4, to: 90, line: 1, column: 5, state: "A", fix: "Write \"Ship\"",
};

it("keeps marks inside the text and offers what puts them right", () => {
  const fix = vi.fn();
  const [first, second] = marksOf([problem, { ...problem, fix: null }], 20, fix);
  expect(first).toMatchObject({ from: 4, to: 20, severity: "error", source: "MISSING_TRANSITION_TARGET" });
  expect(first?.actions?.map((action) => action.name)).toEqual(["Write \"Ship\""]);
  first?.actions?.[0]?.apply({} as never, 4, 20);
  expect(fix).toHaveBeenCalledExactlyOnceWith(problem);
  expect(second?.actions).toBeUndefined();
});
