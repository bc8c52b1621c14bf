import type { Edit } from "../../schema";
import { call } from "../../host";
import { documentChanged, edit, flushTyping, type Outcome } from "../../state/documents";
import { ofStates, selectedState, useSelection } from "../../state/selection";
import { keyOfPath, nameOfKey, pathOfKey } from "../../state/stateKey";
import { tell, tellProblem } from "../../state/toasts";
import {
  connectEdit,
  firstStateEdit,
  freeName,
  insertAtOutlet,
  insertEdit,
  moveEdit,
  type NewState,
} from "../model/edits";
import type { Outlet } from "../model/outlets";
import { planOf } from "../model/picture";
import { slotsOf, slotToFollow, type SlotPlace } from "../model/slots";
import { currentSource } from "../source";
import { focusState } from "./focus";

/** Whether the diagram on the canvas can be edited; tells the person why where it cannot. */
export function mayEdit(): boolean {
  const source = currentSource();
  if (source === null) tell("Open a workflow first, or make a new one.");
  else if (source.run) tell("This is an execution. Go back to editing to change the workflow.");
  else if (source.editable === null) tell("The text cannot be read now. Repair it to edit the diagram.", "caught");
  else return true;
  return false;
}

/** Sends edits for the document on the canvas. */
export async function change(edits: readonly (Edit | null)[], options: { quiet?: boolean } = {}): Promise<Outcome | null> {
  const document = currentSource()?.editable ?? null;
  if (!mayEdit() || document === null) return null;
  const sent = edits.filter((one) => one !== null);
  return sent.length === 0 ? null : edit(document, sent, options);
}

const emptyMachine = '{\n  "StartAt": "",\n  "States": {}\n}\n';

/** Writes the frame of a state machine into a document that has nothing in it. */
export async function beginMachine(id: number): Promise<boolean> {
  try {
    await flushTyping(id);
    const { text, status } = await call("document", { document: id });
    await call("type_text", { document: id, version: status.version, changes: [{ from: 0, to: text.length, insert: emptyMachine }] });
    documentChanged(await call("document", { document: id }));
    return true;
  } catch (thrown) {
    tellProblem(thrown);
    return false;
  }
}

/** Begins the state machine of a document that has nothing in it; others are left as they are. */
export async function beginBlank(): Promise<boolean> {
  const source = currentSource();
  return source === null || !source.blank || source.editable === null || beginMachine(source.editable);
}

/** Adds a state in a slot; `null` for a diagram without states. */
export async function insert(state: NewState, into: SlotPlace | null): Promise<Outcome | null> {
  const source = currentSource();
  if (source === null || !(await beginBlank())) return null;
  return change([into === null ? firstStateEdit(state) : insertEdit(planOf(source.picture), into, state)]);
}

/** Adds a state after what is selected, else at the end of the workflow. */
export async function insertHere(state: NewState): Promise<Outcome | null> {
  const source = currentSource();
  if (!mayEdit() || source === null) return null;
  const { selected } = useSelection.getState();
  if (slotsOf(source.picture).length === 0) return insert(state, null);
  const slot = slotToFollow(source.picture, selected?.kind === "edge" ? { edge: selected.edge } : { state: selectedState(selected) });
  if (slot !== null) return insert(state, slot.into);
  tell("Nothing can follow the selected state. Select another one, or drag onto a line.");
  return null;
}

/** Adds a state that an outlet leads to. */
export async function insertFrom(outlet: Outlet, state: NewState): Promise<Outcome | null> {
  const source = currentSource();
  if (source === null) return null;
  const outcome = await change(insertAtOutlet(planOf(source.picture), outlet, state));
  // The last of the edits is about the state that leads there.
  const added = keyOfPath([...pathOfKey(outlet.state).slice(0, -1), freeName(state.name, planOf(source.picture).names)]);
  if (outcome?.ok === true) selectStates([added]);
  return outcome?.ok === true ? { ok: true, select: added } : outcome;
}

/** Moves states into a slot, and selects them where they are then. */
export async function moveStates(keys: readonly string[], into: SlotPlace): Promise<void> {
  const source = currentSource();
  if (source === null) return;
  const outcome = await change([moveEdit(planOf(source.picture), into, keys)]);
  if (outcome?.ok !== true || outcome.select === null) return;
  const level = pathOfKey(outcome.select).slice(0, -1);
  selectStates([outcome.select, ...keys.map((key) => keyOfPath([...level, nameOfKey(key)]))]);
  focusState(outcome.select);
}

/** Selects states of the diagram that are there, the first one in focus. */
export function selectStates(keys: readonly string[]): void {
  const source = currentSource();
  if (source === null) return;
  const plan = planOf(source.picture);
  const there = [...new Set(keys)].filter((key) => plan.state(key) !== undefined);
  useSelection.getState().select(ofStates(there), "canvas");
}

/** Leads an outlet to a state; `null` ends there. */
export async function connect(outlet: Outlet, target: string | null): Promise<void> {
  const source = currentSource();
  if (source !== null) await change([connectEdit(planOf(source.picture), outlet, target)]);
}
