import { useEffect, useState } from "react";
import { exactTime, relativeTime, relativeTimeChangesIn } from "./relativeTime";

/** How long ago, with the exact time in its tooltip. */
export function Ago({ time }: { time: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), relativeTimeChangesIn(time, Date.now()));
    return () => clearTimeout(timer);
  }, [time, now]);
  return (
    <time dateTime={new Date(time).toISOString()} title={exactTime(time)}>
      {relativeTime(time, now)}
    </time>
  );
}
