import type { Point } from "../../schema";
import { between, pairRoutes } from "../model/route";
import { glide } from "./glide";

/** Draws an edge along a route. */
export type DrawRoute = (route: readonly Point[], label: Point | null) => void;

interface Moving {
  from: Point[];
  to: Point[];
  labelFrom: Point | null;
  labelTo: Point | null;
  /** Tells how far it is; cards that glide beside it began with it. */
  lead: Animation;
}

/** One loop for all edges that move: paths cannot be animated by style sheets in every engine. */
const moving = new Map<DrawRoute, Moving>();
let isTicking = false;
/** Of the edges that set out since the last frame. */
let lead: Animation | null = null;

export function moveRoute(draw: DrawRoute, from: readonly Point[], to: readonly Point[], labelFrom: Point | null, labelTo: Point | null): void {
  const [a, b] = pairRoutes(from, to);
  if (lead === null) {
    // An animation of nothing: its clock is the one by which the browser moves the cards, however late a frame is.
    lead = new Animation(new KeyframeEffect(null, null, { ...glide, fill: "both" }));
    lead.play();
  }
  moving.set(draw, { from: a, to: b, labelFrom, labelTo, lead });
  draw(a, labelFrom ?? labelTo);
  if (isTicking) return;
  isTicking = true;
  requestAnimationFrame(tick);
}

/** Where the edge is seen now, if it is on its way. */
export function seenRoute(draw: DrawRoute): { route: Point[]; label: Point | null } | null {
  const one = moving.get(draw);
  return one === undefined ? null : at(one);
}

export function stopRoute(draw: DrawRoute): void {
  moving.delete(draw);
}

function at(one: Moving): { route: Point[]; label: Point | null } {
  const t = one.lead.effect?.getComputedTiming().progress ?? 1;
  const label = one.labelFrom !== null && one.labelTo !== null ? between([one.labelFrom], [one.labelTo], t)[0]! : one.labelTo;
  return { route: between(one.from, one.to, t), label };
}

function tick(): void {
  lead = null;
  for (const [draw, one] of moving) {
    if (one.lead.playState === "finished") moving.delete(draw);
    const { route, label } = at(one);
    draw(route, label);
  }
  isTicking = moving.size > 0;
  if (isTicking) requestAnimationFrame(tick);
}
