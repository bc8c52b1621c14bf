import type { Edit } from "../../schema";
import { useLayout } from "../../state/layout";
import { selectedState, selectedStates, useSelection } from "../../state/selection";
import { tell } from "../../state/toasts";
import { placeBelow, useMenus } from "../menus/menu";
import {
  disconnectEdit,
  duplicateEdit,
  removeBranchEdit,
  removeEdit,
  setStartEdit,
  wrapInMapEdit,
  wrapInParallelEdit,
} from "../model/edits";
import { planOf } from "../model/picture";
import { type Direction, walk } from "../model/walk";
import { startRenaming } from "../renaming";
import { currentSource } from "../source";
import { change } from "./changes";
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
      edits.push(...selectedStates(selected).map(removeEdit));
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

export const duplicateSelected = (): Promise<void> => withState(duplicateEdit);
export const wrapSelectedInMap = (): Promise<void> => withState(wrapInMapEdit);

export async function wrapSelectedInParallel(): Promise<void> {
  const outcome = await change([wrapInParallelEdit(selectedStates(useSelection.getState().selected))]);
  if (outcome?.ok === true && outcome.select !== null) focusState(outcome.select);
}

export function setSelectedAsStart(): Promise<void> {
  const source = currentSource();
  return source === null ? Promise.resolve() : withState((key) => setStartEdit(planOf(source.picture), key));
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

export function openMenu(): void {
  const state = stateInFocus();
  if (state !== null) useMenus.setState({ menu: { target: { kind: "state", state }, at: placeBelow(state) } });
}

export function openInspector(): void {
  if (stateInFocus() !== null) useLayout.getState().change({ inspectorOpen: true });
}

/** Selects the state that an arrow key leads to. */
export function walkTo(direction: Direction): void {
  const source = currentSource();
  if (source === null) return;
  const key = walk(planOf(source.picture), stateInFocus(), direction);
  if (key === null) return;
  useSelection.getState().select({ kind: "state", state: key }, "canvas");
  revealState(key);
  focusState(key);
}
