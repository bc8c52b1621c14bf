import { createContext, use } from "react";
import type { Edit, StateDetail } from "../schema";
import { edit, type Outcome } from "../state/documents";
import { selectedState, useSelection } from "../state/selection";
import { keyOfPath } from "../state/stateKey";
import { refreshDetail } from "./detail";

/** What the controls of the inspector need to know of what they edit. */
export interface Editing {
  document: number;
  /** Names from the top level; empty for the machine itself. */
  path: readonly string[];
  detail: StateDetail | null;
  /** `JSONPath` or `JSONata`. */
  language: string;
  isDisabled: boolean;
}

export const EditingContext = createContext<Editing>({ document: -1, path: [], detail: null, language: "JSONPath", isDisabled: true });

export function useEditing(): Editing {
  return use(EditingContext);
}

/** Sends edits as one step of undo; says why not, or `null` once the inspector shows what came of them. */
export async function sendEdits(document: number, path: readonly string[], edits: Edit[]): Promise<string | null> {
  if (edits.length === 0) return null;
  const outcome: Outcome = await edit(document, edits, { quiet: true });
  if (!outcome.ok) return outcome.problem.message;
  // Another state may be selected by now: that one is shown.
  const now = selectedState(useSelection.getState().selected) ?? outcome.select ?? keyOfPath(path);
  if (now !== "") await refreshDetail(document, now);
  return null;
}
