import { Hourglass, RotateCw, Shield, Timer } from "lucide-react";
import type { ReactNode } from "react";
import type { CardBadge, StateFrame } from "../../schema";
import { classes } from "../../components";
import styles from "./Badges.module.css";

/**
 * The marks at the right end of a card's second line. In a run what happened stands in place of what could: tries in place of
 * retriers, iterations done in place of how many may run at once.
 */
export function Badges({ badges, frame }: { badges: readonly CardBadge[]; frame?: StateFrame | null | undefined }) {
  const isRun = frame !== undefined;
  const retried = frame?.retries ?? 0;
  const iterations = frame?.iterations ?? null;
  const shown: ReactNode[] = [];
  if (retried > 0) {
    shown.push(
      <span key="retried" className={classes(styles.badge, styles.retried)} title={`tried again ${times(retried)}`}>
        <RotateCw size={10} aria-hidden />×{retried}
      </span>,
    );
  }
  if (iterations !== null) {
    const done = `${frame?.iterations_done ?? 0} of ${iterations}`;
    shown.push(
      <span key="iterations" className={styles.badge} title={`${done} iterations done`}>
        {done}
      </span>,
    );
  }
  for (const badge of badges) {
    switch (badge.badge) {
      case "retry":
        if (!isRun) {
          shown.push(
            <span key="retry" className={styles.badge} title={plural(badge.count, "retrier")}>
              <RotateCw size={10} aria-hidden />
              {badge.count}
            </span>,
          );
        }
        break;
      case "catch":
        shown.push(
          <span key="catch" className={styles.badge} title={plural(badge.count, "catcher")}>
            <Shield size={10} aria-hidden />
            {badge.count}
          </span>,
        );
        break;
      case "timeout":
        if (isRun) break;
        shown.push(
          <span key="timeout" className={styles.badge} title="has a time limit">
            <Timer size={11} aria-hidden />
          </span>,
        );
        break;
      case "concurrency":
        if (iterations !== null) break;
        shown.push(
          <span key="concurrency" className={styles.badge} title="iterations at the same time">
            {badge.count}
          </span>,
        );
        break;
      case "token":
        shown.push(
          <span key="token" className={styles.badge} title="waits for its task token">
            <Hourglass size={10} aria-hidden />
            token
          </span>,
        );
        break;
    }
  }
  return shown.length === 0 ? null : <span className={styles.badges}>{shown}</span>;
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);
