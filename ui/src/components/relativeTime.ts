/** How long ago, for people: `just now`, `12 s ago`, `1 min ago`, `3 h ago`, `2 d ago`, then the date. Both times in ms since the epoch. */
export function relativeTime(time: number, now: number): string {
  const seconds = Math.round((now - time) / 1000);
  if (seconds < 3) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  if (days < 30) return `${days} d ago`;
  return new Date(time).toLocaleDateString(undefined, { year: "numeric", month: "short", day: "numeric" });
}

/** The exact time, to the millisecond, in the person's zone. */
export function exactTime(time: number): string {
  return new Date(time).toLocaleString(undefined, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZoneName: "short",
  });
}

/** When `relativeTime` will read differently, in ms from now: what a clock that redraws it should wait. */
export function relativeTimeChangesIn(time: number, now: number): number {
  const age = now - time;
  if (age < 60_000) return 1_000;
  return age < 3_600_000 ? 20_000 : 300_000;
}
