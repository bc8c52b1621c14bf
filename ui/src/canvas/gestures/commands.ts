import type { AppCommand } from "../../state/commands";
import { useSelection } from "../../state/selection";
import {
  addByKey,
  canEditState,
  canRemove,
  canUnwrap,
  changeTypeByKey,
  connectSelected,
  moveSelected,
  openInspector,
  openMenu,
  removeSelected,
  renameSelected,
  selectAll,
  setSelectedAsStart,
  stateInFocus,
  unwrapSelected,
  walkTo,
  wrapSelectedInMap,
  wrapSelectedInParallel,
} from "./actions";
import { openFind } from "../finding";
import { currentSource } from "../source";
import { canCopy, copySelected, cutSelected, duplicateSelected, pasteFromClipboard } from "./clipboard";
import { isAtCanvas, isInCanvas } from "./focus";
import { toggleLassoTool, useLasso } from "./lasso";
import { canInline, extractSelected, inlineSelected } from "./nesting";
import {
  canShow, drillIntoFocus, drillOut, frameInFocus, toggleBytes, toggleDirection, toggleFoldAll, toggleFoldInFocus, toggleNotes,
} from "./viewing";

/** Deleting by key is for the canvas alone; from the command palette it is meant as well. */
function mayDelete(): boolean {
  return isInCanvas() || (document.activeElement?.closest('[role="dialog"]') ?? null) !== null;
}

const isEditable = (): boolean => (currentSource()?.editable ?? null) !== null;

const isToTheRight = (): boolean => currentSource()?.picture.direction === "right";

/** What can be done with the diagram by keys and from the command palette. */
export const diagramCommands: readonly AppCommand[] = [
  { id: "canvas.rename", title: "Rename state", group: "Canvas", keys: "F2", editing: true, isEnabled: canEditState, run: renameSelected },
  { id: "canvas.duplicate", title: "Duplicate states", group: "Canvas", keys: "Mod+D", editing: true, isEnabled: canEditState, run: duplicateSelected },
  { id: "canvas.copy", title: "Copy states as ASL", group: "Canvas", keys: "Mod+C", editing: true, isEnabled: canCopy, run: copySelected },
  { id: "canvas.cut", title: "Cut states", group: "Canvas", keys: "Mod+X", editing: true, isEnabled: () => canCopy() && canEditState(), run: cutSelected },
  { id: "canvas.paste", title: "Paste states", group: "Canvas", keys: "Mod+V", native: true, run: pasteFromClipboard },
  { id: "canvas.delete", title: "Delete states", group: "Canvas", keys: ["Delete", "Backspace"], editing: true, isEnabled: () => canRemove() && mayDelete(), run: removeSelected },
  { id: "canvas.connect", title: "Connect state…", group: "Canvas", keys: ["C", "Shift+C"], keysWhen: isAtCanvas, isEnabled: canEditState, run: connectSelected },
  { id: "canvas.start", title: "Set as start", group: "Canvas", isEnabled: canEditState, run: setSelectedAsStart },
  { id: "canvas.wrapParallel", title: "Wrap in Parallel", group: "Canvas", keys: "W", keysWhen: isAtCanvas, isEnabled: canEditState, run: wrapSelectedInParallel },
  { id: "canvas.wrapMap", title: "Wrap in Map", group: "Canvas", keys: "Shift+W", keysWhen: isAtCanvas, isEnabled: canEditState, run: wrapSelectedInMap },
  { id: "canvas.unwrap", title: "Unwrap a Parallel or Map", group: "Canvas", keys: "U", keysWhen: isAtCanvas, isEnabled: canUnwrap, run: unwrapSelected },
  { id: "canvas.extract", title: "Extract states into a new workflow", group: "Canvas", keys: "X", keysWhen: isAtCanvas, isEnabled: canEditState, run: extractSelected },
  { id: "canvas.inline", title: "Inline the workflow that a Task runs…", group: "Canvas", keys: "Shift+X", keysWhen: isAtCanvas, isEnabled: canInline, run: inlineSelected },
  { id: "canvas.add", title: "Add a state after this one…", group: "Canvas", keys: ["A", "Insert"], keysWhen: isAtCanvas, isEnabled: isEditable, run: () => addByKey("after") },
  { id: "canvas.addBefore", title: "Add a state before this one…", group: "Canvas", keys: "Shift+A", keysWhen: isAtCanvas, isEnabled: canEditState, run: () => addByKey("before") },
  { id: "canvas.type", title: "Change the type…", group: "Canvas", keys: "T", keysWhen: isAtCanvas, isEnabled: canEditState, run: changeTypeByKey },
  { id: "canvas.earlier", title: "Move states earlier", group: "Canvas", keys: "Alt+ArrowUp", editing: true, isEnabled: canEditState, run: () => moveSelected("earlier") },
  { id: "canvas.later", title: "Move states later", group: "Canvas", keys: "Alt+ArrowDown", editing: true, isEnabled: canEditState, run: () => moveSelected("later") },
  // Where the flow goes to the right, earlier is left.
  { id: "canvas.earlierLeft", title: "Move states left, in a flow to the right", group: "Canvas", keys: "Alt+ArrowLeft", hidden: true, editing: true, isEnabled: () => isToTheRight() && canEditState(), run: () => moveSelected("earlier") },
  { id: "canvas.laterRight", title: "Move states right, in a flow to the right", group: "Canvas", keys: "Alt+ArrowRight", hidden: true, editing: true, isEnabled: () => isToTheRight() && canEditState(), run: () => moveSelected("later") },
  { id: "canvas.selectAll", title: "Select all states beside this one", group: "Canvas", keys: "Mod+A", editing: true, isEnabled: isInCanvas, run: selectAll },
  { id: "canvas.lasso", title: "Select with a lasso (or drag with Shift)", group: "Canvas", keys: "L", keysWhen: isAtCanvas, run: toggleLassoTool },
  { id: "canvas.find", title: "Find in states…", group: "Canvas", keys: "Mod+F", editing: true, isEnabled: () => currentSource() !== null, run: openFind },
  { id: "canvas.fold", title: "Close or open a Parallel or Map", group: "Canvas", keys: "F", keysWhen: isAtCanvas, isEnabled: () => frameInFocus() !== null, run: toggleFoldInFocus },
  { id: "canvas.foldAll", title: "Close or open all of them", group: "Canvas", keys: "Shift+F", keysWhen: isAtCanvas, isEnabled: canShow, run: toggleFoldAll },
  { id: "canvas.drill", title: "Show a Parallel or Map alone", group: "Canvas", keys: "Mod+Enter", editing: true, isEnabled: () => frameInFocus() !== null, run: drillIntoFocus },
  { id: "canvas.drillOut", title: "Back to what is around it", group: "Canvas", keys: "Mod+Backspace", editing: true, isEnabled: () => isInCanvas() && (currentSource()?.view.within ?? null) !== null, run: drillOut },
  { id: "canvas.notes", title: "Show or hide comments as notes", group: "Canvas", keys: "N", keysWhen: isAtCanvas, isEnabled: isEditable, run: toggleNotes },
  { id: "canvas.direction", title: "Flow from left to right, or from the top down", group: "Canvas", keys: "Shift+H", keysWhen: isAtCanvas, isEnabled: () => currentSource() !== null, run: toggleDirection },
  { id: "canvas.bytes", title: "Show or hide bytes on edges", group: "Canvas", keys: "B", keysWhen: isAtCanvas, isEnabled: () => currentSource() !== null, run: toggleBytes },
  { id: "canvas.menu", title: "Menu of the state", group: "Canvas", keys: ["ContextMenu", "Shift+F10"], hidden: true, isEnabled: () => isInCanvas() && stateInFocus() !== null, run: openMenu },
  { id: "canvas.up", title: "To the state above", group: "Canvas", keys: "ArrowUp", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("up") },
  { id: "canvas.down", title: "To the state below", group: "Canvas", keys: "ArrowDown", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("down") },
  { id: "canvas.left", title: "To the state on the left", group: "Canvas", keys: "ArrowLeft", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("left") },
  { id: "canvas.right", title: "To the state on the right", group: "Canvas", keys: "ArrowRight", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("right") },
  { id: "canvas.extendUp", title: "Select the state above too", group: "Canvas", keys: "Shift+ArrowUp", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("up", true) },
  { id: "canvas.extendDown", title: "Select the state below too", group: "Canvas", keys: "Shift+ArrowDown", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("down", true) },
  { id: "canvas.extendLeft", title: "Select the state on the left too", group: "Canvas", keys: "Shift+ArrowLeft", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("left", true) },
  { id: "canvas.extendRight", title: "Select the state on the right too", group: "Canvas", keys: "Shift+ArrowRight", hidden: true, editing: true, isEnabled: isInCanvas, run: () => walkTo("right", true) },
  { id: "canvas.inspect", title: "Open the inspector", group: "Canvas", keys: "Enter", hidden: true, editing: true, isEnabled: () => isInCanvas() && stateInFocus() !== null, run: openInspector },
  {
    id: "canvas.deselect", title: "Select nothing", group: "Canvas", keys: "Escape", hidden: true, editing: true,
    isEnabled: () => isInCanvas() && (useLasso.getState().tool || useSelection.getState().selected !== null),
    run: () => (useLasso.getState().tool ? toggleLassoTool() : useSelection.getState().select(null, "canvas")),
  },
];
