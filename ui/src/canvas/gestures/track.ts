import type { Point } from "../../schema";

export interface Tracked {
  /** The pointer went far enough to be meant as a drag; false takes nothing up. */
  start: (at: Point) => boolean;
  move: (at: Point, event: PointerEvent) => void;
  drop: (at: Point, event: PointerEvent) => void;
  cancel: () => void;
}

const threshold = 4;

/**
 * Follows a pointer from its press until it is let go, with pointer events alone. Nothing counts on every move being told:
 * a window driven by WebDriver may swallow the first one, so a press that is let go elsewhere is a drag as well.
 * Escape cancels.
 */
export function track(press: PointerEvent, tracked: Tracked, cursor = "grabbing"): void {
  if (press.button !== 0) return;
  const from = { x: press.clientX, y: press.clientY };
  let isDragging = false;
  const mine = (event: PointerEvent): boolean => event.pointerId === press.pointerId;
  const follow = (event: PointerEvent): boolean => {
    const at = { x: event.clientX, y: event.clientY };
    if (!isDragging) {
      if (Math.hypot(at.x - from.x, at.y - from.y) < threshold) return false;
      isDragging = tracked.start(at);
      if (!isDragging) {
        stop();
        return false;
      }
      document.body.style.cursor = cursor;
    }
    tracked.move(at, event);
    return true;
  };
  const onMove = (event: PointerEvent): void => {
    if (mine(event)) follow(event);
  };
  const onUp = (event: PointerEvent): void => {
    if (!mine(event)) return;
    if (follow(event)) {
      swallowClick();
      tracked.drop({ x: event.clientX, y: event.clientY }, event);
    }
    stop();
  };
  const giveUp = (): void => {
    if (isDragging) tracked.cancel();
    stop();
  };
  const onCancel = (event: PointerEvent): void => {
    if (mine(event)) giveUp();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !isDragging) return;
    event.preventDefault();
    event.stopPropagation();
    giveUp();
  };
  const stop = (): void => {
    document.body.style.cursor = "";
    window.removeEventListener("pointermove", onMove, true);
    window.removeEventListener("pointerup", onUp, true);
    window.removeEventListener("pointercancel", onCancel, true);
    window.removeEventListener("blur", giveUp);
    window.removeEventListener("keydown", onKey, true);
  };
  window.addEventListener("pointermove", onMove, true);
  window.addEventListener("pointerup", onUp, true);
  window.addEventListener("pointercancel", onCancel, true);
  window.addEventListener("blur", giveUp);
  window.addEventListener("keydown", onKey, true);
}

/** A drag that ends over the element it began on would click it. */
function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, true), 0);
}
