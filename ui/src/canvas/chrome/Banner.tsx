import { TriangleAlert } from "lucide-react";
import styles from "./Chrome.module.css";

/** Why the diagram is not that of the text. */
export function Banner({ reason }: { reason: string }) {
  return (
    <div className={styles.banner} role="status" data-testid="canvas-banner">
      <TriangleAlert size={16} aria-hidden />
      <span className={styles.bannerTitle}>This is the last diagram that could be read.</span>
      <span className={styles.reason} title={reason}>
        {reason}
      </span>
    </div>
  );
}
