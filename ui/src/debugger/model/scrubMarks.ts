import type { Bar, EventRow, Mark } from "../../schema";

/** A place on the scrubber's track worth going to. */
export interface ScrubMark {
  event: number;
  mark: Mark;
  /** For its tooltip. */
  text: string;
}

/** Marks that the track shows. What merely ran or succeeded is the track itself. */
const SHOWN: ReadonlySet<Mark> = new Set<Mark>(["failed", "caught", "retrying", "waiting", "aborted"]);

/** Which of two marks at one place is shown. */
const GRAVITY: Record<Mark, number> = { failed: 6, caught: 5, retrying: 4, waiting: 3, aborted: 2, running: 1, succeeded: 0 };

export function marksOfEvents(rows: readonly EventRow[]): ScrubMark[] {
  return rows.flatMap((row) =>
    row.mark !== null && SHOWN.has(row.mark) ? [{ event: row.id, mark: row.mark, text: [row.event_type, row.state === null ? null : lastName(row.state), row.note].filter((part) => part !== null).join(" · ") }] : [],
  );
}

/** For long histories, whose events are not all read: where visits ended badly. */
export function marksOfBars(bars: readonly Bar[]): ScrubMark[] {
  return bars.flatMap((bar) => (SHOWN.has(bar.mark) ? [{ event: bar.exited ?? bar.entered, mark: bar.mark, text: `${bar.name} ${bar.mark}` }] : []));
}

/** At most `places` marks, the gravest of each stretch of the track. */
export function thinned(marks: readonly ScrubMark[], lastEvent: number, places: number): ScrubMark[] {
  const byPlace = new Map<number, ScrubMark>();
  for (const mark of marks) {
    const place = Math.floor((mark.event / Math.max(1, lastEvent)) * places);
    const known = byPlace.get(place);
    if (known === undefined || GRAVITY[mark.mark] > GRAVITY[known.mark]) byPlace.set(place, mark);
  }
  return [...byPlace.values()].sort((a, b) => a.event - b.event);
}

/** A state's own name from its key: names from the top level joined by `/`, with `~0` for `~` and `~1` for `/`. */
export function lastName(key: string): string {
  return unescapeName(key.slice(key.lastIndexOf("/") + 1));
}

export const unescapeName = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");
