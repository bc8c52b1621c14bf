import type { Variable, VariableScope, VariableUse } from "../schema";
import { nameOfKey } from "../state/stateKey";

/** Where a variable lives, for people. */
export function scopeWords({ kind, state, branch }: VariableScope): string {
  const name = state === null ? "" : nameOfKey(state);
  switch (kind) {
    case "outer":
      return "Whole workflow";
    case "branch":
      return `${name}, branch ${(branch ?? 0) + 1}`;
    case "map":
      return `Each item of ${name}`;
    case "distributed_map":
      return `Child executions of ${name}`;
  }
}

/** What is to be said of a variable as a whole; none where all is well. */
export function remark({ assigned, read }: Variable): string | null {
  if (assigned.length === 0) return "Never assigned";
  return read.length === 0 ? "Never read" : null;
}

/** Uses by state, in their order: one chip for each state. */
export interface UseOfState {
  state: string;
  uses: readonly VariableUse[];
  warning: string | null;
}

export function byState(uses: readonly VariableUse[]): UseOfState[] {
  const states = new Map<string, VariableUse[]>();
  for (const use of uses) states.set(use.state, [...(states.get(use.state) ?? []), use]);
  return [...states].map(([state, own]) => ({ state, uses: own, warning: own.find(({ warning }) => warning !== null)?.warning ?? null }));
}

/** The states that have to do with a variable, those that assign it first. */
export function statesOf({ assigned, read }: Variable): string[] {
  return [...new Set([...assigned, ...read].map(({ state }) => state))];
}

/** How many uses have something wrong with them. */
export function countWarnings(variables: readonly Variable[]): number {
  return variables.flatMap(({ assigned, read }) => [...assigned, ...read]).filter(({ warning }) => warning !== null).length;
}
