import { Position, type Edge as FlowEdgeOf, type Node as FlowNodeOf } from "@xyflow/react";
import type { FlowDirection, Picture, PictureEdge, PictureNode } from "../../schema";
import { edgeLabel, nodeLabel } from "./label";
import { planOf } from "./picture";

export type FlowNodeType = "state" | "choice" | "frame" | "branch" | "pill";
/** `isNew`: it was not in the picture before, and fades in. */
export type FlowNode = FlowNodeOf<{ node: PictureNode; depth: number; isNew: boolean }, FlowNodeType>;
export type FlowEdge = FlowEdgeOf<{ edge: PictureEdge; layer: number; isNew: boolean }, "route">;

export interface Flow {
  nodes: FlowNode[];
  edges: FlowEdge[];
}

export const emptyFlow: Flow = { nodes: [], edges: [] };

/**
 * The picture as React Flow takes it. Nodes and edges that are as before stay the same objects, so that only what
 * changed is drawn again. Places are absolute: the picture is placed already, nothing is laid out here.
 */
export function toFlow(picture: Picture, before: Flow = emptyFlow): Flow {
  const plan = planOf(picture);
  const oldNodes = new Map(before.nodes.map((node) => [node.id, node]));
  const oldEdges = new Map(before.edges.map((edge) => [edge.id, edge]));
  const isNew = newcomers(picture, before);
  const nodes = picture.nodes.map((node) => {
    const depth = plan.depth(node.id);
    const old = oldNodes.get(node.id);
    const stays = old !== undefined && old.data.depth === depth && old.sourcePosition === sides[picture.direction].source && same(old.data.node, node);
    return stays ? old : flowNode(node, depth, isNew.has(node.id), picture.direction);
  });
  const edges: FlowEdge[] = [];
  for (const edge of picture.edges) {
    const from = plan.node(edge.from);
    const to = plan.node(edge.to);
    if (from === undefined || to === undefined) continue;
    const label = edgeLabel(edge, from, to);
    const zIndex = layer(plan.depth(edge.from), "edge");
    const old = oldEdges.get(edge.id);
    const stays = old?.data !== undefined && old.ariaLabel === label && old.zIndex === zIndex && same(old.data.edge, edge);
    edges.push(stays ? old : flowEdge(edge, label, zIndex, isNew.has(edge.id)));
  }
  return { nodes, edges };
}

/** Each level lies over the one around it: its frame, then its edges (one layer is left for those that stand out), then its cards. */
function layer(depth: number, what: "area" | "edge" | "card"): number {
  return depth * 4 + (what === "area" ? 0 : what === "edge" ? 1 : 3);
}

const sides = {
  down: { source: Position.Bottom, target: Position.Top },
  right: { source: Position.Right, target: Position.Left },
} as const;

function flowNode(node: PictureNode, depth: number, isNew: boolean, direction: FlowDirection): FlowNode {
  const type: FlowNodeType =
    node.kind === "start" || node.kind === "end" ? "pill"
    : node.kind === "frame" ? "frame"
    : node.kind === "branch" ? "branch"
    : node.rules.length > 0 || node.state_type === "Choice" ? "choice"
    : "state";
  // React Flow compares these with the element's whole pixels; a fraction would have it measure again and again.
  const width = Math.round(node.width);
  const height = Math.round(node.height);
  const area = type === "frame" || type === "branch";
  const stands = type !== "branch" && type !== "pill";
  return {
    id: node.id,
    type,
    position: { x: node.x, y: node.y },
    data: { node, depth, isNew },
    width,
    height,
    measured: { width, height },
    // Routes come with the picture; React Flow only wants to know that both ends of an edge are there.
    sourcePosition: sides[direction].source,
    targetPosition: sides[direction].target,
    handles:
      direction === "right"
        ? [
            { type: "source", position: Position.Right, x: width, y: height / 2, width: 1, height: 1 },
            { type: "target", position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
          ]
        : [
            { type: "source", position: Position.Bottom, x: width / 2, y: height, width: 1, height: 1 },
            { type: "target", position: Position.Top, x: width / 2, y: 0, width: 1, height: 1 },
          ],
    zIndex: layer(depth, area ? "area" : "card"),
    draggable: false,
    connectable: false,
    deletable: false,
    selectable: false,
    focusable: stands,
    ariaRole: "group",
    // One card at a time is reached with Tab, the others with the arrow keys: cards set this for themselves.
    domAttributes: stands ? { tabIndex: -1, "aria-roledescription": "state" } : { "aria-roledescription": undefined },
    ariaLabel: nodeLabel(node, null),
    // A branch is an area of its frame: what happens over it happens to what lies in it, or to the canvas.
    className: type,
  };
}

function flowEdge(edge: PictureEdge, ariaLabel: string, zIndex: number, isNew: boolean): FlowEdge {
  return {
    id: edge.id,
    type: "route",
    source: edge.from,
    target: edge.to,
    data: { edge, layer: zIndex, isNew },
    zIndex,
    ariaLabel,
    focusable: false,
    selectable: false,
    deletable: false,
    reconnectable: false,
  };
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

/**
 * Ids of nodes and edges that were not there before. What stands exactly where something else stood that is gone was only
 * renamed (its id has the name in it); in a first picture nothing is new.
 */
export function newcomers(picture: Picture, before: Flow): Set<string> {
  if (before.nodes.length === 0) return new Set();
  const known = new Set([...before.nodes, ...before.edges].map(({ id }) => id));
  const there = new Set([...picture.nodes, ...picture.edges].map(({ id }) => id));
  const left = new Set([
    ...before.nodes.flatMap(({ id, data }) => (there.has(id) ? [] : [placeOf(data.node)])),
    ...before.edges.flatMap(({ id, data }) => (there.has(id) || data === undefined ? [] : [routeOf(data.edge)])),
  ]);
  return new Set([
    ...picture.nodes.flatMap((node) => (known.has(node.id) || left.has(placeOf(node)) ? [] : [node.id])),
    ...picture.edges.flatMap((edge) => (known.has(edge.id) || left.has(routeOf(edge)) ? [] : [edge.id])),
  ]);
}

const placeOf = ({ kind, x, y, width, height }: PictureNode): string => JSON.stringify([kind, x, y, width, height]);
const routeOf = ({ edge, points }: PictureEdge): string => JSON.stringify([edge, points]);
