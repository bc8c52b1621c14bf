import type { EventRow } from "../../schema";

/**
 * The event that a failed execution failed at: from its last event back along `previous` while there is failure, to the first of it that names a state.
 * Where only the execution itself says that it failed (a path found nothing), that event, with the state it came from. `rows` are the last events there
 * are; none when they do not reach it or nothing failed.
 */
export function failingEvent(rows: readonly EventRow[]): EventRow | null {
  const byId = new Map(rows.map((row) => [row.id, row]));
  // `previous` always goes back; a history that says otherwise ends the walk.
  const before = (row: EventRow): EventRow | undefined => (row.previous < row.id ? byId.get(row.previous) : undefined);
  const last = rows.at(-1);
  let found: EventRow | null = null;
  let row = last;
  for (; row !== undefined && isFailure(row); row = before(row)) if (row.state !== null) found = row;
  if (found !== null || last === undefined || !isFailure(last)) return found;
  const failed = rows.findLast((candidate) => candidate.mark === "failed" && candidate.state !== null);
  if (failed !== undefined && failed.id > last.previous) return failed;
  while (row !== undefined && row.state === null) row = before(row);
  if (row !== undefined) return { ...last, state: row.state, iteration: row.iteration };
  return failed ?? null;
}

const isFailure = (row: EventRow): boolean => row.mark === "failed" || /(Failed|TimedOut|Aborted)$/.test(row.event_type);
