const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in short words; `now` in ms. */
export function ago(time: number, now: number): string {
  const passed = now - time;
  if (passed < minute) return "just now";
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`;
  if (passed < day) return `${Math.floor(passed / hour)} h ago`;
  if (passed < 2 * day) return "yesterday";
  if (passed < 30 * day) return `${Math.floor(passed / day)} days ago`;
  return new Date(time).toISOString().slice(0, 10);
}
