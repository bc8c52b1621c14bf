import { expect, test } from "vitest";
import type { Picture, PictureEdge, PictureNode } from "../../schema";
import { sample } from "./fixture";
import { toFlow } from "./flow";
import { followView, partInView, seenThrough } from "./visible";

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
  const { nodes, edges } = partInView(flow, seen, null);
  for (const name of ["N20", "N21", "N22", "N23"]) expect(ids(nodes)).toContain(name);
  // The line back passes beside the window, not through it.
  expect(ids(edges)).not.toContain("back");
  expect(nodes.length).toBeLessThan(10);
  const wide = partInView(flow, { ...seen, width: 1320 }, null);
  expect(ids(wide.edges)).toContain("back");
});

test("what lies ahead comes one by one, stays for a while, and goes", () => {
  const flow = toFlow(tower());
  const look = followView();
  const at = (y: number) => look(flow, { x: -900, y, width: 1000, height: 1000 });
  at(3000);
  at(3000);
  let before = ids(at(3000).nodes);
  expect(before).not.toContain("N43");
  for (let y = 3010; y <= 3400; y += 10) {
    const now = ids(at(y).nodes);
    const inWindow = (name: string) => Number(name.slice(1)) * 100 <= y + 1000 && Number(name.slice(1)) * 100 + 60 >= y;
    expect(now.filter((name) => !before.includes(name) && !inWindow(name)).length).toBeLessThanOrEqual(1);
    before = now;
  }
  expect(before).toContain("N31");
  expect(before).not.toContain("N29");
});

test("it is the same part while nothing comes or goes, and a new one when a card in it changes", () => {
  const picture = tower();
  const flow = toFlow(picture);
  const seen = { x: -900, y: 0, width: 1000, height: 300 };
  let part = partInView(flow, seen, null);
  for (let turn = 0; turn < 5; turn++) part = partInView(flow, seen, part);
  expect(partInView(flow, { ...seen, y: 1 }, part)).toBe(part);
  const changed = { ...picture, nodes: picture.nodes.map((node) => (node.id === "N1" ? { ...node, title: "Other" } : node)) };
  const next = partInView(toFlow(changed, flow), seen, part);
  expect(next).not.toBe(part);
  const elsewhere = { ...picture, nodes: picture.nodes.map((node) => (node.id === "N80" ? { ...node, title: "Other" } : node)) };
  expect(partInView(toFlow(elsewhere, flow), seen, part)).toBe(part);
});
