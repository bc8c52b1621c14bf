import { call } from "../host";
import type { EventRows } from "../schema";

/** The last window of a history that has `events` of them. Rejects. */
export function lastEvents(arn: string, events: number): Promise<EventRows> {
  return call("events", { arn, from: Math.max(1, events - 999), count: 1_000 });
}
