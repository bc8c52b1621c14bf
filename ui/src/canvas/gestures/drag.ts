import { create } from "zustand";
import type { PictureNode, Point } from "../../schema";
import { selectedSet, selectedStates, useSelection } from "../../state/selection";
import { nameOfKey } from "../../state/stateKey";
import { contains } from "../model/geometry";
import { type NewState } from "../model/edits";
import { type Outlet, refusal } from "../model/outlets";
import { planOf, type Plan } from "../model/picture";
import { outermost } from "../model/several";
import { slotAt, takesStates, type Slot } from "../model/slots";
import { currentSource } from "../source";
import { useMenus } from "../menus/menu";
import { connect, insert, mayEdit, moveStates } from "./changes";
import { copyStates } from "./clipboard";
import { panWhileHeld, surfaceAt } from "./surface";
import { track } from "./track";

/** What is being dragged. */
export type Drag =
  | {
      kind: "insert";
      state: NewState;
      /** What stands in the slot: "Publish · SNS". */
      label: string;
      /** Where it would go. */
      slot: Slot | null;
      /** The diagram has no states: anywhere will do. */
      anywhere: boolean;
    }
  | {
      kind: "move";
      /** The states, the one that was taken hold of first. */
      moved: ReadonlySet<string>;
      /** Ctrl is held: they stay, and copies of them go there. */
      copies: boolean;
      /** What stands in the slot: "Publish", "3 states". */
      label: string;
      slot: Slot | null;
      anywhere: false;
    }
  | {
      kind: "connect";
      outlet: Outlet;
      from: Point;
      /** The node under the pointer. */
      over: string | null;
      /** Why it cannot be led to. */
      refusal: string | null;
    };

export const useDrag = create<{ drag: Drag | null }>(() => ({ drag: null }));

/** Where the pointer is in the diagram while a connector is dragged: told apart, since it changes with every move. */
export const usePull = create<{ to: Point | null }>(() => ({ to: null }));

/** How near to an edge a drop counts, in window pixels. */
const reach = 28;

const clear = (): void => {
  useDrag.setState({ drag: null });
  usePull.setState({ to: null });
};

/** A state is dragged from the palette. */
export function beginInsert(press: PointerEvent, state: NewState, label: string): void {
  let last: Point = { x: 0, y: 0 };
  let stopPanning = (): void => undefined;
  const move = (at: Point): void => {
    last = at;
    const { drag } = useDrag.getState();
    const source = currentSource();
    if (drag?.kind !== "insert" || source === null) return;
    const surface = surfaceAt(at);
    const anywhere = surface !== null && planOf(source.picture).names.size === 0;
    const slot = surface === null || anywhere ? null : slotAt(source.picture, surface.toDiagram(at), reach / surface.zoom());
    if (slot?.id !== drag.slot?.id || anywhere !== drag.anywhere) useDrag.setState({ drag: { ...drag, slot, anywhere } });
  };
  track(press, {
    start: (at) => {
      if (!mayEdit()) return false;
      useDrag.setState({ drag: { kind: "insert", state, label, slot: null, anywhere: false } });
      last = at;
      stopPanning = panWhileHeld(() => last, () => move(last));
      return true;
    },
    move,
    drop: () => {
      stopPanning();
      const { drag } = useDrag.getState();
      clear();
      if (drag?.kind === "insert" && (drag.slot !== null || drag.anywhere)) void insert(drag.state, drag.slot?.into ?? null);
    },
    cancel: () => {
      stopPanning();
      clear();
    },
  });
}

/** Whether the key is held with which copies are made: Ctrl, or Cmd on a Mac. */
const isCopying = (event: KeyboardEvent | PointerEvent): boolean => event.ctrlKey || event.metaKey;

/** States are dragged to another place; copies of them while Ctrl is held. */
export function beginMove(press: PointerEvent, key: string): void {
  let last: Point = { x: 0, y: 0 };
  let stopPanning = (): void => undefined;
  const setCopies = (copies: boolean): void => {
    const { drag } = useDrag.getState();
    if (drag?.kind !== "move" || drag.copies === copies) return;
    useDrag.setState({ drag: { ...drag, copies } });
    document.body.style.cursor = copies ? "copy" : "grabbing";
  };
  const onKey = (event: KeyboardEvent): void => {
    setCopies(isCopying(event));
    move(last);
  };
  const move = (at: Point): void => {
    last = at;
    const { drag } = useDrag.getState();
    const source = currentSource();
    if (drag?.kind !== "move" || source === null) return;
    const surface = surfaceAt(at);
    const plan = planOf(source.picture);
    const slot = surface === null ? null : slotAt(source.picture, surface.toDiagram(at), reach / surface.zoom(), (one) => drag.copies || takesStates(plan, one, drag.moved));
    if (slot?.id !== drag.slot?.id) useDrag.setState({ drag: { ...drag, slot } });
  };
  const end = (): Drag | null => {
    stopPanning();
    window.removeEventListener("keydown", onKey, true);
    window.removeEventListener("keyup", onKey, true);
    const { drag } = useDrag.getState();
    clear();
    return drag;
  };
  track(press, {
    start: (at) => {
      const source = currentSource();
      if (source === null || !mayEdit()) return false;
      const { selected } = useSelection.getState();
      const keys = selectedSet(selected).has(key) ? outermost(selectedStates(selected)) : [key];
      const label = keys.length === 1 ? nameOfKey(keys[0]!) : `${keys.length} states`;
      useDrag.setState({ drag: { kind: "move", moved: new Set(keys), copies: isCopying(press), label, slot: null, anywhere: false } });
      window.addEventListener("keydown", onKey, true);
      window.addEventListener("keyup", onKey, true);
      last = at;
      stopPanning = panWhileHeld(() => last, () => move(last));
      return true;
    },
    move: (at, event) => {
      setCopies(isCopying(event));
      move(at);
    },
    drop: () => {
      const drag = end();
      if (drag?.kind !== "move" || drag.slot === null) return;
      void (drag.copies ? copyStates : moveStates)([...drag.moved], drag.slot.into);
    },
    cancel: end,
  });
}

/** A connector is dragged from an outlet, or the end of an edge. */
export function beginConnect(press: PointerEvent, outlet: Outlet, from: Point): void {
  let last: Point = { x: 0, y: 0 };
  let stopPanning = (): void => undefined;
  const move = (at: Point): void => {
    last = at;
    const { drag } = useDrag.getState();
    const source = currentSource();
    const surface = surfaceAt(at);
    if (drag?.kind !== "connect" || source === null || surface === null) return;
    const to = surface.toDiagram(at);
    usePull.setState({ to });
    const plan = planOf(source.picture);
    const target = targetAt(plan, to);
    const why = target === null ? null : refusal(plan, outlet, target);
    const over = target?.id ?? null;
    if (over !== drag.over || why !== drag.refusal) useDrag.setState({ drag: { ...drag, over, refusal: why } });
  };
  track(press, {
    start: (at) => {
      if (!mayEdit()) return false;
      useDrag.setState({ drag: { kind: "connect", outlet, from, over: null, refusal: null } });
      last = at;
      stopPanning = panWhileHeld(() => last, () => move(last));
      return true;
    },
    move,
    drop: (at) => {
      stopPanning();
      const { drag } = useDrag.getState();
      clear();
      const source = currentSource();
      if (drag?.kind !== "connect" || drag.refusal !== null || source === null) return;
      // Let go over nothing: a new state is what it leads to.
      if (drag.over === null && surfaceAt(at) !== null) useMenus.setState({ picking: { picking: { what: "add", into: outlet }, at } });
      if (drag.over === null) return;
      const target = planOf(source.picture).node(drag.over);
      if (target !== undefined) void connect(outlet, target.kind === "end" ? null : (target.state ?? target.id));
    },
    cancel: () => {
      stopPanning();
      clear();
    },
  });
}

/** The innermost state or end pill at a place. */
function targetAt(plan: Plan, at: Point): PictureNode | null {
  let found: PictureNode | null = null;
  for (const node of plan.picture.nodes) {
    if (node.kind !== "branch" && node.kind !== "start" && contains(node, at)) found = node;
  }
  return found;
}
