import type { PlaySpeed } from "../../state/runView";

export const SPEEDS: readonly PlaySpeed[] = [0.5, 1, 2, 4, 10, "recorded"];

/** At 1×, how long an event is shown, in ms. */
const EVENT_MS = 250;
/** As recorded: a longer pause is cut to this, so that nobody watches a six-hour wait. */
const LONGEST_PAUSE_MS = 2_000;
/** As recorded: events of one instant still follow each other visibly. */
const SHORTEST_PAUSE_MS = 16;

/** How long to wait before showing an event that came `gap` ms after the one shown. */
export function pause(gap: number, speed: PlaySpeed): number {
  if (speed === "recorded") return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, gap));
  return EVENT_MS / speed;
}

/** How many events are due, and what is left of the time for the one after them. */
export interface Due {
  steps: number;
  /** Unspent ms, to be handed in again. */
  rest: number;
}

/**
 * Spends time on events. `times` are those of the event shown and of the known ones after it. Time that no known event can take is dropped, so that
 * playing does not race after a wait for the next window.
 */
export function due(times: readonly number[], elapsed: number, speed: PlaySpeed): Due {
  let rest = elapsed;
  let steps = 0;
  for (;;) {
    const here = times[steps];
    const next = times[steps + 1];
    if (here === undefined || next === undefined) return { steps, rest: 0 };
    const wait = pause(next - here, speed);
    if (rest < wait) return { steps, rest };
    rest -= wait;
    steps += 1;
  }
}

/** While following a running execution: events per second at least. */
const FOLLOW_RATE = 30;
/** While following: however many events came at once, they are shown within this many ms. */
const FOLLOW_WITHIN_MS = 1_200;

/** How many of `behind` events to take after `elapsed` ms, so that what came at once is still seen to happen. At least one while behind. */
export function followSteps(behind: number, backlog: number, elapsed: number): number {
  if (behind <= 0) return 0;
  const rate = Math.max(FOLLOW_RATE / 1000, backlog / FOLLOW_WITHIN_MS);
  return Math.min(behind, Math.max(1, Math.round(rate * elapsed)));
}

export function speedLabel(speed: PlaySpeed): string {
  return speed === "recorded" ? "As recorded" : `${speed}×`;
}
