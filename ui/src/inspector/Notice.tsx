import { TriangleAlert } from "lucide-react";
import styles from "./Inspector.module.css";

/** Why nothing can be changed now. */
export function Notice({ text }: { text: string }) {
  return (
    <div className={styles.notice} role="status" data-testid="inspector-notice">
      <TriangleAlert size={16} aria-hidden />
      <p>{text}</p>
    </div>
  );
}
