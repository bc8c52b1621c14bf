import { createContext, use } from "react";
import { call } from "../host";
import type { Edit, StateDetail } from "../schema";
import { edit, type Outcome } from "../state/documents";
import { selectedState, useSelection } from "../state/selection";
import { keyOfPath } from "../state/stateKey";
import { refreshDetail, showAhead } from "./detail";
import { type Ahead, aheadOf, type DetailAhead } from "./model/ahead";

/** What the controls of the inspector need to know of what they edit. */
export interface Editing {
  document: number;
  /** Names from the top level; empty for the machine itself. */
  path: readonly string[];
  detail: DetailAhead | null;
  /** `JSONPath` or `JSONata`. */
  language: string;
  isDisabled: boolean;
}

export const EditingContext = createContext<Editing>({ document: -1, path: [], detail: null, language: "JSONPath", isDisabled: true });

export function useEditing(): Editing {
  return use(EditingContext);
}

/** Edits that are made of the state's text, which is known only once all that was sent before is answered. */
export interface Made extends Ahead {
  make: (detail: StateDetail) => Edit[];
}

/**
 * Sends edits as one step of undo; says why not, or `null` once the inspector shows what came of them. What they make of the state's fields is
 * shown at once.
 */
export async function sendEdits(document: number, path: readonly string[], edits: Edit[] | Made): Promise<string | null> {
  const isMade = "make" in edits;
  if (!isMade && edits.length === 0) return null;
  const state = keyOfPath(path);
  const takeBack = showAhead(document, state, isMade ? edits : aheadOf(edits));
  const sent = isMade ? async () => edits.make(await call("state_detail", { document, state })) : edits;
  const outcome: Outcome = await edit(document, sent, { quiet: true });
  if (!outcome.ok) {
    takeBack();
    return outcome.problem.message;
  }
  // Another state may be selected by now: that one is shown.
  const now = selectedState(useSelection.getState().selected) ?? outcome.select ?? state;
  if (now !== "") await refreshDetail(document, now);
  return null;
}
