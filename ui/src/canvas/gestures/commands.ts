import type { AppCommand } from "../../state/commands";
import { useSelection } from "../../state/selection";
import {
  canEditState,
  canRemove,
  connectSelected,
  duplicateSelected,
  openInspector,
  openMenu,
  removeSelected,
  renameSelected,
  setSelectedAsStart,
  stateInFocus,
  walkTo,
  wrapSelectedInMap,
  wrapSelectedInParallel,
} from "./actions";

/** Whether keys are meant for the canvas: it has the focus, or nothing has. */
function isInCanvas(): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return true;
  return focused.closest('[data-testid="canvas"]') !== null && !(focused instanceof HTMLButtonElement);
}

/** Deleting by key is for the canvas alone; from the command palette it is meant as well. */
function mayDelete(): boolean {
  return isInCanvas() || (document.activeElement?.closest('[role="dialog"]') ?? null) !== null;
}

/** What can be done with the diagram by keys and from the command palette. */
export const diagramCommands: readonly AppCommand[] = [
  { id: "canvas.rename", title: "Rename state", group: "Canvas", keys: "F2", editing: true, isEnabled: canEditState, run: renameSelected },
  { id: "canvas.duplicate", title: "Duplicate state", group: "Canvas", keys: "Mod+D", editing: true, isEnabled: canEditState, run: duplicateSelected },
  { id: "canvas.delete", title: "Delete state", group: "Canvas", keys: ["Delete", "Backspace"], editing: true, isEnabled: () => canRemove() && mayDelete(), run: removeSelected },
  { id: "canvas.connect", title: "Connect state…", group: "Canvas", keys: "Shift+C", isEnabled: canEditState, run: connectSelected },
  { id: "canvas.start", title: "Set as start", group: "Canvas", isEnabled: canEditState, run: setSelectedAsStart },
  { id: "canvas.wrapParallel", title: "Wrap in Parallel", group: "Canvas", isEnabled: canEditState, run: wrapSelectedInParallel },
  { id: "canvas.wrapMap", title: "Wrap in Map", group: "Canvas", isEnabled: canEditState, run: wrapSelectedInMap },
  { id: "canvas.menu", title: "Menu of the state", group: "Canvas", keys: ["ContextMenu", "Shift+F10"], hidden: true, isEnabled: () => isInCanvas() && stateInFocus() !== null, run: openMenu },
  { id: "canvas.up", title: "To the state above", group: "Canvas", keys: "ArrowUp", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("up") },
  { id: "canvas.down", title: "To the state below", group: "Canvas", keys: "ArrowDown", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("down") },
  { id: "canvas.left", title: "To the state on the left", group: "Canvas", keys: "ArrowLeft", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("left") },
  { id: "canvas.right", title: "To the state on the right", group: "Canvas", keys: "ArrowRight", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("right") },
  { id: "canvas.inspect", title: "Open the inspector", group: "Canvas", keys: "Enter", hidden: true, editing: true, isEnabled: () => isInCanvas() && stateInFocus() !== null, run: openInspector },
  {
    id: "canvas.deselect", title: "Select nothing", group: "Canvas", keys: "Escape", hidden: true, editing: true,
    isEnabled: () => isInCanvas() && useSelection.getState().selected !== null,
    run: () => useSelection.getState().select(null, "canvas"),
  },
];
