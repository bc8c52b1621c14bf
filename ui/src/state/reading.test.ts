import { expect, test } from "vitest";
import type { OutlineEntry, PictureNode, Reading, ReadingChange } from "../schema";
import { followed } from "./reading";

const node = (id: string, y: number): PictureNode => ({
  id, kind: "state", state: id, state_type: "Pass", title: id, subtitle: "", service: null, badges: [], rules: [], note: [], parent: null, branch: null,
  start: false, x: 5, y, width: 10, height: 10,
});
const entry = (key: string, from: number): OutlineEntry => ({ key, name: key, state_type: "Pass", from, to: from + 9, name_from: from, name_to: from + 3 });

const before: Reading = {
  number: 4, current: true, partial: false, reason: null, view: { folded: [], within: null, notes: false }, problems: [], query_language: "JSONPath",
  picture: {
    width: 100, height: 100, notes: [], direction: "down", nodes: [node("A", 0), node("B", 50)],
    edges: [{ id: "A-B", from: "A", to: "B", edge: { kind: "next" }, label: null, points: [{ x: 5, y: 10 }, { x: 5, y: 50 }], merges_at: null, label_at: { x: 5, y: 20 }, back: false }],
  },
  outline: [entry("A", 10), entry("B", 20)],
};

const change: ReadingChange = {
  since: 4, number: 5, current: true, partial: false, reason: null, view: before.view, problems: [], query_language: "JSONPath",
  picture: {
    width: 100, height: 150, notes: [], direction: "down",
    nodes: [{ from: 0, count: 1, moved: null, then: [node("X", 50)] }, { from: 1, count: 1, moved: { x: 0, y: 50, text: 0 }, then: [] }],
    edges: [{ from: 0, count: 1, moved: { x: 1, y: 50, text: 0 }, then: [] }],
  },
  outline: [{ from: 0, count: 1, moved: null, then: [entry("X", 20)] }, { from: 1, count: 1, moved: { x: 0, y: 0, text: 10 }, then: [] }],
};

test("what was kept is the same, what moved is where it went, what is new is there", () => {
  const now = followed(before, change);
  expect(now?.number).toBe(5);
  expect(now?.picture.nodes).toEqual([node("A", 0), node("X", 50), node("B", 100)]);
  expect(now?.picture.nodes[0]).toBe(before.picture.nodes[0]);
  expect(now?.picture.edges[0]?.points).toEqual([{ x: 6, y: 60 }, { x: 6, y: 100 }]);
  expect(now?.picture.edges[0]?.label_at).toEqual({ x: 6, y: 70 });
  expect(now?.outline).toEqual([entry("A", 10), entry("X", 20), entry("B", 30)]);
  expect(now?.picture.height).toBe(150);
});

test("a change of another reading is refused, and so is one that keeps what is not there", () => {
  expect(followed({ ...before, number: 3 }, change)).toBeNull();
  expect(followed({ ...before, outline: [] }, change)).toBeNull();
});
