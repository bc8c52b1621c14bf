import { expect, it } from "vitest";
import type { Picture, PictureNode } from "../../schema";
import { placeOf } from "./place";

function node(id: string, more: Partial<PictureNode>): PictureNode {
  return {
    id, kind: "state", state: id, state_type: "Pass", title: id, subtitle: "", service: null, badges: [], rules: [], note: [], parent: null, branch: null,
    start: false, x: 0, y: 0, width: 1, height: 1, ...more,
  };
}

const picture: Picture = {
  width: 1, height: 1, edges: [], notes: [], direction: "down",
  nodes: [
    node("A", {}),
    node("P", { kind: "frame", state_type: "Parallel" }),
    node("P#branch1", { kind: "branch", state: "P", branch: 1, parent: "P" }),
    node("P/B", { parent: "P#branch1" }),
    node("M", { kind: "frame", state_type: "Map" }),
    node("M/C", { parent: "M" }),
  ],
};

it("says where a state stands and what its end is", () => {
  expect(placeOf(picture, "A", ["A"])).toEqual({ machine: [], branch: null, words: null, end: "End" });
  expect(placeOf(picture, "P/B", ["P", "B"])).toEqual({ machine: ["P"], branch: 1, words: "In P, branch 2", end: "End of branch 2" });
  expect(placeOf(picture, "M/C", ["M", "C"])).toEqual({ machine: ["M"], branch: null, words: "In M", end: "End of the iteration" });
});
