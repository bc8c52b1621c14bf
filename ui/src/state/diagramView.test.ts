import { expect, it } from "vitest";
import { readDiagramView } from "./diagramView";

it("keeps of what was remembered what makes sense", () => {
  expect(readDiagramView({ direction: "right", bytes: true })).toEqual({ direction: "right", bytes: true });
  for (const odd of [null, 3, {}, { direction: "up", bytes: "yes" }]) expect(readDiagramView(odd)).toEqual({ direction: "down", bytes: false });
});
