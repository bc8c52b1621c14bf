import { meaningOf, type Meaning } from "../components";
import type { Run, RunStatus } from "../schema";

/** How an execution is shown: one that only waits for the person says so. */
export function meaningOfRun(run: Pick<Run, "status" | "waiting">): Meaning {
  return run.status === "RUNNING" && run.waiting > 0 ? "waiting" : meaningOf(run.status);
}

export const STATUS_WORDS: Record<RunStatus, string> = {
  RUNNING: "Running",
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  TIMED_OUT: "Timed out",
  ABORTED: "Stopped",
  PENDING_REDRIVE: "Waiting to be redriven",
};

/** `Running`, `Waiting for you`, `Failed`. */
export function statusWords(run: Pick<Run, "status" | "waiting">): string {
  return run.status === "RUNNING" && run.waiting > 0 ? "Waiting for you" : STATUS_WORDS[run.status];
}
