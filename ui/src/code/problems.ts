import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Diagnostic } from "../schema";

/** The workbench's problems as the editor's marks, within a text of this length. */
export function marksOf(problems: readonly Diagnostic[], length: number): Mark[] {
  return problems.map((problem) => {
    const from = Math.min(problem.from, length);
    const to = Math.min(Math.max(problem.to, from), length);
    return { from, to, severity: problem.severity, message: problem.message, source: problem.code };
  });
}
