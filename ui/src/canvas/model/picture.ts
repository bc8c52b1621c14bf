import type { Picture, PictureEdge, PictureNode } from "../../schema";
import { pathOfKey } from "../../state/stateKey";

/** A state's path of names from the top level, as one text. */
export type StateKey = string;

/** One machine of the document: the top level, a Parallel's branch or a Map's processor. */
export interface Level {
  /** The node that its states lie in; none at the top level. */
  node: string | null;
  /** Names of the states around it, as edits take them. */
  machine: string[];
  /** Which branch of a Parallel; none otherwise. */
  branch: number | null;
}

/** A picture with the ways around it. */
export interface Plan {
  picture: Picture;
  node(id: string): PictureNode | undefined;
  edge(id: string): PictureEdge | undefined;
  /** The card or frame of a state. */
  state(key: StateKey): PictureNode | undefined;
  children(id: string | null): readonly PictureNode[];
  out(id: string): readonly PictureEdge[];
  into(id: string): readonly PictureEdge[];
  depth(id: string): number;
  /** The machine that the node is part of. */
  level(id: string): Level;
  /** The machine that lies in a branch (or in a Map's frame). */
  levelInside(id: string | null): Level;
  /** Names of all states: they must be unique over all levels. */
  names: ReadonlySet<string>;
}

const none: readonly never[] = [];
const plans = new WeakMap<Picture, Plan>();

export function planOf(picture: Picture): Plan {
  const known = plans.get(picture);
  if (known !== undefined) return known;
  const plan = makePlan(picture);
  plans.set(picture, plan);
  return plan;
}

export function isState(node: PictureNode): boolean {
  return node.kind === "state" || node.kind === "frame";
}

function makePlan(picture: Picture): Plan {
  const nodes = new Map<string, PictureNode>();
  const states = new Map<StateKey, PictureNode>();
  const children = new Map<string | null, PictureNode[]>();
  const edges = new Map<string, PictureEdge>();
  const out = new Map<string, PictureEdge[]>();
  const into = new Map<string, PictureEdge[]>();
  const depths = new Map<string, number>();
  const names = new Set<string>();
  for (const node of picture.nodes) {
    nodes.set(node.id, node);
    put(children, node.parent, node);
    depths.set(node.id, node.parent === null ? 0 : (depths.get(node.parent) ?? 0) + 1);
    if (isState(node)) {
      states.set(node.state ?? node.id, node);
      names.add(node.title);
    }
  }
  for (const edge of picture.edges) {
    edges.set(edge.id, edge);
    put(out, edge.from, edge);
    put(into, edge.to, edge);
  }
  const levelInside = (id: string | null): Level => {
    const node = id === null ? undefined : nodes.get(id);
    if (node === undefined) return { node: null, machine: [], branch: null };
    const holder = node.state ?? node.parent ?? "";
    const type = node.state_type ?? states.get(holder)?.state_type;
    return { node: node.id, machine: holder === "" ? [] : pathOfKey(holder), branch: type === "Map" ? null : node.branch };
  };
  return {
    picture,
    node: (id) => nodes.get(id),
    edge: (id) => edges.get(id),
    state: (key) => states.get(key),
    children: (id) => children.get(id) ?? none,
    out: (id) => out.get(id) ?? none,
    into: (id) => into.get(id) ?? none,
    depth: (id) => depths.get(id) ?? 0,
    level: (id) => levelInside(nodes.get(id)?.parent ?? null),
    levelInside,
    names,
  };
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
