import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Rect } from "../model/geometry";
import { glide } from "./glide";
import { reducedMotion } from "./reduced";

/** What faded in already: a card that is drawn again because it was scrolled back into view does not do so again. */
const shown = new WeakSet<object>();

/**
 * Lets a card glide from where it was to where it is, and a frame grow. React Flow moved the wrapper (the element's parent) in this very
 * commit; the animation runs beside React, on the compositor where it can.
 */
export function useGlide(element: RefObject<HTMLElement | null>, place: Rect, born: { isNew: boolean }): void {
  const { x, y, width, height } = place;
  const before = useRef<Rect | null>(null);
  const moving = useRef<Animation | null>(null);

  useLayoutEffect(() => {
    const from = before.current;
    before.current = { x, y, width, height };
    const box = element.current;
    const wrapper = box?.parentElement;
    if (!box || !wrapper || reducedMotion()) return;
    if (from === null) {
      if (born.isNew && !shown.has(born)) wrapper.animate([{ opacity: 0 }, { opacity: 1 }], glide);
      shown.add(born);
      return;
    }
    if (from.width !== width || from.height !== height) {
      const size = (rect: Pick<Rect, "width" | "height">): Keyframe => ({ width: `${rect.width}px`, height: `${rect.height}px` });
      box.animate([size(from), size({ width, height })], glide);
    }
    if (from.x === x && from.y === y) return;
    // Caught on the way: go on from where it is seen.
    const start =
      moving.current?.playState === "running" ? getComputedStyle(wrapper).transform : `translate(${from.x}px, ${from.y}px)`;
    moving.current?.cancel();
    moving.current = wrapper.animate([{ transform: start }, { transform: `translate(${x}px, ${y}px)` }], glide);
  }, [element, born, x, y, width, height]);
}
