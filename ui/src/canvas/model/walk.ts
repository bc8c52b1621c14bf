import type { PictureNode } from "../../schema";
import type { Rect } from "./geometry";
import { isState, type Plan } from "./picture";
import { frameHead } from "./slots";

export type Direction = "up" | "down" | "left" | "right";

/**
 * A frame is walked to as its header, so that what lies inside it lies below it; where the flow goes to the right as the header's beginning,
 * so that its first states do not lie behind it.
 */
function box(plan: Plan, node: PictureNode): Rect {
  const { x, y, width, height } = node;
  if (node.kind !== "frame") return { x, y, width, height };
  return { x, y, width: plan.picture.direction === "right" ? Math.min(width, 220) : width, height: frameHead(node) };
}

/** How far `to` lies in the direction, and how far aside; null where it does not lie that way. */
function way(from: Rect, to: Rect, direction: Direction): { ahead: number; aside: number } | null {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2);
  const dy = to.y + to.height / 2 - (from.y + from.height / 2);
  switch (direction) {
    case "up":
      return dy < -1 ? { ahead: -dy, aside: Math.abs(dx) } : null;
    case "down":
      return dy > 1 ? { ahead: dy, aside: Math.abs(dx) } : null;
    case "left":
      return dx < -1 ? { ahead: -dx, aside: Math.abs(dy) } : null;
    case "right":
      return dx > 1 ? { ahead: dx, aside: Math.abs(dy) } : null;
  }
}

/** States connected with this one: what it leads to and comes from, also in and out of frames. */
function connected(plan: Plan, from: PictureNode): Set<PictureNode> {
  const found = new Set<PictureNode>();
  const add = (node: PictureNode | undefined): void => {
    if (node !== undefined && isState(node) && node !== from) found.add(node);
  };
  for (const edge of plan.out(from.id)) add(plan.node(edge.to));
  for (const edge of plan.into(from.id)) {
    const source = plan.node(edge.from);
    add(source);
    // What a common state leads to lies beside this one.
    if (source !== undefined && isState(source)) for (const other of plan.out(source.id)) add(plan.node(other.to));
  }
  if (from.kind === "frame") for (const first of firstInside(plan, from)) add(first);
  // The states that the other branches begin with lie beside the ones of this branch.
  const frame = frameAround(plan, from);
  if (frame !== undefined) {
    add(frame);
    for (const first of firstInside(plan, frame)) add(first);
    for (const edge of plan.out(frame.id)) add(plan.node(edge.to));
  }
  return found;
}

function frameAround(plan: Plan, node: PictureNode): PictureNode | undefined {
  let parent = node.parent === null ? undefined : plan.node(node.parent);
  while (parent !== undefined && parent.kind !== "frame") parent = parent.parent === null ? undefined : plan.node(parent.parent);
  return parent;
}

/** The states that the machines inside a frame begin with. */
function firstInside(plan: Plan, frame: PictureNode): PictureNode[] {
  const found: PictureNode[] = [];
  const areas = [frame, ...plan.children(frame.id).filter((child) => child.kind === "branch")];
  for (const area of areas) {
    const children = plan.children(area.id);
    const first = children.find((child) => isState(child) && child.start) ?? children.find(isState);
    if (first !== undefined) found.push(first);
  }
  return found;
}

/**
 * The state that an arrow key leads to: the nearest connected one that way, else the nearest of all that way.
 * From nothing any arrow leads to the first state.
 */
export function walk(plan: Plan, from: string | null, direction: Direction): string | null {
  const start = from === null ? undefined : plan.state(from);
  if (start === undefined) return plan.picture.nodes.find(isState)?.state ?? null;
  const nearest = (nodes: Iterable<PictureNode>, steep: number): PictureNode | null => {
    let best: PictureNode | null = null;
    let cost = Infinity;
    for (const node of nodes) {
      if (node === start || !isState(node)) continue;
      const to = way(box(plan, start), box(plan, node), direction);
      if (to === null || to.aside > to.ahead * steep) continue;
      const price = to.ahead + to.aside * 2;
      if (price < cost) {
        cost = price;
        best = node;
      }
    }
    return best;
  };
  const found = nearest(connected(plan, start), 4) ?? nearest(plan.picture.nodes, 2);
  return found === null ? null : (found.state ?? found.id);
}
