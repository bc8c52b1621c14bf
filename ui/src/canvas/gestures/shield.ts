/** For how long after a turn of the wheel the pointer meets nothing of the diagram, in milliseconds. */
const calm = 80;

/** Lies over a diagram that the wheel moves. */
export interface Shield {
  /** Takes it away; gives whether it was there. */
  lift: () => boolean;
  end: () => void;
}

/**
 * While the wheel moves or zooms the diagram, its pieces pass under a pointer that means none of them: what lies under it is not looked for in each
 * frame, and nothing lights up. A press lifts the shield before it is looked at what is pressed.
 */
export function shieldFromWheel(canvas: HTMLElement): Shield {
  const shield = document.createElement("div");
  shield.style.cssText = "position: absolute; inset: 0; z-index: 10; display: none;";
  let until = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const rest = (): void => {
    const left = until - performance.now();
    timer = left > 0 ? setTimeout(rest, left) : null;
    if (timer === null) shield.style.display = "none";
  };
  const onWheel = (event: WheelEvent): void => {
    // Within what React Flow listens on, so that the wheel is heard through it.
    const pane = event.target instanceof Element ? event.target.closest(".react-flow__pane") : null;
    if (pane === null) return;
    if (shield.parentElement !== pane) pane.append(shield);
    shield.style.display = "block";
    until = performance.now() + calm;
    timer ??= setTimeout(rest, calm);
  };
  const lift = (): boolean => {
    const isThere = shield.style.display !== "none";
    shield.style.display = "none";
    return isThere;
  };
  canvas.addEventListener("wheel", onWheel, { capture: true, passive: true });
  return {
    lift,
    end: () => {
      canvas.removeEventListener("wheel", onWheel, true);
      if (timer !== null) clearTimeout(timer);
      shield.remove();
    },
  };
}
