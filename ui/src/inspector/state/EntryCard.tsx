import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Ellipsis, GripVertical, Trash2 } from "lucide-react";
import { type ReactNode, use } from "react";
import { Button as AriaButton, VisuallyHidden } from "react-aria-components";
import { classes, IconButton, Menu } from "../../components";
import { ReorderContext } from "./EntryCards";
import styles from "./forms.module.css";

/** An entry of a list (a rule, a retrier, a catcher) that folds open into its form. */
export function EntryCard({ testId, label, index, number, title, line, aside, isOpen, onToggle, isDisabled, isFirst, isLast, onMove, onRemove, children }: {
  testId: string;
  /** `Rule 1`, read out. */
  label: string;
  /** Its place in the list. */
  index: number;
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
  const reorder = use(ReorderContext);
  const canMove = !isDisabled && !(isFirst && isLast);
  return (
    <div className={classes(styles.card, isOpen && styles.cardOpen, reorder?.dragged === index && styles.dragged)} data-testid={testId} data-card role="group" aria-label={label}>
      <div className={styles.cardHead}>
        {reorder !== null && canMove && (
          <button type="button" className={styles.grip} data-handle aria-label={`Move ${label}: drag, or press the arrow keys`} title="Drag, or press the arrow keys, to put it elsewhere" {...reorder.handle(index)}>
            <GripVertical size={14} aria-hidden />
          </button>
        )}
        <AriaButton className={styles.cardMain} aria-expanded={isOpen} onPress={onToggle}>
          <VisuallyHidden>{label}</VisuallyHidden>
          <Chevron size={14} aria-hidden />
          {number !== undefined && (
            <span className={styles.number} aria-hidden>
              {number}
            </span>
          )}
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
