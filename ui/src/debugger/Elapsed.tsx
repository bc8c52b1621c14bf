import { useEffect, useState } from "react";
import { duration } from "./model/duration";

/** How long something took; counts on while it goes on. */
export function Elapsed({ from, to }: { from: number; to: number | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (to !== null) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [to]);
  return <>{duration(Math.max(0, (to ?? now) - from))}</>;
}
