import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { Diagnostic, Severity } from "../schema";
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
          </li>
        );
      })}
    </ul>
  );
}
