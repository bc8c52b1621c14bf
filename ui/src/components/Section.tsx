import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "react-aria-components";
import { recall, remember } from "../state/persisted";
import styles from "./Section.module.css";

/** A group in a side panel that folds; whether it is folded is remembered under `name`. */
export function Section({ name, title, count, actions, children }: {
  name: string;
  title: string;
  count?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const key = `section.${name}`;
  const [isOpen, setOpen] = useState(() => recall(key, (value) => (typeof value === "boolean" ? value : undefined), true));
  const id = useId();
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section className={styles.section}>
      <div className={styles.bar}>
        <Button
          className={styles.head}
          aria-expanded={isOpen}
          aria-controls={id}
          onPress={() => {
            remember(key, !isOpen);
            setOpen(!isOpen);
          }}
        >
          <Chevron size={14} aria-hidden />
          <span className={styles.title}>{title}</span>
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </Button>
        {actions}
      </div>
      <div id={id} hidden={!isOpen}>
        {children}
      </div>
    </section>
  );
}
