import type { PictureEdge, PictureNode, Point } from "../../schema";
import { isState, type Plan } from "./picture";
import { canGoOn } from "./slots";

/** Where a state's execution may go on from: what a connector is dragged from. */
export type Outlet = { state: string } & (
  | { kind: "next" }
  | { kind: "choice"; index: number }
  | { kind: "default" }
  | { kind: "catch"; index: number }
  | { kind: "new_rule" }
  | { kind: "new_catch" }
  /** The first state of the machine that `state` is in. */
  | { kind: "start" }
);

export interface PlacedOutlet {
  outlet: Outlet;
  /** From the card's upper left corner. */
  at: Point;
  /** What it is called, for tooltips and lists. */
  label: string;
  /** Where it leads to now. */
  edge: PictureEdge | null;
}

const catches = new Set(["Task", "Parallel", "Map"]);

/** A state's outlets, in the order to list them: what there is, then what can be added. */
export function outletsOf(plan: Plan, node: PictureNode): PlacedOutlet[] {
  const state = node.state ?? node.id;
  const out = plan.out(node.id);
  const leaves = (edge: PictureEdge | undefined, otherwise: Point): Point => {
    const first = edge?.points[0];
    return first === undefined ? otherwise : { x: first.x - node.x, y: first.y - node.y };
  };
  const head = { x: node.width, y: Math.min(node.height, 56) / 2 };
  const [ahead, beside] =
    plan.picture.direction === "right"
      ? [{ x: node.width, y: node.height / 2 }, { x: 40, y: node.height }]
      : [{ x: node.width / 2, y: node.height }, head];
  const found: PlacedOutlet[] = [];
  if (node.state_type === "Choice") {
    for (const row of node.rules) {
      if (row.index === null) continue;
      const { index } = row;
      const edge = out.find((one) => one.edge.kind === "choice" && one.edge.index === index);
      found.push({ outlet: { state, kind: "choice", index }, at: row.outlet, label: `Rule ${index + 1}: ${row.label}`, edge: edge ?? null });
    }
    const edge = out.find((one) => one.edge.kind === "default");
    const row = node.rules.find(({ index }) => index === null);
    found.push({ outlet: { state, kind: "default" }, at: row?.outlet ?? ahead, label: "Default", edge: edge ?? null });
    found.push({ outlet: { state, kind: "new_rule" }, at: head, label: "New rule", edge: null });
  } else if (canGoOn(node)) {
    const edge = out.find((one) => one.edge.kind === "next" || one.edge.kind === "end");
    found.push({ outlet: { state, kind: "next" }, at: leaves(edge, ahead), label: "Next", edge: edge ?? null });
  }
  if (catches.has(node.state_type ?? "")) {
    for (const edge of out) {
      if (edge.edge.kind !== "catch") continue;
      const label = `Catcher ${edge.edge.index + 1}${edge.label === null ? "" : `: ${edge.label}`}`;
      found.push({ outlet: { state, kind: "catch", index: edge.edge.index }, at: leaves(edge, beside), label, edge });
    }
    found.push({ outlet: { state, kind: "new_catch" }, at: beside, label: "New catcher", edge: null });
  }
  return found;
}

/** The outlet that an edge comes from. */
export function outletOfEdge(plan: Plan, edge: PictureEdge): Outlet | null {
  const from = plan.node(edge.from);
  if (edge.edge.kind === "start") {
    const first = plan.node(edge.to);
    return first === undefined ? null : { state: first.state ?? first.id, kind: "start" };
  }
  if (from === undefined || !isState(from)) return null;
  const state = from.state ?? from.id;
  switch (edge.edge.kind) {
    case "next":
      return { state, kind: "next" };
    case "end":
      return canGoOn(from) ? { state, kind: "next" } : null;
    case "choice":
      return { state, kind: "choice", index: edge.edge.index };
    case "default":
      return { state, kind: "default" };
    case "catch":
      return { state, kind: "catch", index: edge.edge.index };
  }
}

/** Why a connector may not lead to a node, in words for the person; `null` when it may. */
export function refusal(plan: Plan, outlet: Outlet, target: PictureNode): string | null {
  const from = plan.state(outlet.state);
  if (from === undefined) return "The state is gone.";
  if (target.kind === "end") {
    return outlet.kind === "next" ? null : "Only Next can end the workflow; a rule or catcher leads to a state.";
  }
  if (!isState(target)) return "Connect to a state.";
  const mine = plan.level(from.id);
  const its = plan.level(target.id);
  if (mine.node !== its.node) return `${target.title} is in another branch or machine. A state can only lead to states beside it.`;
  return null;
}

/** States (and the end) that a connector may lead to, in the order of the picture. */
export function targetsOf(plan: Plan, outlet: Outlet): PictureNode[] {
  return plan.picture.nodes.filter((node) => (isState(node) || node.kind === "end") && refusal(plan, outlet, node) === null);
}
