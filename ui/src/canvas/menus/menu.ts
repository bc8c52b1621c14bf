import { create } from "zustand";
import type { Point } from "../../schema";
import type { Outlet } from "../model/outlets";
import type { SlotPlace } from "../model/slots";
import { selectedSet, useSelection } from "../../state/selection";

/** What a menu is about. */
export type MenuTarget = { kind: "state"; state: string } | { kind: "edge"; edge: string };

/** What a list to choose from is for. */
export type Picking =
  /** A state that is added: in a slot, where an outlet leads, after the selected state, or before it. */
  | { what: "add"; into: SlotPlace | Outlet | "after" | "before" }
  /** Another type for a state. */
  | { what: "type"; state: string };

/** The menu, the connecting form and the list that stand open, and where in the window. */
interface Menus {
  menu: { target: MenuTarget; at: Point } | null;
  connecting: { state: string; /** The outlet to begin with. */ outlet: string | null; at: Point } | null;
  picking: { picking: Picking; at: Point } | null;
}

export const useMenus = create<Menus>(() => ({ menu: null, connecting: null, picking: null }));

/** Below the upper left corner of a state's card, for a menu that was asked for with a key. */
export function placeBelow(state: string): Point {
  const card = document.querySelector(`[data-testid="${CSS.escape(`state:${state}`)}"]`)?.getBoundingClientRect();
  return card === undefined ? { x: window.innerWidth / 2, y: window.innerHeight / 3 } : { x: card.left + 12, y: card.bottom + 4 };
}

/** Where a list stands that is about no state. */
export function middleOfCanvas(): Point {
  const canvas = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect();
  if (canvas === undefined) return { x: window.innerWidth / 2, y: window.innerHeight / 3 };
  return { x: canvas.left + canvas.width / 2 - 150, y: canvas.top + canvas.height / 4 };
}

/** Selects what the menu is about: its actions are about the selection. One of several selected states leaves them selected. */
export function openMenuAt(target: MenuTarget, at: Point): void {
  const { selected, select } = useSelection.getState();
  if (target.kind === "edge") select({ kind: "edge", edge: target.edge }, "canvas");
  else if (selected?.kind !== "state" || !selectedSet(selected).has(target.state)) select({ kind: "state", state: target.state }, "canvas");
  useMenus.setState({ menu: { target, at } });
}
