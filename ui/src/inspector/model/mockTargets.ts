import type { MockFile } from "../../schema";

/** Where a mock may be kept. */
export interface MockTarget {
  path: string;
  /** For people: the path within the folder. */
  label: string;
  isNew: boolean;
  cases: readonly { machine: string; case: string }[];
}

/** The mock files that can be read, then a new one beside the workflow, where that has a file and none is there. */
export function mockTargets(files: readonly MockFile[], workflow: { path: string | null; name: string }): MockTarget[] {
  const targets = files.filter(({ reason }) => reason === null).map(({ path, relative, cases }): MockTarget => ({ path, label: relative, isNew: false, cases }));
  if (workflow.path === null) return targets;
  const end = Math.max(workflow.path.lastIndexOf("/"), workflow.path.lastIndexOf("\\"));
  const name = `${workflow.name}.mocks.json`;
  const path = workflow.path.slice(0, end + 1) + name;
  return files.some((file) => file.path === path) ? targets : [...targets, { path, label: name, isNew: true, cases: [] }];
}

/** The key under `StateMachines` for a new test case: the one that the file has for this workflow, else the workflow's name. */
export function machineFor(target: MockTarget, workflow: string): string {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return target.cases.find(({ machine }) => plain(machine) === plain(workflow))?.machine ?? workflow;
}
