import type { Picture, PictureEdge, PictureNode } from "../../schema";
import { edgeLabel, nodeLabel } from "./label";
import { type Plan, planOf } from "./picture";

export type PieceKind = "state" | "choice" | "frame" | "branch" | "pill";

/** A node of the picture as it is drawn. `isNew`: it was not in the picture before, and fades in. */
export interface FlowNode {
  id: string;
  kind: PieceKind;
  zIndex: number;
  label: string;
  data: { node: PictureNode; depth: number; isNew: boolean };
}

/** An edge of the picture as it is drawn. */
export interface FlowEdge {
  id: string;
  zIndex: number;
  label: string;
  /** What it leads from and to, which the label tells. */
  ends: readonly [PictureNode, PictureNode];
  data: { edge: PictureEdge; layer: number; isNew: boolean };
}

/** What is drawn, each piece by itself. */
export interface Flow {
  nodes: FlowNode[];
  edges: FlowEdge[];
}

export const emptyFlow: Flow = { nodes: [], edges: [] };

/**
 * The pieces of a picture. Those that are as before stay the same objects, so that only what changed is drawn again. Places are absolute: the picture is placed already, nothing is laid out here.
 */
export function toFlow(picture: Picture, before: Flow = emptyFlow): Flow {
  const plan = planOf(picture);
  const oldNode = finder(before.nodes);
  const oldEdge = finder(before.edges);
  const news = newsOf(plan, before);
  const nodes = picture.nodes.map((node, at) => {
    const depth = plan.depth(node.id);
    const old = oldNode(node.id, at);
    const stays = old !== undefined && old.data.depth === depth && same(old.data.node, node);
    return stays ? old : flowNode(node, depth, old === undefined && news.isNewNode(node));
  });
  const edges: FlowEdge[] = [];
  for (const edge of picture.edges) {
    const from = plan.node(edge.from);
    const to = plan.node(edge.to);
    if (from === undefined || to === undefined) continue;
    const zIndex = layer(plan.depth(edge.from), "edge");
    const old = oldEdge(edge.id, edges.length);
    const stays = old !== undefined && old.zIndex === zIndex && isCalledAlike(old.ends[0], from) && isCalledAlike(old.ends[1], to) && same(old.data.edge, edge);
    if (stays) edges.push(old);
    else edges.push({ id: edge.id, zIndex, label: edgeLabel(edge, from, to), ends: [from, to], data: { edge, layer: zIndex, isNew: old === undefined && news.isNewEdge(edge) } });
  }
  return { nodes, edges };
}

/** Whether an edge's label says the same of two ends. */
function isCalledAlike(a: PictureNode, b: PictureNode): boolean {
  return a === b || (a.kind === b.kind && a.title === b.title);
}

/** Finds pieces by id: mostly where they are looked for first. */
function finder<Piece extends { id: string }>(all: readonly Piece[]): (id: string, at: number) => Piece | undefined {
  let byId: Map<string, Piece> | null = null;
  return (id, at) => {
    const there = all[at];
    if (there?.id === id) return there;
    byId ??= new Map(all.map((piece) => [piece.id, piece]));
    return byId.get(id);
  };
}

/** Each level lies over the one around it: its frame, then its edges (one layer is left for those that stand out), then its cards. */
function layer(depth: number, what: "area" | "edge" | "card"): number {
  return depth * 4 + (what === "area" ? 0 : what === "edge" ? 1 : 3);
}

function flowNode(node: PictureNode, depth: number, isNew: boolean): FlowNode {
  const kind: PieceKind =
    node.kind === "start" || node.kind === "end" ? "pill"
    : node.kind === "frame" ? "frame"
    : node.kind === "branch" ? "branch"
    : node.rules.length > 0 || node.state_type === "Choice" ? "choice"
    : "state";
  const isArea = kind === "frame" || kind === "branch";
  return { id: node.id, kind, zIndex: layer(depth, isArea ? "area" : "card"), label: nodeLabel(node, null), data: { node, depth, isNew } };
}

/** Deep equality of plain data, as JSON gives it. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

interface News {
  isNewNode: (node: PictureNode) => boolean;
  isNewEdge: (edge: PictureEdge) => boolean;
}

/**
 * Which pieces were not there before, of those whose id was not. What stands exactly where something else stood that is gone was only renamed (its
 * id has the name in it); in a first picture nothing is new.
 */
function newsOf(plan: Plan, before: Flow): News {
  if (before.nodes.length === 0) return { isNewNode: () => false, isNewEdge: () => false };
  // Looked for only when something has come.
  let left: Set<string> | null = null;
  const gone = (): Set<string> => (left ??= new Set([
    ...before.nodes.flatMap(({ id, data }) => (plan.node(id) === undefined ? [placeOf(data.node)] : [])),
    ...before.edges.flatMap(({ id, data }) => (plan.edge(id) === undefined ? [routeOf(data.edge)] : [])),
  ]));
  return { isNewNode: (node) => !gone().has(placeOf(node)), isNewEdge: (edge) => !gone().has(routeOf(edge)) };
}

const placeOf = ({ kind, x, y, width, height }: PictureNode): string => JSON.stringify([kind, x, y, width, height]);
const routeOf = ({ edge, points }: PictureEdge): string => JSON.stringify([edge, points]);
