import type { FlowDirection, Picture, PictureEdge, PictureNode, Point } from "../../schema";
import { contains, distance, distanceToRoute, type Rect } from "./geometry";
import { isState, planOf, type Level, type Plan } from "./picture";
import { legs } from "./route";

/** A place where a state can be put in. */
export interface Slot {
  /** Unique in the picture. */
  id: string;
  /** The middle of the line that is drawn for it. */
  at: Point;
  /** Whether the line lies across an upright piece of the diagram (then it is level) or along one. */
  level: boolean;
  into: SlotPlace;
}

export type SlotPlace =
  /** On an edge: between its ends. */
  | { kind: "edge"; edge: string }
  /** Before a state that several edges lead to, or none. */
  | { kind: "before"; state: string }
  /** After a state that no edge leads on from: the last one of a machine inside a frame, where no pill is drawn. */
  | { kind: "after"; state: string }
  /** In a machine without states. */
  | { kind: "inside"; level: Level; area: Rect };

const slotsByPicture = new WeakMap<Picture, Slot[]>();

/** All places where a state can be put in, in the order of the picture. */
export function slotsOf(picture: Picture): Slot[] {
  const known = slotsByPicture.get(picture);
  if (known !== undefined) return known;
  const plan = planOf(picture);
  const slots: Slot[] = [];
  for (const edge of picture.edges) if (takesState(plan, edge)) slots.push(edgeSlot(edge, picture.direction));
  for (const node of picture.nodes) {
    const inside = insideSlot(plan, node);
    if (inside !== null) slots.push(inside);
    if (!isState(node)) continue;
    if (plan.into(node.id).length === 0) slots.push(besideSlot(node, "before", picture.direction));
    if (!endsMachine(node) && goesOn(plan, node) === undefined) slots.push(besideSlot(node, "after", picture.direction));
  }
  slotsByPicture.set(picture, slots);
  return slots;
}

/** Whether a state can stand on the edge: not behind one that ends its machine whatever follows. */
function takesState(plan: Plan, edge: PictureEdge): boolean {
  if (legs(edge.points).length < 2) return false;
  const from = plan.node(edge.from);
  return from !== undefined && !(edge.edge.kind === "end" && endsMachine(from));
}

function endsMachine(node: PictureNode): boolean {
  return node.state_type === "Succeed" || node.state_type === "Fail";
}

/** Whether the state's type has a `Next`. */
export function canGoOn(node: PictureNode): boolean {
  return node.state_type !== "Choice" && !endsMachine(node);
}

/** The edge that a state's execution takes when nothing special happens. */
function goesOn(plan: Plan, node: PictureNode): PictureEdge | undefined {
  return plan.out(node.id).find(({ edge }) => edge.kind === "next" || edge.kind === "end" || edge.kind === "default");
}

const besideGap = 10;

function besideSlot(node: PictureNode, kind: "before" | "after", direction: FlowDirection): Slot {
  const level = direction === "down";
  const place = (start: number, size: number): number => (kind === "before" ? start - besideGap : start + size + besideGap);
  const at = level
    ? { x: node.x + node.width / 2, y: place(node.y, node.height) }
    : { x: place(node.x, node.width), y: node.y + node.height / 2 };
  return {
    id: `${kind} ${node.id}`,
    at,
    level,
    into: { kind, state: node.state ?? node.id },
  };
}

const edgeSlot = (edge: PictureEdge, direction: FlowDirection): Slot => ({ id: `on ${edge.id}`, ...slotOnRoute(edge, direction), into: { kind: "edge", edge: edge.id } });

/**
 * Where the slot's line crosses the route: the middle of the longest leg along the flow that can show it (short ones are often
 * shared with other edges), else of the longest leg. A label is stepped aside from.
 */
export function slotOnRoute(edge: Pick<PictureEdge, "points" | "label_at">, direction: FlowDirection = "down"): Pick<Slot, "at" | "level"> {
  const points = legs(edge.points);
  let best: { a: Point; b: Point; length: number; upright: boolean } | null = null;
  for (let i = 0; i + 1 < points.length; i++) {
    const a = points[i]!;
    const b = points[i + 1]!;
    const upright = Math.abs(b.x - a.x) < Math.abs(b.y - a.y);
    // A leg under the label has little room left.
    const hasLabel = edge.label_at !== null && distanceToRoute(edge.label_at, [a, b]) < 12;
    const leg = { a, b, length: hasLabel ? distance(a, b) - 24 : distance(a, b), upright };
    const fits = (one: typeof leg): boolean => one.upright === (direction === "down") && one.length >= 20;
    if (best === null || (fits(leg) === fits(best) ? leg.length > best.length : fits(leg))) best = leg;
  }
  if (best === null) return { at: points[0] ?? { x: 0, y: 0 }, level: true };
  const { a, b, upright } = best;
  const length = distance(a, b);
  let share = 0.5;
  const label = edge.label_at;
  if (label !== null) {
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    if (distance(middle, label) < 18) share = Math.max(0.5, 1 - Math.min(14, length / 3) / length);
  }
  return { at: { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }, level: upright };
}

/** A branch (or a Map's frame) without states is one slot over its whole area. */
function insideSlot(plan: Plan, node: PictureNode): Slot | null {
  if (node.kind !== "branch" && node.kind !== "frame") return null;
  const within = plan.children(node.id);
  if (within.some((child) => child.kind === "branch" || child.kind === "state" || child.kind === "frame")) return null;
  // A Parallel without branches has no machine yet that a state could be put in.
  if (node.kind === "frame" && node.state_type === "Parallel") return null;
  const area: Rect = { x: node.x, y: node.y, width: node.width, height: node.height };
  const head = frameHead(node);
  const at = { x: area.x + area.width / 2, y: area.y + head + (area.height - head) / 2 };
  return { id: `in ${node.id}`, at, level: true, into: { kind: "inside", level: plan.levelInside(node.id), area } };
}

/** Height of a node's note, as the picture has room for it. */
export function noteHeight(node: PictureNode): number {
  return node.note.length === 0 ? 0 : 8 + 16 * node.note.length;
}

/** Height of a frame's header; a Map's has a second line that says what it iterates over. Nothing for other nodes. */
export function frameHead(node: PictureNode): number {
  return node.kind !== "frame" ? 0 : (node.state_type === "Map" ? 56 : 32) + noteHeight(node);
}

/** Whether states can go to a slot: it is not inside one of them, and not where they stand already. */
export function takesStates(plan: Plan, { into }: Slot, keys: ReadonlySet<string>): boolean {
  const isOwn = (node: PictureNode | undefined): boolean => {
    for (let at = node; at !== undefined; at = at.parent === null ? undefined : plan.node(at.parent)) {
      if (at.state !== null && keys.has(at.state)) return true;
    }
    return false;
  };
  switch (into.kind) {
    case "inside":
      return !isOwn(into.level.node === null ? undefined : plan.node(into.level.node));
    case "before":
    case "after":
      return !isOwn(plan.state(into.state));
    case "edge": {
      const edge = plan.edge(into.edge);
      if (edge === undefined || isOwn(plan.node(edge.from))) return false;
      // One of several edges that lead to it may become the only one.
      return !isOwn(plan.node(edge.to)) || plan.into(edge.to).length > 1;
    }
  }
}

/**
 * The slot that a drop at this place means, or none, among those that `takes` allows. Over a card the half where the flow leaves it means after it and the other
 * before it; a Choice's rule means that rule's edge; elsewhere the nearest edge within `reach` counts, then the nearest slot
 * within three times that.
 */
export function slotAt(picture: Picture, at: Point, reach: number, takes: (slot: Slot) => boolean = () => true): Slot | null {
  const slots = slotsOf(picture).filter(takes);
  const plan = planOf(picture);
  const under = cardAt(plan, at);
  if (under !== null) {
    const card = slotOfCard(plan, slots, under, at);
    if (card !== null) return takes(card) ? card : null;
  }
  let area: Slot | null = null;
  for (const slot of slots) {
    // Parents stand before their children, so the last area that holds the place is the innermost.
    if (slot.into.kind === "inside" && contains(slot.into.area, at)) area = slot;
  }
  if (area !== null) return area;
  let near: Slot | null = null;
  let best = reach;
  for (const slot of slots) {
    if (slot.into.kind !== "edge") continue;
    const route = plan.edge(slot.into.edge)?.points ?? [];
    // A place nearer to the slot's own line wins over a mere crossing of another edge.
    const away = Math.min(distanceToRoute(at, route), distance(at, slot.at) / 2);
    if (away < best) {
      best = away;
      near = slot;
    }
  }
  if (near !== null) return near;
  best = reach * 3;
  for (const slot of slots) {
    const away = distance(at, slot.at);
    if (away < best) {
      best = away;
      near = slot;
    }
  }
  return near;
}

/** The innermost card under a place; a frame counts by its header only, what is below belongs to its machine. */
function cardAt(plan: Plan, at: Point): PictureNode | null {
  let found: PictureNode | null = null;
  for (const node of plan.picture.nodes) {
    if (node.kind === "branch" || !contains(node, at)) continue;
    if (node.kind === "frame" && at.y > node.y + frameHead(node)) continue;
    found = node;
  }
  return found;
}

function slotOfCard(plan: Plan, slots: Slot[], card: PictureNode, at: Point): Slot | null {
  const onEdge = (edge: PictureEdge | undefined): Slot | null =>
    edge === undefined ? null : (slots.find((slot) => slot.into.kind === "edge" && slot.into.edge === edge.id) ?? null);
  const out = plan.out(card.id);
  if (card.kind === "start") return onEdge(out[0]);
  if (card.kind === "end") return onEdge(nearestEdge(plan.into(card.id), at));
  for (const row of card.rules) {
    const y = at.y - card.y;
    if (y < row.y || y > row.y + row.height) continue;
    const rule = out.find(({ edge }) => (row.index === null ? edge.kind === "default" : edge.kind === "choice" && edge.index === row.index));
    const slot = onEdge(rule);
    if (slot !== null) return slot;
  }
  const isRight = plan.picture.direction === "right";
  const behind = card.kind !== "frame" && (isRight ? at.x > card.x + card.width / 2 : at.y > card.y + card.height / 2);
  const after = onEdge(goesOn(plan, card)) ?? slots.find(({ into }) => into.kind === "after" && into.state === (card.state ?? card.id)) ?? null;
  return behind && after !== null ? after : beforeSlot(plan, slots, card);
}

function nearestEdge(edges: readonly PictureEdge[], at: Point): PictureEdge | undefined {
  return edges.reduce<PictureEdge | undefined>(
    (best, edge) => (best === undefined || distanceToRoute(at, edge.points) < distanceToRoute(at, best.points) ? edge : best),
    undefined,
  );
}

/** Before a state: on the one edge that leads to it, else over it, so that all that lead to it lead to the new one. */
function beforeSlot(plan: Plan, slots: Slot[], card: PictureNode): Slot {
  const into = plan.into(card.id);
  const only = into.length === 1 ? into[0] : undefined;
  if (only !== undefined) {
    const slot = slots.find(({ into: place }) => place.kind === "edge" && place.edge === only.id);
    if (slot !== undefined) return slot;
  }
  return besideSlot(card, "before", plan.picture.direction);
}

/**
 * The slot for a state that is added without pointing: on the selected edge, after the selected state, inside it where it is a frame
 * with an empty machine and nothing can follow; at the end of the workflow where nothing is selected. None where nothing can follow the selected state.
 */
export function slotToFollow(picture: Picture, selected: { edge: string } | { state: string | null }): Slot | null {
  const slots = slotsOf(picture);
  const plan = planOf(picture);
  const onEdge = (id: string): Slot | undefined => slots.find(({ into }) => into.kind === "edge" && into.edge === id);
  if ("edge" in selected) return onEdge(selected.edge) ?? null;
  const node = selected.state === null ? undefined : plan.state(selected.state);
  if (node === undefined) return lastSlot(plan, slots);
  const next = goesOn(plan, node);
  const after = next === undefined ? undefined : onEdge(next.id);
  return after ?? slots.find(({ into }) => into.kind === "after" && into.state === (node.state ?? node.id)) ?? null;
}

/** At the end of the workflow: on the edge to its end from the furthest state, else after or before that. */
function lastSlot(plan: Plan, slots: Slot[]): Slot | null {
  const stateOf = ({ into }: Slot): PictureNode | undefined =>
    into.kind === "inside" ? undefined : into.kind === "edge" ? plan.node(plan.edge(into.edge)?.from ?? "") : plan.state(into.state);
  const isEnd = ({ into }: Slot): boolean => into.kind === "after" || (into.kind === "edge" && plan.edge(into.edge)?.edge.kind === "end");
  const endOf = ({ x, y, width, height }: PictureNode): number => (plan.picture.direction === "right" ? x + width : y + height);
  const furthest = (some: Slot[]): Slot | null => {
    let found: Slot | null = null;
    let end = -Infinity;
    for (const slot of some) {
      const node = stateOf(slot);
      if (node === undefined || plan.depth(node.id) > 0 || endOf(node) <= end) continue;
      end = endOf(node);
      found = slot;
    }
    return found;
  };
  return furthest(slots.filter(isEnd)) ?? furthest(slots);
}
