import { expect, it } from "vitest";
import { sample } from "./fixture";
import { marksOf } from "./marks";
import { miniShapes } from "./mini";

it("one path for all cards of a meaning", () => {
  const shapes = miniShapes(sample(), null, 1);
  expect(shapes.map(({ what }) => what)).toEqual(["frame", "card"]);
  expect(shapes[0]!.path).toBe("M60 320h300v260h-300z");
  expect(shapes[1]!.path.split("M")).toHaveLength(1 + 7);
});

it("cards of a run by what became of them, thin ones thick enough to see", () => {
  const state = { state: "A", mark: "failed" as const, entered: 1, exited: 0, inside: 0, failures: 1, retries: 0, iterations: null, iterations_done: null, last_event: 1 };
  const shapes = miniShapes(sample(), marksOf({ at: 1, time: 0, status: "FAILED", states: [state], edges: [] }), 100);
  expect(shapes.find(({ what }) => what === "failed")?.path).toBe("M100 60h220v200h-220z");
});
