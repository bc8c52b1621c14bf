import type { Point } from "../../schema";
import { distance, lerp } from "./geometry";

const number = (value: number): string => String(Math.round(value * 10) / 10);
const place = (at: Point): string => `${number(at.x)} ${number(at.y)}`;

/** Corners are rounded by at most this; short legs get less. */
export const cornerRadius = 8;
/** How long the arrow head is; the line stops inside it so that a thick line does not poke out. */
export const arrowLength = 7;

/** Leaves out points that repeat the one before, so that every leg has a direction. */
export function legs(route: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const at of route) {
    const last = kept.at(-1);
    if (last === undefined || distance(last, at) > 0.01) kept.push(at);
  }
  return kept;
}

/** The route as SVG path data with rounded corners, its end pulled back by `shorten`. */
export function roundedPath(route: readonly Point[], shorten = 0, radius = cornerRadius): string {
  const points = legs(route);
  const first = points[0];
  if (first === undefined) return "";
  const last = points.at(-1)!;
  const before = points.at(-2);
  if (before !== undefined && shorten > 0) {
    const length = distance(before, last);
    // A leg shorter than that keeps half of itself, and so its direction.
    points[points.length - 1] = lerp(last, before, Math.min(0.5, shorten / length));
  }
  let path = `M${place(first)}`;
  for (let i = 1; i + 1 < points.length; i++) {
    const corner = points[i]!;
    const from = points[i - 1]!;
    const to = points[i + 1]!;
    const cut = Math.min(radius, distance(from, corner) / 2, distance(corner, to) / 2);
    const enter = lerp(corner, from, cut / distance(from, corner));
    const leave = lerp(corner, to, cut / distance(corner, to));
    path += `L${place(enter)}Q${place(corner)} ${place(leave)}`;
  }
  return points.length > 1 ? `${path}L${place(points.at(-1)!)}` : path;
}

/** The arrow head at the route's end as SVG path data; empty for a route without a direction. */
export function arrowPath(route: readonly Point[], length = arrowLength, halfWidth = 3.5): string {
  const points = legs(route);
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return "";
  const span = distance(before, tip);
  const along = { x: (tip.x - before.x) / span, y: (tip.y - before.y) / span };
  const base = { x: tip.x - along.x * length, y: tip.y - along.y * length };
  const left = { x: base.x - along.y * halfWidth, y: base.y + along.x * halfWidth };
  const right = { x: base.x + along.y * halfWidth, y: base.y - along.x * halfWidth };
  return `M${place(tip)}L${place(left)}L${place(right)}Z`;
}

export function routeLength(route: readonly Point[]): number {
  let length = 0;
  for (let i = 0; i + 1 < route.length; i++) length += distance(route[i]!, route[i + 1]!);
  return length;
}

/** The place at a share (0 to 1) of the route's length. */
export function pointAlong(route: readonly Point[], share: number): Point {
  const first = route[0];
  if (first === undefined) return { x: 0, y: 0 };
  let left = routeLength(route) * Math.max(0, Math.min(1, share));
  for (let i = 0; i + 1 < route.length; i++) {
    const a = route[i]!;
    const b = route[i + 1]!;
    const length = distance(a, b);
    if (left <= length && length > 0) return lerp(a, b, left / length);
    left -= length;
  }
  return route.at(-1)!;
}

/** Shares of the length at which the route has its points. */
function shares(route: readonly Point[]): number[] {
  const total = routeLength(route);
  let walked = 0;
  return route.map((at, i) => {
    if (i > 0) walked += distance(route[i - 1]!, at);
    return total === 0 ? 0 : walked / total;
  });
}

/**
 * Two routes with equally many points, so that one can be turned into the other point by point.
 * Routes that have equally many already keep them: a right-angled route stays right-angled on the way.
 */
export function pairRoutes(a: readonly Point[], b: readonly Point[]): [Point[], Point[]] {
  if (a.length === b.length) return [[...a], [...b]];
  const stops = [...new Set([...shares(a), ...shares(b)])].sort((x, y) => x - y);
  return [stops.map((share) => pointAlong(a, share)), stops.map((share) => pointAlong(b, share))];
}

/** The route a share of the way between two paired ones. */
export function between(a: readonly Point[], b: readonly Point[], t: number): Point[] {
  return a.map((at, i) => lerp(at, b[i] ?? at, t));
}

/** Where the end of a route is taken hold of: before its arrow's tip, so that the card there does not cover it. */
export function gripPlace(route: readonly Point[]): Point | null {
  const points = legs(route);
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return null;
  return lerp(tip, before, Math.min(0.5, 10 / distance(before, tip)));
}
