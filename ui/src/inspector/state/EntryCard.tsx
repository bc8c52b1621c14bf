import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Ellipsis, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { classes, IconButton, Menu } from "../../components";
import styles from "./forms.module.css";

/** An entry of a list (a rule, a retrier, a catcher) that folds open into its form. */
export function EntryCard({ testId, label, number, title, line, aside, isOpen, onToggle, isDisabled, isFirst, isLast, onMove, onRemove, children }: {
  testId: string;
  /** `Rule 1`, read out. */
  label: string;
  number?: number;
  title: ReactNode;
  line: ReactNode;
  aside?: ReactNode;
  isOpen: boolean;
  onToggle: () => void;
  isDisabled: boolean;
  isFirst: boolean;
  isLast: boolean;
  /** By how many places. */
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  children: ReactNode;
}) {
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className={classes(styles.card, isOpen && styles.cardOpen)} data-testid={testId} role="group" aria-label={label}>
      <div className={styles.cardHead}>
        <AriaButton className={styles.cardMain} aria-expanded={isOpen} aria-label={label} onPress={onToggle}>
          <Chevron size={14} aria-hidden />
          {number !== undefined && <span className={styles.number}>{number}</span>}
          <div className={styles.cardWords}>
            <div className={styles.cardTitle}>{title}</div>
            <div className={styles.cardLine}>{line}</div>
          </div>
          {aside}
        </AriaButton>
        <Menu
          label={label}
          groups={[
            {
              actions: [
                { id: "up", label: "Move up", icon: <ArrowUp size={16} aria-hidden />, isDisabled: isDisabled || isFirst, run: () => onMove(-1) },
                { id: "down", label: "Move down", icon: <ArrowDown size={16} aria-hidden />, isDisabled: isDisabled || isLast, run: () => onMove(1) },
              ],
            },
            { actions: [{ id: "remove", label: "Remove", icon: <Trash2 size={16} aria-hidden />, tone: "danger", isDisabled, run: onRemove }] },
          ]}
        >
          <IconButton label="More" icon={<Ellipsis size={16} aria-hidden />} />
        </Menu>
      </div>
      {isOpen && <div className={styles.cardBody}>{children}</div>}
    </div>
  );
}
