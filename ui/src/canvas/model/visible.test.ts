import { expect, test } from "vitest";
import type { Picture, PictureEdge, PictureNode } from "../../schema";
import { sample } from "./fixture";
import { toFlow } from "./flow";
import { followView, seenThrough } from "./visible";

/** A hundred cards below each other, 100 apart, and a line from the last one back to the first. */
function tower(): Picture {
  const some = sample();
  const node = some.nodes.find(({ kind }) => kind === "state") as PictureNode;
  const edge = some.edges[0] as PictureEdge;
  const nodes = Array.from({ length: 100 }, (_, at): PictureNode => ({ ...node, id: `N${at}`, state: `N${at}`, parent: null, x: 0, y: at * 100, width: 200, height: 60 }));
  const edges = nodes.slice(1).map(({ id, y }, at): PictureEdge => ({ ...edge, id: `N${at}|next|${id}`, from: `N${at}`, to: id, label: null, label_at: null, points: [{ x: 100, y: y - 40 }, { x: 100, y }] }));
  const back: PictureEdge = { ...edge, id: "back", from: "N99", to: "N0", points: [{ x: 200, y: 9930 }, { x: 400, y: 9930 }, { x: 400, y: 30 }, { x: 200, y: 30 }] };
  return { ...some, width: 500, height: 10_000, nodes, edges: [...edges, back] };
}

const ids = (some: readonly { id: string }[]): string[] => some.map(({ id }) => id);

test("what the window shows is there whole", () => {
  const flow = toFlow(tower());
  const seen = seenThrough({ x: 450, y: -1000, zoom: 0.5 }, { width: 500, height: 175 });
  expect(seen).toEqual({ x: -900, y: 2000, width: 1000, height: 350 });
  const { nodes, edges } = followView().part(flow, seen);
  expect(ids(nodes)).toEqual(["N20", "N21", "N22", "N23"]);
  // The line back passes beside the window, not through it.
  expect(ids(edges)).not.toContain("back");
  const wide = followView().part(flow, { ...seen, width: 1320 });
  expect(ids(wide.edges)).toContain("back");
});

test("what lies ahead comes one by one when there is time for it, stays for a while, and goes", () => {
  const flow = toFlow(tower());
  const view = followView();
  const at = (y: number) => ids(view.part(flow, { x: -900, y, width: 1000, height: 1000 }).nodes);
  const shown = (y: number) => Array.from({ length: 100 }, (_, at) => at).filter((at) => at * 100 <= y + 1000 && at * 100 + 60 >= y).map((at) => `N${at}`);
  expect(at(3000)).toEqual(shown(3000));
  // A window that moves gets what it shows, keeps what it had, and nothing ahead.
  expect(at(3050)).toEqual(shown(3000));
  expect(at(3110)).toEqual([...shown(3000), "N41"]);
  const ahead: string[] = [];
  for (let turn = 0; turn < 20; turn++) {
    const before = at(3110);
    if (!view.tend()) break;
    ahead.push(...at(3110).filter((name) => !before.includes(name)));
    expect(at(3110).length).toBeLessThanOrEqual(before.length + 1);
  }
  expect(ahead).toEqual(["N27", "N28", "N29", "N42", "N43", "N44"]);
  expect(view.tend()).toBe(false);
  // Far from there all of it is left behind, and goes when there is time for it.
  expect(new Set(at(8000))).toEqual(new Set([...shown(3000), ...shown(3110), ...ahead, ...shown(8000)]));
  view.tend();
  expect(at(8000)).toEqual(shown(8000));
});

test("what was left behind is taken out at once, when it is much or nothing else is to be done", () => {
  const flow = toFlow(tower());
  const view = followView();
  const at = (y: number) => ids(view.part(flow, { x: -900, y, width: 1000, height: 1000 }).nodes);
  at(3000);
  while (view.tend()) at(3000);
  expect(at(3500)).toContain("N27");
  // Cards that are missing come first.
  expect(view.tend()).toBe(true);
  expect(at(3500)).toContain("N27");
  while (view.tend()) at(3500);
  expect(at(3500)).not.toContain("N27");
  expect(at(4600)).toContain("N32");
  expect(view.tend()).toBe(true);
  expect(at(4600)).not.toContain("N32");
});

test("it is the same part while nothing comes or goes, and a new one when a card in it changes", () => {
  const picture = tower();
  const flow = toFlow(picture);
  const seen = { x: -900, y: 0, width: 1000, height: 300 };
  const view = followView();
  view.part(flow, seen);
  while (view.tend());
  const part = view.part(flow, seen);
  expect(view.part(flow, { ...seen, y: 1 })).toBe(part);
  const elsewhere = toFlow({ ...picture, nodes: picture.nodes.map((node) => (node.id === "N80" ? { ...node, title: "Other" } : node)) }, flow);
  expect(view.part(elsewhere, seen)).toBe(part);
  const changed = toFlow({ ...picture, nodes: picture.nodes.map((node) => (node.id === "N1" ? { ...node, title: "Other" } : node)) }, flow);
  const next = view.part(changed, seen);
  expect(next).not.toBe(part);
  expect(next.nodes.find(({ id }) => id === "N1")?.data.node.title).toBe("Other");
  expect(ids(next.nodes)).toEqual(ids(part.nodes));
});
