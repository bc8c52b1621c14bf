import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Diagnostic } from "../schema";

/** The workbench's problems as the editor's marks, within a text of this length; `fix` is called with the one to put right. */
export function marksOf(problems: readonly Diagnostic[], length: number, fix: (problem: Diagnostic) => void): Mark[] {
  return problems.map((problem) => {
    const from = Math.min(problem.from, length);
    const to = Math.min(Math.max(problem.to, from), length);
    const mark: Mark = { from, to, severity: problem.severity, message: problem.message, source: problem.code };
    return problem.fix === null ? mark : { ...mark, actions: [{ name: problem.fix, apply: () => fix(problem) }] };
  });
}
