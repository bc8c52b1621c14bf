import { CircleX, Info, TriangleAlert, Wrench } from "lucide-react";
import { Button } from "../components";
import type { Diagnostic, Severity } from "../schema";
import { activeDocument, applyFix } from "../state/documents";
import { useSelection } from "../state/selection";
import styles from "./Inspector.module.css";

const icons: Record<Severity, typeof Info> = { error: CircleX, warning: TriangleAlert, hint: Info };
const words: Record<Severity, string> = { error: "Error", warning: "Warning", hint: "Hint" };

/** What AWS would say of what is shown; a click goes to the place in the text. */
export function Problems({ problems }: { problems: readonly Diagnostic[] }) {
  const select = useSelection((state) => state.select);
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems">
      {problems.map((problem, index) => {
        const Icon = icons[problem.severity];
        return (
          <li key={index}>
            <button type="button" className={styles.problem} title={`${problem.code}, line ${problem.line}`} onClick={() => select({ kind: "problem", problem }, "inspector")}>
              <Icon size={16} aria-label={words[problem.severity]} className={styles[problem.severity]} />
              <span>{problem.message}</span>
            </button>
            {problem.fix !== null && (
              <Button className={styles.fix} icon={<Wrench size={14} aria-hidden />} onPress={() => fix(problem)}>
                {problem.fix}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function fix(problem: Diagnostic): void {
  const document = activeDocument();
  if (document !== null) void applyFix(document.id, problem);
}
