import type { ReactNode } from "react";
import { classes } from "./classes";
import styles from "./Badge.module.css";

export type Tone = "neutral" | "accent" | "run" | "ok" | "fail" | "caught" | "retry" | "wait" | "abort";

/** A count or a short word in a pill. */
export function Badge({ tone = "neutral", outline, children }: { tone?: Tone; outline?: boolean; children: ReactNode }) {
  return <span className={classes(styles.badge, styles[tone], outline === true && styles.outline)}>{children}</span>;
}
