import { bytes, PAYLOAD_LIMIT, payloadBytes } from "../../debugger/model/bytes";
import type { EdgeBytes, FlowDirection, Point } from "../../schema";
import { slotOnRoute } from "./slots";

/** What stands on an edge, in lines: beside cards, where the flow goes to the right, there is less room. */
export function bytesLines({ bytes: size, count, most, near }: EdgeBytes, direction: FlowDirection): string[] {
  if (direction === "right") {
    if (most) return [`${count} × max`, bytes(size)];
    return near ? [bytes(size), `of ${bytes(PAYLOAD_LIMIT)}`] : [bytes(size)];
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

/** Where it stands: on a part of the route that is the edge's own. */
export function bytesPlace(edge: { points: readonly Point[]; label_at: Point | null; merges_at: number | null }, direction: FlowDirection): Point {
  const own = edge.merges_at === null ? [...edge.points] : edge.points.slice(0, edge.merges_at + 1);
  const points = own.length > 1 ? own : [...edge.points];
  return slotOnRoute({ points, label_at: edge.label_at }, direction).at;
}
