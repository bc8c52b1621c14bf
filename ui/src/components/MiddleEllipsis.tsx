import { classes } from "./classes";
import styles from "./MiddleEllipsis.module.css";

/** A name on one line; what does not fit is left out of its middle, since names often differ at their ends. */
export function MiddleEllipsis({ text, tail = 10, className }: { text: string; tail?: number; className?: string | undefined }) {
  const points = Array.from(text);
  const cut = Math.max(0, points.length - tail);
  // Two parts would be read as two words; the label makes them one name again.
  return (
    <span
      className={classes(styles.name, className)}
      title={text}
      {...(cut === 0 ? {} : { role: "img", "aria-label": text })}
    >
      {cut > 0 && <span className={classes(styles.head, cut > 5 && styles.long)}>{points.slice(0, cut).join("")}</span>}
      <span className={styles.tail}>{points.slice(cut).join("")}</span>
    </span>
  );
}
