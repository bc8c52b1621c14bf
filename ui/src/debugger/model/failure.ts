import type { EventRow } from "../../schema";

/**
 * The event that a failed execution failed at: from its last event back along `previous` while there is failure, to the first of it that names a state.
 * `rows` are the last events there are; none when they do not reach it or nothing failed.
 */
export function failingEvent(rows: readonly EventRow[]): EventRow | null {
  const byId = new Map(rows.map((row) => [row.id, row]));
  let row = rows.at(-1);
  let found: EventRow | null = null;
  // `previous` always goes back; a history that says otherwise ends the walk.
  while (row !== undefined && isFailure(row)) {
    if (row.state !== null) found = row;
    const previous = byId.get(row.previous);
    row = previous !== undefined && previous.id < row.id ? previous : undefined;
  }
  return found ?? rows.findLast((candidate) => candidate.mark === "failed" && candidate.state !== null) ?? null;
}

const isFailure = (row: EventRow): boolean => row.mark === "failed" || /(Failed|TimedOut|Aborted)$/.test(row.event_type);
