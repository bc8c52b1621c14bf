import type { Edit } from "../../schema";
import { edit, type Outcome } from "../../state/documents";
import { selectedState, useSelection } from "../../state/selection";
import { tell } from "../../state/toasts";
import {
  connectEdit,
  firstStateEdit,
  insertEdit,
  type NewState,
} from "../model/edits";
import type { Outlet } from "../model/outlets";
import { planOf } from "../model/picture";
import { slotsOf, slotToFollow, type SlotPlace } from "../model/slots";
import { currentSource } from "../source";

const refused = "The text has to be readable before the diagram can be edited.";

/** Sends edits for the document on the canvas. */
export async function change(edits: readonly (Edit | null)[], options: { quiet?: boolean } = {}): Promise<Outcome | null> {
  const source = currentSource();
  if (source === null || source.run) return null;
  if (source.editable === null) {
    tell(refused, "caught");
    return null;
  }
  const sent = edits.filter((one) => one !== null);
  return sent.length === 0 ? null : edit(source.editable, sent, options);
}

/** Adds a state in a slot; `null` for a diagram without states. */
export async function insert(state: NewState, into: SlotPlace | null): Promise<void> {
  const source = currentSource();
  if (source === null) return;
  await change([into === null ? firstStateEdit(state) : insertEdit(planOf(source.picture), into, state)]);
}

/** Adds a state after what is selected, else at the end of the workflow. */
export async function insertHere(state: NewState): Promise<void> {
  const source = currentSource();
  if (source === null) {
    tell("Open a workflow first, or make a new one.");
    return;
  }
  if (source.run) {
    tell("This is an execution. Close it to edit the workflow.");
    return;
  }
  const { selected } = useSelection.getState();
  if (slotsOf(source.picture).length === 0) return insert(state, null);
  const slot = slotToFollow(source.picture, selected?.kind === "edge" ? { edge: selected.edge } : { state: selectedState(selected) });
  if (slot === null) tell("Nothing can follow the selected state. Select another one, or drag onto a line.");
  else await insert(state, slot.into);
}

/** Leads an outlet to a state; `null` ends there. */
export async function connect(outlet: Outlet, target: string | null): Promise<void> {
  const source = currentSource();
  if (source !== null) await change([connectEdit(planOf(source.picture), outlet, target)]);
}
