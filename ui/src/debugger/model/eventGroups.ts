import type { EventRow } from "../../schema";

/** Events that belong to one visit of a state, or to none. */
export interface EventGroup {
  /** The state's key; none for the execution's own events. */
  state: string | null;
  iteration: readonly number[];
  /** The event that began it in these rows. */
  first: number;
  last: number;
  ids: number[];
}

/**
 * Groups the rows of a window by visit, in order of their first event. A visit is told by state and iteration, from an entry to the exit;
 * one that began before the window has what the window holds of it.
 */
export function groupEvents(rows: readonly EventRow[]): EventGroup[] {
  const groups: EventGroup[] = [];
  const open = new Map<string, EventGroup>();
  for (const row of rows) {
    const key = `${row.state ?? ""}\u0000${row.iteration.join(".")}`;
    let group = open.get(key);
    if (group === undefined || (row.state !== null && row.event_type.endsWith("StateEntered"))) {
      group = { state: row.state, iteration: row.iteration, first: row.id, last: row.id, ids: [] };
      groups.push(group);
      open.set(key, group);
    }
    group.ids.push(row.id);
    group.last = row.id;
    if (row.event_type.endsWith("StateExited")) open.delete(key);
  }
  return groups;
}

/** The events of the visit that an event belongs to; those of the whole execution belong to none. */
export function visitOf(rows: readonly EventRow[], id: number): ReadonlySet<number> {
  const group = groupEvents(rows).find((candidate) => candidate.ids.includes(id));
  return new Set(group === undefined || group.state === null ? [] : group.ids);
}

/** Kinds of event to filter by, as prefixes and parts of AWS's names. */
export const EVENT_KINDS = [
  { id: "all", label: "All events", matches: (_: EventRow) => true },
  { id: "states", label: "Entered and exited", matches: (row: EventRow) => /State(Entered|Exited)$/.test(row.event_type) },
  { id: "tasks", label: "Tasks", matches: (row: EventRow) => /^(Task|Lambda|Activity)(?!State)/.test(row.event_type) },
  { id: "problems", label: "Failed, retried, caught", matches: (row: EventRow) => row.mark === "failed" || row.mark === "caught" || row.mark === "retrying" || row.mark === "aborted" || /(Failed|TimedOut|Aborted)$/.test(row.event_type) },
  { id: "maps", label: "Map iterations", matches: (row: EventRow) => row.event_type.startsWith("Map") },
] as const;

export type EventKind = (typeof EVENT_KINDS)[number]["id"];

export interface EventFilter {
  kind: EventKind;
  /** A state's key; none for every state. */
  state: string | null;
}

export const isFiltering = (filter: EventFilter): boolean => filter.kind !== "all" || filter.state !== null;

export function passes(filter: EventFilter, row: EventRow): boolean {
  if (filter.state !== null && row.state !== filter.state) return false;
  return EVENT_KINDS.find((kind) => kind.id === filter.kind)?.matches(row) ?? true;
}
