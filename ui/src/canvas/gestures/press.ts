import { useSelection, ofStates, selectedStates } from "../../state/selection";
import { toggled } from "../model/several";
import { currentSource } from "../source";
import { beginMove } from "./drag";
import { beginLasso, useLasso } from "./lasso";

/** Presses on these are their own affair. */
const ownAffair = ".nopan, button, input, textarea, a, [role=button]";

/**
 * What a press on the diagram begins: a lasso with Shift or while that is the tool, a move on a card or on a frame's header. Every other
 * press moves the view. Listens before React Flow does, since it is that which must not hear of a press that is taken.
 */
export function takePresses(element: HTMLElement): () => void {
  let isTaken = false;
  const onPointerDown = (event: PointerEvent): void => {
    isTaken = begin(event);
  };
  const onMouseDown = (event: MouseEvent): void => {
    if (isTaken) event.stopPropagation();
  };
  element.addEventListener("pointerdown", onPointerDown, true);
  element.addEventListener("mousedown", onMouseDown, true);
  return () => {
    element.removeEventListener("pointerdown", onPointerDown, true);
    element.removeEventListener("mousedown", onMouseDown, true);
  };
}

function begin(event: PointerEvent): boolean {
  if (event.button !== 0 || event.pointerType === "touch" || !(event.target instanceof Element)) return false;
  if (event.target.closest(".react-flow") === null || event.target.closest(ownAffair) !== null) return false;
  const key = event.target.closest("[data-grab]")?.closest<HTMLElement>("[data-state]")?.dataset.state ?? null;
  if (event.shiftKey || (key === null && useLasso.getState().tool)) {
    beginLasso(event, event.shiftKey);
    return true;
  }
  if (key === null || (currentSource()?.editable ?? null) === null) return false;
  beginMove(event, key);
  return true;
}

/** A click on a state: it is selected; with Shift or Ctrl it comes to the selection or leaves it. */
export function clickState(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }, key: string): void {
  const { selected, select } = useSelection.getState();
  const adds = event.shiftKey || event.ctrlKey || event.metaKey;
  select(adds ? ofStates(toggled(selectedStates(selected), key)) : { kind: "state", state: key }, "canvas");
}
