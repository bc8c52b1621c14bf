import { ViewportPortal } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { EdgeFrame } from "../../schema";
import { useRunView, type PlaySpeed } from "../../state/runView";
import { planOf } from "../model/picture";
import { roundedPath, routeLength } from "../model/route";
import { reducedMotion } from "./reduced";
import styles from "./Tokens.module.css";

/** More at once would be a blur, and would cost. */
const most = 40;

/**
 * Tokens on their way along the edges that the last step took. They live beside React: an element and an animation each, which the browser runs
 * on its own and which are gone when they arrive.
 */
export function Tokens() {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let step = useRunView.getState().runView?.lastStep ?? null;
    return useRunView.subscribe(({ runView }) => {
      const next = runView?.lastStep ?? null;
      if (next === step) return;
      step = next;
      if (next === null || runView === null || layer.current === null || reducedMotion()) return;
      const plan = planOf(runView.picture);
      for (const edge of next.edges.slice(0, most)) {
        if (layer.current.childElementCount >= most) break;
        const route = plan.edge(edge.edge)?.points;
        if (route !== undefined && route.length > 1) send(layer.current, edge, roundedPath(route), tokenTime(routeLength(route), runView.playing || runView.following ? runView.speed : 1));
      }
    });
  }, []);
  return (
    <ViewportPortal>
      <div ref={layer} className={styles.layer} aria-hidden />
    </ViewportPortal>
  );
}

/** How long a token takes: longer on longer edges, but never so long that the next step waits for it. */
export function tokenTime(length: number, speed: PlaySpeed): number {
  const factor = speed === "recorded" ? 1 : speed;
  return Math.max(90, Math.min(700, 220 + length * 0.8) / factor);
}

function send(layer: HTMLElement, edge: EdgeFrame, path: string, duration: number): void {
  const token = document.createElement("div");
  token.className = styles.token ?? "";
  token.dataset.mark = edge.mark;
  token.style.offsetPath = `path("${path}")`;
  layer.append(token);
  const moving = token.animate([{ offsetDistance: "0%" }, { offsetDistance: "100%" }], { duration, easing: "cubic-bezier(.4,.1,.4,1)" });
  moving.onfinish = () => {
    token.animate([{ opacity: 1 }, { opacity: 0 }], { duration: 120 }).onfinish = () => token.remove();
  };
  moving.oncancel = () => token.remove();
}
