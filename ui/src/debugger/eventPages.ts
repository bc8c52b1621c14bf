import { useEffect, useReducer, useRef } from "react";
import { call } from "../host";
import type { EventRow } from "../schema";
import { tellProblem } from "../state/toasts";
import { passes, type EventFilter } from "./model/eventGroups";

/** Rows asked for at once. */
const PAGE = 200;
/** Pages kept: those looked at last. */
const KEPT = 12;

interface Pages {
  arn: string;
  /** By number: page `n` holds the events from `n * PAGE + 1`. */
  rows: Map<number, readonly EventRow[]>;
  /** One request at a time: scrolling fast asks for where it stops, not for all that passed by. */
  busy: boolean;
}

/** Windows of the open execution's events, fetched as they come into sight. The answer gives the rows that are there. */
export function useEventPages(arn: string | null, lastEvent: number, from: number, to: number): (id: number) => EventRow | null {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const pages = useRef<Pages>({ arn: "", rows: new Map(), busy: false });

  useEffect(() => {
    if (arn === null) return;
    if (pages.current.arn !== arn) pages.current = { arn, rows: new Map(), busy: false };
    const mine = pages.current;
    const page = missingPage(mine.rows, lastEvent, from, to);
    if (page === null || mine.busy) return;
    mine.busy = true;
    call("events", { arn, from: page * PAGE + 1, count: PAGE }).then(
      ({ rows }) => {
        mine.busy = false;
        mine.rows.delete(page);
        mine.rows.set(page, rows);
        for (const old of mine.rows.keys()) if (mine.rows.size > KEPT) mine.rows.delete(old);
        // Drawn again, this looks for the next page that is missing.
        if (pages.current === mine) redraw();
      },
      // Stays busy: asking again at once would only repeat the problem.
      tellProblem,
    );
  });

  return (id) => {
    const { current } = pages;
    if (current.arn !== arn) return null;
    const page = Math.floor((id - 1) / PAGE);
    return current.rows.get(page)?.[id - 1 - page * PAGE] ?? null;
  };
}

/** The first page in sight that is not there, or has grown since. */
function missingPage(rows: ReadonlyMap<number, readonly EventRow[]>, lastEvent: number, from: number, to: number): number | null {
  for (let page = Math.floor(Math.max(0, from - 1) / PAGE); page <= Math.floor(Math.max(0, to - 1) / PAGE); page += 1) {
    const expected = Math.min(PAGE, lastEvent - page * PAGE);
    if (expected > (rows.get(page)?.length ?? 0)) return page;
  }
  return null;
}

/** Found rows are kept up to here; then the person asks to search on. */
const FOUND_AT_ONCE = 500;
const SEARCHED_AT_ONCE = 20_000;

export interface FoundEvents {
  rows: readonly EventRow[];
  /** The last event that was looked at. */
  searched: number;
}

/** Searches a history for events that pass a filter, from an event on, in windows; stops when many are found or much was searched. Rejects. */
export async function searchEvents(arn: string, filter: EventFilter, from: number, lastEvent: number): Promise<FoundEvents> {
  const found: EventRow[] = [];
  let next = from;
  while (next <= lastEvent && found.length < FOUND_AT_ONCE && next - from < SEARCHED_AT_ONCE) {
    const { rows } = await call("events", { arn, from: next, count: 1_000 });
    if (rows.length === 0) break;
    found.push(...rows.filter((row) => passes(filter, row)));
    next = (rows.at(-1)?.id ?? next) + 1;
  }
  return { rows: found, searched: next - 1 };
}
