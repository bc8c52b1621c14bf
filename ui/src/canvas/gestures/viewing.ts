import { call } from "../../host";
import type { PictureView } from "../../schema";
import { redrawRun } from "../../debugger/viewer";
import { setDirection, showBytes, useDiagramView } from "../../state/diagramView";
import { setView } from "../../state/documents";
import { useSelection } from "../../state/selection";
import { tell, tellProblem } from "../../state/toasts";
import { bytesWanted } from "../bytes";
import { planOf } from "../model/picture";
import { isWithin } from "../model/several";
import { setRunPicture } from "../../debugger/viewer";
import { currentSource } from "../source";
import { focusState } from "./focus";
import { revealState } from "./surface";

/** Whether how much is drawn can be changed: of a document that can be read, and of what an execution ran. */
export function canShow(): boolean {
  const source = currentSource();
  return source !== null && (source.run || source.editable !== null);
}

/** Draws more or less on the canvas. `false`: there is nothing that could be. */
async function show(change: (view: PictureView) => PictureView): Promise<boolean> {
  const source = currentSource();
  if (source === null) return false;
  if (source.run) return setRunPicture(change(source.view));
  if (source.editable === null) return false;
  const outcome = await setView(source.editable, change(source.view));
  return outcome.ok;
}

/** The Parallel or Map that is selected, or lies around what is selected. */
export function frameInFocus(): string | null {
  const source = currentSource();
  const { selected } = useSelection.getState();
  if (source === null || !canShow() || selected === null || !("state" in selected) || selected.state === null) return null;
  const plan = planOf(source.picture);
  for (let node = plan.state(selected.state); node !== undefined; node = node.parent === null ? undefined : plan.node(node.parent)) {
    if (node.kind !== "branch" && (node.state_type === "Parallel" || node.state_type === "Map")) return node.state;
  }
  return null;
}

/** Closes a Parallel or Map to a card, or opens it again; it is selected. */
export async function toggleFold(key: string): Promise<void> {
  const isFolded = currentSource()?.view.folded.includes(key) ?? false;
  const done = await show((view) => ({
    ...view,
    folded: isFolded ? view.folded.filter((other) => other !== key) : [...view.folded, key],
    // What is closed cannot be what is shown alone.
    within: !isFolded && view.within !== null && isWithin(view.within, key) ? null : view.within,
  }));
  if (!done) return;
  useSelection.getState().select({ kind: "state", state: key }, "canvas");
  focusState(key);
}

export function toggleFoldInFocus(): void {
  const key = frameInFocus();
  if (key !== null) void toggleFold(key);
}

/** Closes every Parallel and Map of the top level, or opens all where some are closed. */
export async function toggleFoldAll(): Promise<void> {
  const source = currentSource();
  if (source === null) return;
  const outer = source.picture.nodes.flatMap(({ kind, state, parent }) => (kind === "frame" && parent === null && state !== null ? [state] : []));
  await show((view) => ({ ...view, within: null, folded: view.folded.length > 0 ? [] : outer }));
}

/** Shows a Parallel or Map alone. */
export async function drillInto(key: string): Promise<void> {
  const done = await show((view) => ({ ...view, within: key, folded: view.folded.filter((other) => !isWithin(key, other)) }));
  if (!done) return;
  useSelection.getState().select({ kind: "state", state: key }, "canvas");
  focusState(key);
}

export function drillIntoFocus(): void {
  const key = frameInFocus();
  if (key !== null) void drillInto(key);
}

/** Shows what lies around what is shown alone; everything with no frame around it. */
export async function drillOut(): Promise<void> {
  const inner = currentSource()?.view.within ?? null;
  if (inner === null) return;
  const at = inner.lastIndexOf("/");
  await show((view) => ({ ...view, within: at < 0 ? null : inner.slice(0, at) }));
  revealState(inner);
  focusState(inner);
}

export async function showAll(): Promise<void> {
  await show((view) => ({ ...view, within: null }));
}

/** Writes the states' comments on their cards, or takes them off. */
export async function toggleNotes(): Promise<void> {
  await show((view) => ({ ...view, notes: !view.notes }));
}

/** Has all diagrams flow from left to right, or again from the top down. */
export async function toggleDirection(): Promise<void> {
  try {
    await setDirection(useDiagramView.getState().direction === "right" ? "down" : "right");
    await redrawRun();
  } catch (thrown) {
    tellProblem(thrown);
  }
}

/** Writes on the edges how much passed over them, or takes that off; tells what to do where nothing is known yet. */
export async function toggleBytes(): Promise<void> {
  const isOn = !useDiagramView.getState().bytes;
  showBytes(isOn);
  const wanted = isOn ? bytesWanted() : null;
  if (wanted === null) return;
  try {
    const { run } = await call("edge_bytes", wanted);
    if (run === null) tell("This workflow has not run yet. Run it (F5) to see how much passes over its edges.");
  } catch (thrown) {
    tellProblem(thrown);
  }
}

/** Opens what keeps a state from being seen. */
export async function uncover(key: string): Promise<void> {
  await show((view) => ({
    ...view,
    folded: view.folded.filter((other) => other === key || !isWithin(key, other)),
    within: view.within === null || isWithin(key, view.within) ? view.within : null,
  }));
  revealState(key);
}

/** Whether less than everything is shown. */
export function isPartial(view: PictureView): boolean {
  return view.within !== null || view.folded.length > 0;
}
