import { useSelection } from "../../state/selection";
import { tell } from "../../state/toasts";
import { insertTextEdit } from "../model/edits";
import { planOf, type Plan } from "../model/picture";
import { outermost } from "../model/several";
import { slotToFollow, slotsOf, type SlotPlace } from "../model/slots";
import { currentSource } from "../source";
import { chosenStates } from "./actions";
import { beginBlank, change, mayEdit, selectStates } from "./changes";
import { focusState } from "./focus";

/** Where states go that are put in without pointing: on the selected edge, behind the selected states, else at the end. */
function placeHere(plan: Plan): SlotPlace | null {
  const { selected } = useSelection.getState();
  if (selected?.kind === "edge") return slotToFollow(plan.picture, { edge: selected.edge })?.into ?? null;
  const keys = chosenStates();
  const inside = new Set(keys.map((key) => plan.state(key)?.id));
  // Behind several: where one of them leads out.
  const last = keys.find((key) => plan.out(plan.state(key)?.id ?? "").some((edge) => (edge.edge.kind === "next" || edge.edge.kind === "default") && !inside.has(edge.to)));
  for (const key of [last, ...keys.toReversed(), null]) {
    if (key === undefined) continue;
    const slot = slotToFollow(plan.picture, { state: key });
    if (slot !== null) return slot.into;
  }
  return null;
}

/** Puts states in that are given as ASL text, and selects them. */
export async function insertTextHere(text: string): Promise<void> {
  if (text.trim() === "") {
    tell("The clipboard holds no text. Copy states first, here or as JSON from anywhere.", "caught");
    return;
  }
  await insertText(text, "here");
}

export async function insertText(text: string, into: SlotPlace | "here"): Promise<void> {
  if (!mayEdit() || !(await beginBlank())) return;
  const source = currentSource();
  if (source === null) return;
  const plan = planOf(source.picture);
  const before = new Set(plan.picture.nodes.map(({ state }) => state));
  const place = slotsOf(source.picture).length === 0 ? null : into === "here" ? placeHere(plan) : into;
  const outcome = await change([insertTextEdit(plan, place, text)], { quiet: true });
  if (outcome === null) return;
  if (!outcome.ok) {
    tell(`Nothing was ${into === "here" ? "pasted" : "put in"}. ${outcome.problem.message}`, "caught");
    return;
  }
  const now = currentSource();
  if (now === null || outcome.select === null) return;
  const added = planOf(now.picture).picture.nodes.flatMap(({ state }) => (state === null || before.has(state) ? [] : [state]));
  selectStates([outcome.select, ...outermost([...new Set(added)])]);
  focusState(outcome.select);
}
