import type { WorkflowEntry } from "../schema";

/** A folder's workflows, by the folder they lie in. */
export interface WorkflowGroup {
  /** Relative, with `/`; empty for the opened folder itself. */
  folder: string;
  workflows: WorkflowEntry[];
}

/** Groups workflows by folder, in the order of paths: what lies in the opened folder first. */
export function groupByFolder(workflows: readonly WorkflowEntry[], filter: string): WorkflowGroup[] {
  const wanted = filter.trim().toLowerCase();
  const groups = new Map<string, WorkflowEntry[]>();
  for (const workflow of workflows) {
    if (wanted !== "" && !workflow.relative.toLowerCase().includes(wanted)) continue;
    const cut = workflow.relative.lastIndexOf("/");
    const folder = cut < 0 ? "" : workflow.relative.slice(0, cut);
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, [workflow]);
    else group.push(workflow);
  }
  return [...groups]
    .map(([folder, found]) => ({ folder, workflows: found.sort((a, b) => a.name.localeCompare(b.name)) }))
    .sort((a, b) => a.folder.localeCompare(b.folder));
}
