import { bytes, PAYLOAD_LIMIT, payloadBytes } from "../../debugger/model/bytes";
import type { EdgeBytes, FlowDirection, Point } from "../../schema";
import { distance, distanceToRoute, lerp } from "./geometry";
import { legs } from "./route";

/** What stands on an edge, in lines: beside cards, where the flow goes to the right, there is less room. */
export function bytesLines({ bytes: size, count, most, near }: EdgeBytes, direction: FlowDirection): string[] {
  if (direction === "right") {
    if (most) return [`${count} × max`, bytes(size)];
    return near ? [bytes(size), `of ${PAYLOAD_LIMIT / 1024}`] : [bytes(size)];
  }
  const amount = near ? payloadBytes(size) : bytes(size);
  return [most ? `${count} × ${amount} max` : amount];
}

/** The same as a sentence. */
export function bytesSentence({ bytes: size, count, most, near }: EdgeBytes): string {
  const amount = `${size.toLocaleString("en")} bytes of JSON`;
  const passed =
    most ? `At most ${amount} passed here, in ${count} times`
    : count > 1 ? `${amount} passed here last, of ${count} times`
    : `${amount} passed here`;
  return near ? `${passed}: near the limit of ${bytes(PAYLOAD_LIMIT)}` : passed;
}

/** Sizes of what is written on an edge. */
export interface Written {
  width: number;
  height: number;
  /** Of the label, which stands there already; 0 for none. */
  labelWidth: number;
}

interface Stretch {
  a: Point;
  b: Point;
  /** What is left of it beside what is to be written there. */
  room: number;
  along: boolean;
}

const arrow = 8;
const labelHeight = 18;

/**
 * Where it stands: in the middle of a stretch of the edge's own line, along the flow where it fits there, and neither on the label nor on the
 * arrow.
 */
export function bytesPlace(
  edge: { points: readonly Point[]; label_at: Point | null; merges_at: number | null },
  direction: FlowDirection,
  { width, height, labelWidth }: Written,
): Point {
  const points = legs(edge.points);
  const own = edge.merges_at === null ? points.length - 1 : Math.max(1, Math.min(edge.merges_at, points.length - 1));
  let best: Stretch | null = null;
  for (let i = 0; i < own; i++) {
    const [a, corner] = [points[i]!, points[i + 1]!];
    const upright = Math.abs(corner.x - a.x) < Math.abs(corner.y - a.y);
    const length = distance(a, corner);
    const b = i + 2 === points.length ? lerp(a, corner, Math.max(0, length - arrow) / length) : corner;
    for (const [from, to] of besideLabel(a, b, edge.label_at, (upright ? labelHeight : labelWidth) / 2 + 3)) {
      const stretch = { a: from, b: to, room: distance(from, to) - (upright ? height : width), along: upright === (direction === "down") };
      const fits = (one: Stretch): boolean => one.along && one.room >= 6;
      if (best === null || (fits(stretch) === fits(best) ? stretch.room > best.room : fits(stretch))) best = stretch;
    }
  }
  return best === null ? (points[0] ?? { x: 0, y: 0 }) : lerp(best.a, best.b, 0.5);
}

/** What a label leaves of a leg, before it and behind it. */
function besideLabel(a: Point, b: Point, label: Point | null, half: number): [Point, Point][] {
  const length = distance(a, b);
  if (label === null || length === 0 || distanceToRoute(label, [a, b]) > 12) return [[a, b]];
  const at = distance(a, label);
  const cut = (from: number): Point => lerp(a, b, Math.max(0, Math.min(1, from / length)));
  return [[a, cut(at - half)], [cut(at + half), b]];
}
