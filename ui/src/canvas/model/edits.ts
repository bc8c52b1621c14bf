import type { Edit, EdgeKind, PictureEdge } from "../../schema";
import { nameOfKey, pathOfKey } from "../../state/stateKey";
import type { Outlet } from "./outlets";
import type { Level, Plan } from "./picture";
import type { SlotPlace } from "./slots";

/** A state that is to be added. */
export interface NewState {
  type: string;
  /** A name for it; where it is taken, a number is added. */
  name: string;
  /** The state's object without its transitions; none for the type's own skeleton. */
  definition?: Record<string, unknown>;
  /** Instead of one state several, as a text that `insert_states` takes. */
  piece?: string;
}

/** What is added, without where. */
function added(state: NewState, taken: ReadonlySet<string>): Edit {
  if (state.piece !== undefined) return { edit: "insert_states", text: state.piece };
  return {
    edit: "add_state",
    type: state.type,
    name: freeName(state.name, taken),
    ...(state.definition === undefined ? {} : { definition: state.definition }),
  };
}

/** A name that no state of the definition has. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let n = 2;
  while (taken.has(`${wanted} ${n}`)) n++;
  return `${wanted} ${n}`;
}

/** A place in a machine as edits take it: the machine, and `after`, `before` or `on_edge`. */
export type PlaceFields = Record<string, unknown>;

/** Where a slot is, for edits that put states there. */
export function placeFields(plan: Plan, into: SlotPlace): PlaceFields | null {
  const at = (level: Level, where: Record<string, unknown>): PlaceFields => ({
    machine: level.machine,
    ...(level.branch === null ? {} : { branch: level.branch }),
    ...where,
  });
  switch (into.kind) {
    case "inside":
      return at(into.level, {});
    case "before":
    case "after": {
      const node = plan.state(into.state);
      return node === undefined ? null : at(plan.level(node.id), { [into.kind]: nameOfKey(into.state) });
    }
    case "edge": {
      const edge = plan.edge(into.edge);
      if (edge === undefined) return null;
      const state = (id: string): string | null => {
        const node = plan.node(id);
        return node?.kind === "state" || node?.kind === "frame" ? nameOfKey(node.state ?? node.id) : null;
      };
      return at(plan.level(edge.from), { on_edge: { from: state(edge.from), ...edgeFields(edge.edge), to: state(edge.to) } });
    }
  }
}

/** Adds a state in a slot. */
export function insertEdit(plan: Plan, into: SlotPlace, state: NewState): Edit | null {
  const place = placeFields(plan, into);
  if (place === null) return null;
  return { ...added(state, plan.names), ...place };
}

/**
 * Adds a state that an outlet leads to: on its edge where it has one, else beside the state, with what makes it lead there.
 */
export function insertAtOutlet(plan: Plan, outlet: Outlet, state: NewState): (Edit | null)[] {
  const from = plan.state(outlet.state);
  if (from === undefined) return [];
  const edge = outlet.kind === "start" ? plan.into(from.id).find(({ edge: { kind } }) => kind === "start") : plan.out(from.id).find((one) => isOf(one.edge, outlet));
  if (edge !== undefined) return [insertEdit(plan, { kind: "edge", edge: edge.id }, state)];
  if (outlet.kind === "next") return [insertEdit(plan, { kind: "after", state: outlet.state }, state)];
  const level = plan.level(from.id);
  const name = freeName(state.name, plan.names);
  const add = insertEdit(plan, { kind: "inside", level, area: from }, { ...state, name });
  return [add, connectTo(outlet, name)];
}

function isOf(edge: EdgeKind, outlet: Outlet): boolean {
  if (outlet.kind === "next") return edge.kind === "next" || edge.kind === "end";
  return edge.kind === outlet.kind && (!("index" in edge) || !("index" in outlet) || edge.index === outlet.index);
}

/** Moves states into a slot, as one piece. */
export function moveEdit(plan: Plan, into: SlotPlace, keys: readonly string[]): Edit | null {
  const place = placeFields(plan, into);
  const [first] = keys;
  if (place === null || first === undefined) return null;
  return keys.length === 1 ? { edit: "move_state", state: pathOfKey(first), ...place } : { edit: "move_states", states: keys.map(pathOfKey), ...place };
}

/** Puts in states that are given as ASL text; without a place they begin their machine, or stand alone. */
export function insertTextEdit(plan: Plan, into: SlotPlace | null, text: string): Edit | null {
  const place = into === null ? { machine: [] } : placeFields(plan, into);
  return place === null ? null : { edit: "insert_states", text, ...place };
}

function edgeFields(edge: EdgeKind): Record<string, unknown> {
  return "index" in edge ? { kind: edge.kind, index: edge.index } : { kind: edge.kind };
}

/** Adds a state to a document that has none. */
export function firstStateEdit(state: NewState): Edit {
  return { ...added(state, new Set()), machine: [] };
}

/** Leads an outlet to a state of the same machine; `null` ends the machine there. */
export function connectEdit(plan: Plan, outlet: Outlet, target: string | null): Edit | null {
  const to = target === null ? null : nameOfKey(target);
  if (outlet.kind === "start") {
    const node = plan.state(outlet.state);
    return node === undefined || to === null ? null : startEdit(plan.level(node.id), to);
  }
  if (to !== null) return connectTo(outlet, to);
  const state = pathOfKey(outlet.state);
  if (outlet.kind === "next") return { edit: "set_next", state, to };
  return outlet.kind === "default" ? { edit: "set_default", state, to } : null;
}

/** Leads an outlet to a state by its name. */
function connectTo(outlet: Outlet, to: string): Edit | null {
  const state = pathOfKey(outlet.state);
  switch (outlet.kind) {
    case "next":
      return { edit: "set_next", state, to };
    case "choice":
      return { edit: "set_choice_next", state, index: outlet.index, to };
    case "default":
      return { edit: "set_default", state, to };
    case "catch":
      return { edit: "set_catch_next", state, index: outlet.index, to };
    case "new_rule":
      return { edit: "add_choice_rule", state, to };
    case "new_catch":
      return { edit: "add_catcher", state, to };
    case "start":
      return null;
  }
}

function startEdit(level: Level, name: string): Edit {
  return { edit: "set_start", machine: level.machine, ...(level.branch === null ? {} : { branch: level.branch }), name };
}

/** Takes a transition away: a rule or catcher goes, a state that went on ends. None for what cannot be without. */
export function disconnectEdit(plan: Plan, edge: PictureEdge): Edit | null {
  const from = plan.node(edge.from);
  if (from === undefined) return null;
  const state = pathOfKey(from.state ?? from.id);
  switch (edge.edge.kind) {
    case "start":
    case "end":
      return null;
    case "next":
      return { edit: "set_next", state, to: null };
    case "choice":
      return { edit: "remove_choice_rule", state, index: edge.edge.index };
    case "default":
      return { edit: "set_default", state, to: null };
    case "catch":
      return { edit: "remove_catcher", state, index: edge.edge.index };
  }
}

export function renameEdit(key: string, name: string): Edit {
  return { edit: "rename_state", state: pathOfKey(key), name };
}

/** Removes states; the chain heals. */
export function removeEdit(keys: readonly string[]): Edit | null {
  const [first] = keys;
  if (first === undefined) return null;
  return keys.length === 1 ? { edit: "remove_state", state: pathOfKey(first) } : { edit: "remove_states", states: keys.map(pathOfKey) };
}

export function wrapInParallelEdit(keys: readonly string[]): Edit {
  return { edit: "wrap_in_parallel", states: keys.map(pathOfKey) };
}

export function wrapInMapEdit(keys: readonly string[]): Edit {
  return { edit: "wrap_in_map", states: keys.map(pathOfKey) };
}

/** Puts what lies in a Parallel or Map in its place. */
export function unwrapEdit(key: string): Edit {
  return { edit: "unwrap_state", state: pathOfKey(key) };
}

/** Puts a Task in the place of states that runs them as another state machine. */
export function extractEdit(keys: readonly string[], arn: string): Edit {
  return { edit: "extract_states", states: keys.map(pathOfKey), arn };
}

export function changeTypeEdit(key: string, type: string): Edit {
  return { edit: "change_type", state: pathOfKey(key), type };
}

export function setStartEdit(plan: Plan, key: string): Edit | null {
  const node = plan.state(key);
  return node === undefined ? null : startEdit(plan.level(node.id), nameOfKey(key));
}

export function addBranchEdit(key: string): Edit {
  return { edit: "add_branch", state: pathOfKey(key) };
}

export function removeBranchEdit(key: string, branch: number): Edit {
  return { edit: "remove_branch", state: pathOfKey(key), branch };
}
