import { create } from "zustand";
import type { Point } from "../../schema";
import { useSelection } from "../../state/selection";

/** What a menu is about. */
export type MenuTarget = { kind: "state"; state: string } | { kind: "edge"; edge: string };

/** The menu and the connecting form that stand open, and where in the window. */
interface Menus {
  menu: { target: MenuTarget; at: Point } | null;
  connecting: { state: string; /** The outlet to begin with. */ outlet: string | null; at: Point } | null;
}

export const useMenus = create<Menus>(() => ({ menu: null, connecting: null }));

/** Below the upper left corner of a state's card, for a menu that was asked for with a key. */
export function placeBelow(state: string): Point {
  const card = document.querySelector(`[data-testid="${CSS.escape(`state:${state}`)}"]`)?.getBoundingClientRect();
  return card === undefined ? { x: window.innerWidth / 2, y: window.innerHeight / 3 } : { x: card.left + 12, y: card.bottom + 4 };
}

/** Selects what the menu is about: its actions are about the selection. */
export function openMenuAt(target: MenuTarget, at: Point): void {
  const { selected, select } = useSelection.getState();
  if (target.kind === "edge") select({ kind: "edge", edge: target.edge }, "canvas");
  else if (selected?.kind !== "state" || selected.state !== target.state) select({ kind: "state", state: target.state }, "canvas");
  useMenus.setState({ menu: { target, at } });
}
