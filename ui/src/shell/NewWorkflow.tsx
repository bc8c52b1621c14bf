import { FilePlus2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Dialog, Segmented } from "../components";
import type { Language, MachineKind } from "../schema";
import { recall, remember } from "../state/persisted";
import { startFrom } from "./actions";
import styles from "./NewWorkflow.module.css";
import { type BeginWith, firstChoice, readChoice, starterGroups } from "./newWorkflowModel";
import { StarterRow, useStarters } from "./Welcome";

/** A new workflow: its type and its query language first, then an empty one or a starter. */
export function NewWorkflowDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <Opened onClose={onClose} /> : null;
}

function Opened({ onClose }: { onClose: () => void }) {
  const starters = useStarters();
  const [choice, setChoice] = useState<BeginWith>(() => recall("new", readChoice, firstChoice));
  const choose = (change: Partial<BeginWith>) => {
    remember("new", { ...choice, ...change });
    setChoice({ ...choice, ...change });
  };
  /** Up and down walk through what can be begun with. */
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-begin]:not([disabled])")];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[event.key === "ArrowDown" ? at + 1 : at - 1];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <Dialog title="New workflow" isOpen onClose={onClose} size="wide" flush>
      <div className={styles.choices} data-testid="new-workflow">
        <div className={styles.choice}>
          <span>Type</span>
          <Segmented<MachineKind>
            label="Type"
            value={choice.kind}
            onChange={(kind) => choose({ kind })}
            options={[
              { id: "STANDARD", label: "Standard" },
              { id: "EXPRESS", label: "Express" },
            ]}
          />
          <p>{choice.kind === "STANDARD" ? "Runs up to a year; each step happens once and is kept." : "Runs up to five minutes, many at a time; a step may happen again."}</p>
        </div>
        <div className={styles.choice}>
          <span>Query language</span>
          <Segmented<Language>
            label="Query language"
            value={choice.language}
            onChange={(language) => choose({ language })}
            options={[
              { id: "JSONata", label: "JSONata" },
              { id: "JSONPath", label: "JSONPath" },
            ]}
          />
          <p>{choice.language === "JSONata" ? "Expressions and variables; what AWS recommends." : "Paths, templates and intrinsic functions."}</p>
        </div>
      </div>
      <div className={styles.list} onKeyDown={onKeyDown}>
        <AriaButton autoFocus data-begin className={styles.empty} onPress={() => void startFrom({ ...choice })} data-testid="begin-empty">
          <FilePlus2 size={16} aria-hidden />
          <span>Empty workflow</span>
          <span className={styles.one}>1 state</span>
        </AriaButton>
        {starterGroups(starters, choice).map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.heading}>{title}</h3>
            <ul>
              {rows.map(({ starter, refused }) => (
                <StarterRow key={starter.id} starter={starter} refused={refused} onPress={() => void startFrom({ starter: starter.id, kind: choice.kind })} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
