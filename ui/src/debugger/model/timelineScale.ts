import type { Bar, BarPart, Mark, Timeline } from "../../schema";
import { duration } from "./duration";

/** Maps times (ms since the epoch) to pixels. */
export interface TimeScale {
  from: number;
  /** Never 0: an execution of one instant still has a width. */
  length: number;
  width: number;
}

export function scaleOf(timeline: Pick<Timeline, "from" | "to">, width: number): TimeScale {
  return { from: timeline.from, length: Math.max(1, timeline.to - timeline.from), width: Math.max(1, width) };
}

export function x(scale: TimeScale, time: number): number {
  return (Math.min(Math.max(0, time - scale.from), scale.length) / scale.length) * scale.width;
}

export interface Tick {
  x: number;
  label: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE,
  15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY,
] as const;

/** Times to write above the bars, in round steps of one unit, at least `apart` pixels from each other. */
export function ticks(scale: TimeScale, apart = 96): Tick[] {
  const most = Math.max(1, Math.floor(scale.width / apart));
  const step = STEPS.find((candidate) => scale.length / candidate <= most) ?? Math.ceil(scale.length / most / DAY) * DAY;
  const result: Tick[] = [];
  for (let at = 0; at <= scale.length; at += step) result.push({ x: (at / scale.length) * scale.width, label: tickLabel(at, step) });
  return result;
}

function tickLabel(at: number, step: number): string {
  if (step >= DAY) return `${at / DAY} d`;
  if (step >= HOUR) return `${at / HOUR} h`;
  if (step >= MINUTE) return at >= HOUR ? duration(at) : `${at / MINUTE} min`;
  if (step >= SECOND) return at < MINUTE ? `${at / SECOND} s` : duration(at);
  return step >= 100 ? `${Number((at / SECOND).toFixed(1))} s` : `${at} ms`;
}

/** Event numbers to write above the bars, where these are drawn by event instead of by time. */
export function eventTicks(scale: TimeScale, apart = 96): Tick[] {
  const most = Math.max(1, Math.floor(scale.width / apart));
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((candidate) => scale.length / candidate <= most) ?? Math.ceil(scale.length / most / 1_000) * 1_000;
  const result: Tick[] = [];
  for (let at = 0; at <= scale.length; at += step) result.push({ x: (at / scale.length) * scale.width, label: String(at) });
  return result;
}

/** A visit drawn by event: from the event that entered it to the one that left it. Tries have times only and are left out. */
export function byEvent(bar: Bar, lastEvent: number): Bar {
  return { ...bar, from: bar.entered, to: bar.exited ?? lastEvent, parts: [] };
}

/** What a visit stood for after event `at`; none before it began. */
export function markAsOf(bar: Bar, at: number, time: number): Mark | null {
  if (bar.entered > at) return null;
  if (bar.exited !== null && bar.exited <= at) return bar.mark;
  const part = bar.parts.findLast((candidate) => candidate.from <= time);
  if (part !== undefined && part.to > time) return part.mark === "retrying" || part.mark === "waiting" ? part.mark : "running";
  if (bar.exited === null) return bar.mark;
  return bar.mark === "waiting" ? "waiting" : "running";
}

/** A piece as it is drawn. Pieces are clipped to the bar's own time. */
export interface DrawnPart {
  x: number;
  width: number;
  mark: Mark;
  /** Drawn hatched: nothing ran, the next try was waited for. */
  pause: boolean;
}

/** The least width that can still be seen and hit. */
const LEAST = 3;

export interface DrawnBar {
  x: number;
  width: number;
  parts: DrawnPart[];
}

export function drawnBar(scale: TimeScale, bar: Bar): DrawnBar {
  const from = x(scale, bar.from);
  const start = Math.min(from, scale.width - LEAST);
  const width = Math.max(LEAST, x(scale, bar.to) - start);
  const parts = bar.parts.flatMap((part): DrawnPart[] => {
    const pause = isPause(part);
    const left = Math.max(start, Math.min(x(scale, part.from), start + width - (pause ? 0 : LEAST)));
    const right = Math.min(start + width, Math.max(x(scale, part.to), pause ? 0 : left + LEAST));
    // In simulated time a try takes no time and is still to be seen; a pause that takes none is none.
    return right - left < 0.5 ? [] : [{ x: left, width: right - left, mark: part.mark, pause }];
  });
  return { x: start, width, parts };
}

/** Back-off between tries, as the schema gives it. */
export const isPause = (part: BarPart): boolean => part.mark === "retrying";

/** The event to show for a click on a bar: the one that left it, if the time clicked is its end or later, else the one that entered it. */
export function eventAtClick(bar: Bar, time: number): number {
  return bar.exited !== null && time - bar.from > (bar.to - bar.from) / 2 ? bar.exited : bar.entered;
}
