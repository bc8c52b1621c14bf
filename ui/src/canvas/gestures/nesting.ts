import { call } from "../../host";
import { chooseWorkflow } from "../../shell/choosePath";
import { activate, activeDocument, documentOf, edit, newDocument, openWorkflow } from "../../state/documents";
import { useSession } from "../../state/session";
import { nameOfKey } from "../../state/stateKey";
import { tell, tellProblem } from "../../state/toasts";
import { extractEdit, insertTextEdit, removeEdit } from "../model/edits";
import { planOf } from "../model/picture";
import { currentSource } from "../source";
import { chosenStates, stateInFocus } from "./actions";
import { beginMachine, change, mayEdit, selectStates } from "./changes";
import { textOf } from "./clipboard";
import { focusState } from "./focus";

/** Where a state machine of a name is, until the person says where. */
function arnOf(name: string): string {
  return `arn:aws:states:us-east-1:123456789012:stateMachine:${name.replaceAll(/[^A-Za-z0-9_-]+/g, "-")}`;
}

/** Takes the selected states out into a new workflow; a Task that runs it stands in their place. */
export async function extractSelected(): Promise<void> {
  const document = activeDocument();
  const keys = chosenStates();
  if (!mayEdit() || document === null || keys.length === 0) return;
  const isJsonata = document.reading.query_language === "JSONata";
  try {
    const text = await textOf(document.id, keys);
    const name = nameOfKey(keys[0]!);
    const outcome = await change([extractEdit(keys, arnOf(name))]);
    if (outcome?.ok !== true) return;
    const inner = await newDocument();
    if (await beginMachine(inner)) {
      await edit(inner, [
        ...(isJsonata ? [{ edit: "set_machine_field", field: "QueryLanguage", value: "JSONata" }] : []),
        { edit: "insert_states", text, machine: [] },
      ]);
    }
    const called = documentOf(inner)?.name ?? "a new workflow";
    activate(document.id);
    tell(`${keys.length === 1 ? name : `${keys.length} states`} moved to ${called}, which is not saved yet. A Task runs it from here.`, "ok");
    if (outcome.select !== null) {
      selectStates([outcome.select]);
      focusState(outcome.select);
    }
  } catch (thrown) {
    tellProblem(thrown);
  }
}

/** Whether the selected state is a Task that runs another state machine. */
export function canInline(): boolean {
  const source = currentSource();
  const key = stateInFocus();
  if (source === null || source.editable === null || key === null) return false;
  return planOf(source.picture).state(key)?.subtitle.startsWith("states:startExecution") ?? false;
}

/** The file of the workflow that a Task runs: of that name in the open folder, else the one that the person chooses. */
async function fileOf(document: number, key: string): Promise<string | null> {
  const { fields } = await call("state_detail", { document, state: key });
  const given = (fields?.Arguments ?? fields?.Parameters) as { StateMachineArn?: unknown } | undefined;
  const arn = typeof given?.StateMachineArn === "string" ? given.StateMachineArn : "";
  const name = arn.split(":").at(-1) ?? "";
  const known = useSession.getState().folder?.workflows.find((workflow) => workflow.name === name);
  return known?.path ?? chooseWorkflow();
}

/** Puts the states of the workflow that a Task runs in the Task's place, as one step of undo. */
export async function inlineSelected(): Promise<void> {
  const document = activeDocument();
  const key = stateInFocus();
  const source = currentSource();
  if (!mayEdit() || document === null || key === null || source === null) return;
  try {
    const path = await fileOf(document.id, key);
    if (path === null) return;
    const inner = await openWorkflow(path);
    const text = documentOf(inner)?.text.confirmed.toString() ?? "";
    activate(document.id);
    if (inner === document.id) {
      tell("This is the same workflow. Choose the one that the Task runs.", "caught");
      return;
    }
    const place = insertTextEdit(planOf(source.picture), { kind: "after", state: key }, text);
    const outcome = await change([place, removeEdit([key])]);
    if (outcome?.ok === true && outcome.select !== null) focusState(outcome.select);
  } catch (thrown) {
    tellProblem(thrown);
  }
}
