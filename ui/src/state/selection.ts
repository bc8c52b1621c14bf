import { create } from "zustand";
import type { Diagnostic } from "../schema";

/** What is selected. States are named by their key (names from the top level joined by `/`, escaped). */
export type Selected =
  | { kind: "state"; state: string; /** Further states, for edits on several. */ more?: readonly string[]; /** A place in the text that is meant. */ at?: number | undefined }
  | { kind: "edge"; edge: string }
  | { kind: "rule"; state: string; /** From 0; `null` for Default. */ rule: number | null }
  | { kind: "catcher"; state: string; catcher: number }
  | { kind: "problem"; problem: Diagnostic }
  | { kind: "event"; arn: string; event: number; state: string | null };

/** The pane in which the person selected; that pane does not scroll to show it. */
export type SelectedIn =
  | "canvas" | "code" | "inspector" | "files" | "problems" | "runs" | "timeline" | "events" | "data" | "palette" | "edit";

interface SelectionState {
  selected: Selected | null;
  origin: SelectedIn | null;
  /** Grows with every selecting, also of the same thing again: panes reveal it then. */
  tick: number;
  select: (selected: Selected | null, origin: SelectedIn) => void;
}

/** The one selection, shared by all panes. */
export const useSelection = create<SelectionState>()((set) => ({
  selected: null,
  origin: null,
  tick: 0,
  select: (selected, origin) => set(({ tick }) => ({ selected, origin, tick: tick + 1 })),
}));

/** The key of the state that the selection is about, for panes that show a state. */
export function selectedState(selected: Selected | null): string | null {
  if (selected === null) return null;
  switch (selected.kind) {
    case "state":
    case "rule":
    case "catcher":
      return selected.state;
    case "problem":
      return selected.problem.state;
    case "event":
      return selected.state;
    case "edge":
      return null;
  }
}

/** All selected states: the one in focus first. */
export function selectedStates(selected: Selected | null): readonly string[] {
  if (selected?.kind === "state") return [selected.state, ...(selected.more ?? [])];
  const one = selectedState(selected);
  return one === null ? [] : [one];
}

const sets = new WeakMap<Selected, ReadonlySet<string>>();
const nothing: ReadonlySet<string> = new Set();

/** The same to look up: a thousand cards ask for it with every change of the selection. */
export function selectedSet(selected: Selected | null): ReadonlySet<string> {
  if (selected === null) return nothing;
  const known = sets.get(selected);
  if (known !== undefined) return known;
  const set: ReadonlySet<string> = new Set(selectedStates(selected));
  sets.set(selected, set);
  return set;
}

/** A selection of states, the one in focus first. */
export function ofStates(keys: readonly string[]): Selected | null {
  const [state, ...more] = keys;
  if (state === undefined) return null;
  return more.length === 0 ? { kind: "state", state } : { kind: "state", state, more };
}

/** The selection without states that are gone. */
export function pruneSelection(selected: Selected | null, isThere: (key: string) => boolean): Selected | null {
  if (selected?.kind === "state") {
    const left = selectedStates(selected).filter(isThere);
    return left.length === 1 + (selected.more?.length ?? 0) ? selected : ofStates(left);
  }
  const state = selectedState(selected);
  return state === null || isThere(state) ? selected : null;
}
