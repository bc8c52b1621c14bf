import type { ReactNode } from "react";
import { classes } from "./classes";
import styles from "./EmptyState.module.css";

/** What a panel without content says: what would stand here, and what to do to get it. */
export function EmptyState({ icon, title, children, actions, compact }: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  compact?: boolean;
}) {
  return (
    <div className={classes(styles.empty, compact === true && styles.compact)}>
      {icon !== undefined && <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
