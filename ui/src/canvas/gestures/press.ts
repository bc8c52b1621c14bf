import { useSelection, ofStates, selectedStates } from "../../state/selection";
import { toggled } from "../model/several";
import { currentSource } from "../source";
import { beginMove } from "./drag";
import { beginLasso, useLasso } from "./lasso";
import { shieldFromWheel } from "./shield";

/** How far a pointer may move between press and release for it to be a click, in pixels. */
const slack = 4;
/** Presses on these are their own affair. */
const ownAffair = ".nopan, button, input, textarea, a, [role=button]";

/**
 * What a press on the diagram begins: a lasso with Shift or while that is the tool, a move on a card or on a frame's header. Every other
 * press moves the view. Listens before React Flow does, since it is that which must not hear of a press that is taken.
 */
export function takePresses(element: HTMLElement): () => void {
  const shield = shieldFromWheel(element);
  let isTaken = false;
  /** Where a press met the shield: the click that comes of it is told to what lies there. */
  let met: { x: number; y: number } | null = null;
  const onPointerDown = (event: PointerEvent): void => {
    met = shield.lift() ? { x: event.clientX, y: event.clientY } : null;
    isTaken = begin(event, met === null ? event.target : document.elementFromPoint(met.x, met.y));
  };
  const onMouseDown = (event: MouseEvent): void => {
    if (isTaken) event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    if (met === null || !event.isTrusted) return;
    const isSamePlace = Math.hypot(event.clientX - met.x, event.clientY - met.y) < slack;
    met = null;
    const target = isSamePlace ? document.elementFromPoint(event.clientX, event.clientY) : null;
    if (target === null || target === event.target || !element.contains(target)) return;
    event.stopPropagation();
    // As one that no pointer made: buttons, which have not heard of the press, take that for one too.
    const { clientX, clientY, shiftKey, ctrlKey, metaKey, altKey, view } = event;
    target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, view, clientX, clientY, shiftKey, ctrlKey, metaKey, altKey }));
  };
  element.addEventListener("pointerdown", onPointerDown, true);
  element.addEventListener("mousedown", onMouseDown, true);
  element.addEventListener("click", onClick, true);
  return () => {
    shield.end();
    element.removeEventListener("pointerdown", onPointerDown, true);
    element.removeEventListener("mousedown", onMouseDown, true);
    element.removeEventListener("click", onClick, true);
  };
}

function begin(event: PointerEvent, target: EventTarget | null): boolean {
  if (event.button !== 0 || event.pointerType === "touch" || !(target instanceof Element)) return false;
  if (target.closest(".react-flow") === null || target.closest(ownAffair) !== null) return false;
  const key = target.closest("[data-grab]")?.closest<HTMLElement>("[data-state]")?.dataset.state ?? null;
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
