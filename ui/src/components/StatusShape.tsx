import type { ReactNode } from "react";
import type { Mark, RunStatus } from "../schema";
import { classes } from "./classes";
import styles from "./StatusShape.module.css";

/** All meanings that the interface shows; each has its own colour and its own glyph. */
export type Meaning = Mark | "paused" | "not_visited";

export const meaningWords: Record<Meaning, string> = {
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  caught: "caught",
  retrying: "retrying",
  waiting: "waiting",
  aborted: "aborted",
  paused: "paused",
  not_visited: "not visited",
};

/** The prefix of the meaning's colour tokens: `--ok`, `--ok-text`, `--ok-soft`, … */
export const meaningColour: Record<Meaning, "run" | "ok" | "fail" | "caught" | "retry" | "wait" | "abort"> = {
  running: "run",
  succeeded: "ok",
  failed: "fail",
  caught: "caught",
  retrying: "retry",
  waiting: "wait",
  aborted: "abort",
  paused: "run",
  not_visited: "abort",
};

/** What an execution's status means. */
export function meaningOf(status: RunStatus): Meaning {
  switch (status) {
    case "RUNNING":
      return "running";
    case "SUCCEEDED":
      return "succeeded";
    case "FAILED":
    case "TIMED_OUT":
      return "failed";
    case "ABORTED":
      return "aborted";
    case "PENDING_REDRIVE":
      return "waiting";
  }
}

// Drawn on a 16 px square.
const glyphs: Record<Meaning, ReactNode> = {
  running: <path d="M6.4 5.1v5.8L11 8z" />,
  succeeded: <path d="m5 8.2 2.1 2.1L11.1 6" />,
  failed: <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" />,
  caught: <path d="M8 4.4 11 5.500v2.400c0 1.900-1.300 3-3 3.700-1.700-.7-3-1.800-3-3.700V5.500z" />,
  retrying: <path d="M11.200 8a3.200 3.200 0 1 1-.9-2.200l.9.9m0-2v2H9.200" />,
  waiting: <path d="M5.600 4.500h4.800M5.600 11.500h4.800M6.100 4.500c0 2.400 3.800 4.600 3.800 7m0-7c0 2.400-3.800 4.600-3.800 7" />,
  aborted: <path d="m5.500 10.500 5-5" />,
  paused: <path d="M6.400 5.500v5M9.600 5.500v5" />,
  not_visited: null,
};

/** The shape that stands for a meaning: a disc in its colour with its own glyph. */
export function StatusShape({ meaning, size = 16, label, className }: {
  meaning: Meaning;
  size?: number;
  /** Read out; the meaning's own word when missing, nothing when `null`. */
  label?: string | null;
  className?: string;
}) {
  const said = label === undefined ? meaningWords[meaning] : label;
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={classes(styles.shape, styles[meaning], className)}
      role={said === null ? undefined : "img"}
      aria-label={said ?? undefined}
      aria-hidden={said === null ? true : undefined}
    >
      <circle cx="8" cy="8" r={meaning === "not_visited" ? 6.75 : 7.5} className={styles.disc} />
      <g className={styles.glyph}>{glyphs[meaning]}</g>
    </svg>
  );
}
