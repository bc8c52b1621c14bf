import type { Point } from "../../schema";
import { glideEase, glideMs } from "../model/easing";
import { between, pairRoutes } from "../model/route";

/** Draws an edge along a route. */
export type DrawRoute = (route: readonly Point[], label: Point | null) => void;

interface Moving {
  from: Point[];
  to: Point[];
  labelFrom: Point | null;
  labelTo: Point | null;
  began: number;
  draw: DrawRoute;
}

/** One clock for all edges that move: paths cannot be animated by style sheets in every engine. */
const moving = new Map<DrawRoute, Moving>();
let ticking = false;

export function moveRoute(draw: DrawRoute, from: readonly Point[], to: readonly Point[], labelFrom: Point | null, labelTo: Point | null): void {
  const [a, b] = pairRoutes(from, to);
  moving.set(draw, { from: a, to: b, labelFrom, labelTo, began: performance.now(), draw });
  draw(a, labelFrom ?? labelTo);
  if (ticking) return;
  ticking = true;
  requestAnimationFrame(tick);
}

/** Where the edge is seen now, if it is on its way. */
export function seenRoute(draw: DrawRoute): { route: Point[]; label: Point | null } | null {
  const one = moving.get(draw);
  return one === undefined ? null : at(one, performance.now());
}

export function stopRoute(draw: DrawRoute): void {
  moving.delete(draw);
}

function at(one: Moving, now: number): { route: Point[]; label: Point | null } {
  const t = glideEase((now - one.began) / glideMs);
  const label = one.labelFrom !== null && one.labelTo !== null ? between([one.labelFrom], [one.labelTo], t)[0]! : one.labelTo;
  return { route: between(one.from, one.to, t), label };
}

function tick(): void {
  const now = performance.now();
  for (const [draw, one] of moving) {
    if (now - one.began >= glideMs) moving.delete(draw);
    const { route, label } = at(one, now);
    draw(route, label);
  }
  if (moving.size > 0) requestAnimationFrame(tick);
  else ticking = false;
}
