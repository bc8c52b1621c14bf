import { covers, WINDOW_STEPS, windowEnd, windowStart, type FrameWindow } from "./frameWindow";

/** How near to a window's end the next one is asked for, in events. */
const AHEAD = 120;

/** The windows that are kept: the one shown and at most one on either side. Never the whole history. */
export interface FrameCache {
  windows: readonly FrameWindow[];
}

/** A request for frames. */
export interface FramesWanted {
  from: number;
  count: number;
}

export const emptyCache: FrameCache = { windows: [] };

/** The window that holds a frame. */
export function windowAt(cache: FrameCache, at: number): FrameWindow | null {
  return cache.windows.find((window) => covers(window, at)) ?? null;
}

/** Takes a window in and drops what is no neighbour of the frame shown. A window that continues another grows it while it stays within bounds. */
export function withWindow(cache: FrameCache, added: FrameWindow, at: number): FrameCache {
  const windows: FrameWindow[] = [];
  let fresh = added;
  for (const window of cache.windows) {
    const continues = windowEnd(window) === windowStart(fresh) && window.steps.length + fresh.steps.length <= WINDOW_STEPS;
    if (continues) fresh = { base: window.base, steps: [...window.steps, ...fresh.steps] };
    // What the new window holds wholly is not needed twice.
    else if (windowStart(window) < windowStart(fresh) || windowEnd(window) > windowEnd(fresh)) windows.push(window);
  }
  windows.push(fresh);
  windows.sort((a, b) => windowStart(a) - windowStart(b));
  return { windows: nearest(windows, at) };
}

function nearest(windows: FrameWindow[], at: number): FrameWindow[] {
  if (windows.length <= 3) return windows;
  const distance = (window: FrameWindow) => (covers(window, at) ? -1 : Math.min(Math.abs(windowStart(window) - at), Math.abs(windowEnd(window) - at)));
  const kept = new Set([...windows].sort((a, b) => distance(a) - distance(b)).slice(0, 3));
  return windows.filter((window) => kept.has(window));
}

/** What to ask for so that frame `at` can be shown now; none when it can. */
export function wantedFor(cache: FrameCache, at: number, lastEvent: number): FramesWanted | null {
  if (windowAt(cache, at) !== null) return null;
  const before = cache.windows.findLast((window) => windowEnd(window) < at);
  // Near the end of a known window: go on from there, so that the steps between are not lost.
  if (before !== undefined && at - windowEnd(before) <= WINDOW_STEPS) return { from: windowEnd(before), count: WINDOW_STEPS };
  // Anywhere else: a window around it, so that stepping works both ways; at the tip as far back as one goes.
  const from = Math.max(0, Math.min(at - WINDOW_STEPS / 2, lastEvent - WINDOW_STEPS));
  return { from, count: WINDOW_STEPS };
}

/** What to ask for next so that stepping on from `at` does not wait; none when nothing is near. */
export function wantedNext(cache: FrameCache, at: number, lastEvent: number): FramesWanted | null {
  const window = windowAt(cache, at);
  if (window === null) return null;
  const end = windowEnd(window);
  if (end < lastEvent && end - at < AHEAD && windowAt(cache, end + 1) === null) return { from: end, count: WINDOW_STEPS };
  const start = windowStart(window);
  if (start > 0 && at - start < AHEAD && windowAt(cache, start - 1) === null) {
    const from = Math.max(0, start - WINDOW_STEPS);
    return { from, count: start - from };
  }
  return null;
}
