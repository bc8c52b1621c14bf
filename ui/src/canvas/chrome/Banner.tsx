import { Info, TriangleAlert } from "lucide-react";
import styles from "./Chrome.module.css";

/** Why the diagram is not that of the text. */
export function Banner({ reason, isEmpty, isPartial }: { reason: string; isEmpty: boolean; isPartial: boolean }) {
  const what = isPartial ? "This is what can be read of the text." : "This is the last diagram that could be read.";
  return (
    <div className={styles.banner} role="status" data-testid="canvas-banner">
      <TriangleAlert size={16} aria-hidden />
      <span className={styles.bannerTitle}>{isEmpty ? "There is no diagram of this text." : what}</span>
      <span className={styles.reason} title={reason}>
        {reason}
      </span>
    </div>
  );
}

/** What the diagram leaves out. */
export function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <div className={styles.banner} role="status" data-testid="canvas-notes">
      <Info size={16} aria-hidden />
      <span className={styles.reason} title={notes.join(" ")}>
        {notes.join(" ")}
      </span>
    </div>
  );
}
