import type { ReactNode } from "react";
import { Badge } from "../../components";
import styles from "./fields.module.css";

/** A part of a form, with a line below it. */
export function Group({ title, count, note, actions, children }: {
  title?: string;
  count?: number | undefined;
  note?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className={styles.group} aria-label={title}>
      {(title !== undefined || note !== undefined) && (
        <div className={styles.head}>
          {title !== undefined && <h3>{title}</h3>}
          {count !== undefined && count > 0 && <Badge>{count}</Badge>}
          {note !== undefined && <span className={styles.headNote}>{note}</span>}
          <span className={styles.gap} />
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
