import { useEffect, useState } from "react";
import type { Run } from "../schema";
import { duration } from "./model/duration";
import { isEnded } from "./viewer";

/**
 * How long an execution took; counts on while it goes on. In simulated time the clock on the wall says nothing: then `tip`, the time of its newest event, says
 * how far it is.
 */
export function Took({ run, tip = null, before = "" }: { run: Run; tip?: number | null; /** Stands before it, where there is something to say. */ before?: string }) {
  const counts = !isEnded(run.status) && run.time === "real";
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [counts]);
  const to = run.stopped ?? (counts ? Math.max(now, run.started) : tip);
  // An execution that waits at its very start has no length worth telling.
  if (to === null || (run.stopped === null && to <= run.started)) return null;
  return (
    <>
      {before}
      {duration(to - run.started)}
      {tip !== null && run.time === "skip" && " simulated"}
    </>
  );
}
