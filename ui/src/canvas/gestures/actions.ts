import type { Edit } from "../../schema";
import { useLayout } from "../../state/layout";
import { ofStates, selectedSet, selectedState, selectedStates, useSelection } from "../../state/selection";
import { tell } from "../../state/toasts";
import { middleOfCanvas, placeBelow, useMenus } from "../menus/menu";
import {
  addBranchEdit,
  changeTypeEdit,
  disconnectEdit,
  removeBranchEdit,
  removeEdit,
  setStartEdit,
  unwrapEdit,
  wrapInMapEdit,
  wrapInParallelEdit,
} from "../model/edits";
import { planOf } from "../model/picture";
import { neighbourOf, outermost, statesBeside } from "../model/several";
import { type Direction, walk } from "../model/walk";
import { startRenaming } from "../renaming";
import { currentSource } from "../source";
import { change, mayEdit, moveStates } from "./changes";
import { focusState } from "./focus";
import { revealState } from "./surface";

/** The selected state that the canvas shows. */
export function stateInFocus(): string | null {
  const source = currentSource();
  const key = selectedState(useSelection.getState().selected);
  return source !== null && key !== null && planOf(source.picture).state(key) !== undefined ? key : null;
}

/** Whether a selected state can be edited now. */
export function canEditState(): boolean {
  return stateInFocus() !== null && (currentSource()?.editable ?? null) !== null;
}

export function canRemove(): boolean {
  return canEditState() || (useSelection.getState().selected?.kind === "edge" && (currentSource()?.editable ?? null) !== null);
}

/** Removes what is selected: states (the chain heals), a rule, a catcher, a transition. */
export async function removeSelected(): Promise<void> {
  const source = currentSource();
  const { selected, select } = useSelection.getState();
  if (source === null || selected === null) return;
  const plan = planOf(source.picture);
  const edits: (Edit | null)[] = [];
  switch (selected.kind) {
    case "edge": {
      const edge = plan.edge(selected.edge);
      const edit = edge === undefined ? null : disconnectEdit(plan, edge);
      if (edit === null) tell("This line stays for as long as its states do. Drag its end to lead it elsewhere.");
      edits.push(edit);
      break;
    }
    case "rule":
    case "catcher": {
      const out = plan.out(plan.state(selected.state)?.id ?? "");
      const edge = out.find(({ edge }) =>
        selected.kind === "catcher" ? edge.kind === "catch" && edge.index === selected.catcher
        : selected.rule === null ? edge.kind === "default"
        : edge.kind === "choice" && edge.index === selected.rule,
      );
      edits.push(edge === undefined ? null : disconnectEdit(plan, edge));
      break;
    }
    case "state":
    case "problem":
    case "event":
      edits.push(removeEdit(outermost(selectedStates(selected))));
  }
  const outcome = await change(edits);
  if (outcome?.ok !== true) return;
  if (outcome.select !== null) focusState(outcome.select);
  else if (selected.kind !== "state") select(selectedState(selected) === null ? null : { kind: "state", state: selectedState(selected)! }, "canvas");
}

async function withState(edit: (key: string) => Edit | null): Promise<void> {
  const key = stateInFocus();
  if (key === null) return;
  const outcome = await change([edit(key)]);
  if (outcome?.ok === true && outcome.select !== null) focusState(outcome.select);
}


/** The selected states without those that lie inside another one. */
export function chosenStates(): string[] {
  const source = currentSource();
  if (source === null) return [];
  const plan = planOf(source.picture);
  return outermost(selectedStates(useSelection.getState().selected)).filter((key) => plan.state(key) !== undefined);
}

async function withStates(edit: (keys: readonly string[]) => Edit | null): Promise<void> {
  const keys = chosenStates();
  if (keys.length === 0) return;
  const outcome = await change([edit(keys)]);
  if (outcome?.ok === true && outcome.select !== null) focusState(outcome.select);
}

export const wrapSelectedInMap = (): Promise<void> => withStates(wrapInMapEdit);
export const wrapSelectedInParallel = (): Promise<void> => withStates(wrapInParallelEdit);

/** Selects all states beside the one in focus; once they are, all of the top level. */
export function selectAll(): void {
  const source = currentSource();
  if (source === null) return;
  const plan = planOf(source.picture);
  const { selected, select } = useSelection.getState();
  const beside = statesBeside(plan, stateInFocus());
  const all = selectedSet(selected);
  const keys = beside.every((key) => all.has(key)) ? statesBeside(plan, null) : beside;
  if (keys.length > 0) select(ofStates(keys), "canvas");
}

export function setSelectedAsStart(): Promise<void> {
  const source = currentSource();
  return source === null ? Promise.resolve() : withState((key) => setStartEdit(planOf(source.picture), key));
}

export async function addBranch(key: string): Promise<void> {
  await change([addBranchEdit(key)]);
}

export async function removeBranch(key: string, branch: number): Promise<void> {
  await change([removeBranchEdit(key, branch)]);
}

export function renameSelected(): void {
  const key = stateInFocus();
  if (key !== null && canEditState()) startRenaming(key);
}

/** Opens the form that leads the selected state's outlets to other states. */
export function connectSelected(): void {
  const state = stateInFocus();
  if (state !== null && canEditState()) useMenus.setState({ connecting: { state, outlet: null, at: placeBelow(state) } });
}

/** Opens the list of what can be added: behind the selected state or before it, on the selected edge, or as the first state. */
export function addByKey(where: "after" | "before"): void {
  const state = stateInFocus();
  const at = state === null ? middleOfCanvas() : placeBelow(state);
  if (mayEdit()) useMenus.setState({ picking: { picking: { what: "add", into: where }, at } });
}

/** Opens the list of types that the selected state can change to. */
export function changeTypeByKey(): void {
  const state = stateInFocus();
  if (state !== null && canEditState()) useMenus.setState({ picking: { picking: { what: "type", state }, at: placeBelow(state) } });
}

export async function changeTypeOf(state: string, type: string): Promise<void> {
  const outcome = await change([changeTypeEdit(state, type)]);
  if (outcome?.ok === true && outcome.select !== null) focusState(outcome.select);
}

export const unwrapSelected = (): Promise<void> => withState(unwrapEdit);

export function canUnwrap(): boolean {
  const key = stateInFocus();
  const source = currentSource();
  if (key === null || source === null || source.editable === null) return false;
  const type = planOf(source.picture).state(key)?.state_type;
  return type === "Parallel" || type === "Map";
}

/** Moves the selected states one place along the chain: before what leads to them, or behind what follows. */
export async function moveSelected(way: "earlier" | "later"): Promise<void> {
  const source = currentSource();
  const keys = chosenStates();
  if (source === null || keys.length === 0 || !mayEdit()) return;
  const neighbour = neighbourOf(planOf(source.picture), keys, way);
  if (neighbour === null) tell(way === "earlier" ? "Nothing stands before it in its machine." : "Nothing follows it in its machine.");
  else await moveStates(keys, { kind: way === "earlier" ? "before" : "after", state: neighbour });
}

export function openMenu(): void {
  const state = stateInFocus();
  if (state !== null) useMenus.setState({ menu: { target: { kind: "state", state }, at: placeBelow(state) } });
}

export function openInspector(): void {
  if (stateInFocus() !== null) useLayout.getState().change({ inspectorOpen: true });
}

/** Selects the state that an arrow key leads to; with `adds` beside those that are selected. */
export function walkTo(direction: Direction, adds = false): void {
  const source = currentSource();
  if (source === null) return;
  const key = walk(planOf(source.picture), stateInFocus(), direction);
  if (key === null) return;
  const { selected, select } = useSelection.getState();
  const others = adds ? selectedStates(selected).filter((other) => other !== key) : [];
  select(ofStates([key, ...others]), "canvas");
  revealState(key);
  focusState(key);
}
