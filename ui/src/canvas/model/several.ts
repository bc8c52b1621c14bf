import { contains, overlaps, type Rect } from "./geometry";
import { isState, type Plan, type StateKey } from "./picture";

/** Whether a state is another one or lies inside it. */
export function isWithin(key: StateKey, other: StateKey): boolean {
  return key === other || key.startsWith(`${other}/`);
}

/** States without those that lie inside another one of them: they go with it. */
export function outermost(keys: readonly StateKey[]): StateKey[] {
  const all = new Set(keys);
  return keys.filter((key) => {
    for (let at = key.lastIndexOf("/"); at > 0; at = key.lastIndexOf("/", at - 1)) if (all.has(key.slice(0, at))) return false;
    return true;
  });
}

/** All states of the machine that a state is in; of the top level where none is given. */
export function statesBeside(plan: Plan, key: StateKey | null): StateKey[] {
  const node = key === null ? undefined : plan.state(key);
  return plan.children(node?.parent ?? null).flatMap((child) => (isState(child) && child.state !== null ? [child.state] : []));
}

/** The state that stands before some states in their machine, or behind them: what they are moved past by one step. */
export function neighbourOf(plan: Plan, keys: readonly StateKey[], way: "earlier" | "later"): StateKey | null {
  const inside = new Set(keys);
  for (const key of keys) {
    const node = plan.state(key);
    if (node === undefined) continue;
    const edges = way === "earlier" ? plan.into(node.id) : plan.out(node.id);
    for (const edge of edges) {
      if (edge.edge.kind === "catch" || edge.edge.kind === "choice" || edge.back) continue;
      const other = plan.node(way === "earlier" ? edge.from : edge.to);
      if (other !== undefined && isState(other) && other.state !== null && !inside.has(other.state)) return other.state;
    }
  }
  return null;
}

/**
 * The states that a lasso takes: cards that it touches, frames that it holds whole. What lies inside a frame that is taken
 * is not named, it goes with it.
 */
export function inLasso(plan: Plan, lasso: Rect): StateKey[] {
  const taken: StateKey[] = [];
  for (const node of plan.picture.nodes) {
    if (node.state === null || !isState(node)) continue;
    const isWhole = contains(lasso, { x: node.x, y: node.y }) && contains(lasso, { x: node.x + node.width, y: node.y + node.height });
    if (node.kind === "frame" ? isWhole : overlaps(lasso, node)) taken.push(node.state);
  }
  return outermost(taken);
}

/** States with one more, or without it where it is among them. */
export function toggled(keys: readonly StateKey[], key: StateKey): StateKey[] {
  return keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key];
}
