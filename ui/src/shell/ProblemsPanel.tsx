import { CircleCheck, CircleX, Info, ListChecks, TriangleAlert, Wrench } from "lucide-react";
import { GridList, GridListItem } from "react-aria-components";
import { Button, EmptyState } from "../components";
import type { Diagnostic, Severity } from "../schema";
import { applyFix, useActiveDocumentUnhurried } from "../state/documents";
import { useSelection } from "../state/selection";
import { nameOfKey } from "../state/stateKey";
import { useUnhurried } from "../state/unhurried";
import styles from "./ProblemsPanel.module.css";

const icons: Record<Severity, typeof Info> = { error: CircleX, warning: TriangleAlert, hint: Info };
const words: Record<Severity, string> = { error: "Error", warning: "Warning", hint: "Hint" };
const order: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

/** What AWS would say of the workflow; a click selects the place in all panes. */
export function ProblemsPanel() {
  const document = useActiveDocumentUnhurried();
  const selected = useUnhurried(useSelection, (state) => state.selected);
  const select = useSelection((state) => state.select);
  if (document === null) {
    return (
      <EmptyState icon={<ListChecks size={20} aria-hidden />} title="No workflow is open">
        Open one from Files; what AWS would refuse or warn of is listed here while you edit.
      </EmptyState>
    );
  }
  const { problems } = document.reading;
  if (problems.length === 0 && !document.reading.current) {
    return (
      <EmptyState icon={<CircleX size={20} color="var(--fail)" aria-hidden />} title="The text cannot be read">
        {document.reading.reason ?? "Mend it in the code; the diagram then follows again."}
      </EmptyState>
    );
  }
  if (problems.length === 0) {
    return (
      <EmptyState icon={<CircleCheck size={20} color="var(--ok)" aria-hidden />} title="No problems">
        AWS would take this workflow as it is. Run it with F5.
      </EmptyState>
    );
  }
  const sorted = [...problems].sort((a, b) => order[a.severity] - order[b.severity] || a.from - b.from);
  const keyOf = (problem: Diagnostic) => `${problem.from}:${problem.to}:${problem.code}:${problem.message}`;
  const current = selected?.kind === "problem" ? keyOf(selected.problem) : null;
  return (
    <GridList
      aria-label="Problems"
      className={styles.list}
      selectionMode="single"
      selectedKeys={current === null ? [] : [current]}
      onAction={(key) => {
        const problem = sorted.find((candidate) => keyOf(candidate) === key);
        if (problem !== undefined) select({ kind: "problem", problem }, "problems");
      }}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : keys;
        const problem = sorted.find((candidate) => keyOf(candidate) === key);
        if (problem !== undefined) select({ kind: "problem", problem }, "problems");
      }}
    >
      {sorted.map((problem, index) => {
        const Icon = icons[problem.severity];
        const key = keyOf(problem);
        // The same problem may be told twice at one place; a list needs names of its own.
        const id = sorted.findIndex((other) => keyOf(other) === key) === index ? key : `${key}:${index}`;
        return (
          <GridListItem key={id} id={id} textValue={problem.message} className={styles.row}>
            <Icon size={16} aria-label={words[problem.severity]} className={styles[problem.severity]} />
            <span className={styles.message}>{problem.message}</span>
            {problem.fix === null ? (
              <span />
            ) : (
              <Button className={styles.fix} icon={<Wrench size={14} aria-hidden />} onPress={() => void applyFix(document.id, problem)}>
                {problem.fix}
              </Button>
            )}
            <span className={styles.code}>{problem.code}</span>
            <span className={styles.state}>{problem.state === null ? problem.location : nameOfKey(problem.state)}</span>
            <span className={styles.place}>
              Ln {problem.line}, Col {problem.column}
            </span>
          </GridListItem>
        );
      })}
    </GridList>
  );
}
