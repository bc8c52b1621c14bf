import type { ReactNode } from "react";
import { Badge } from "../../components";
import { FieldLabel } from "../docs/FieldDoc";
import styles from "./fields.module.css";

/** A part of a form, with a line below it. */
export function Group({ title, field, count, note, actions, children }: {
  title?: string;
  /** The field of the language that the group is. */
  field?: string;
  count?: number | undefined;
  note?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className={styles.group} aria-label={title} data-testid={field === undefined ? undefined : `field:${field}`} data-row={field}>
      {(title !== undefined || note !== undefined) && (
        <div className={styles.head}>
          {title !== undefined && <h3>{field === undefined ? title : <FieldLabel field={field}>{title}</FieldLabel>}</h3>}
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
