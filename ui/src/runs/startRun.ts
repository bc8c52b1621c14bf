import { create } from "zustand";
import { openRun } from "../debugger/viewer";
import { call, HostProblem } from "../host";
import type { Run } from "../schema";
import { useDialogs } from "../state/dialogs";
import { activeDocument, documentOf, flushTyping, type OpenDocument, openWorkflow } from "../state/documents";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import { tell, tellProblem } from "../state/toasts";
import { readPayload } from "../debugger/payloads";
import { executionName } from "./executionName";
import { firstSettings, lastSettings, rememberSettings, workflowKey, type RunSettings } from "./runSettings";

/** Why the last start was refused; shown in the run dialog. */
export const useStartProblem = create<{ problem: HostProblem | null }>(() => ({ problem: null }));

/** Starts a document as it stands and shows the execution. False when it was refused; `useStartProblem` then says why. */
export async function startRun(document: number, settings: RunSettings, name = ""): Promise<boolean> {
  useStartProblem.setState({ problem: null });
  try {
    await flushTyping(document);
    const { input, time, tasks } = settings;
    const started = documentOf(document);
    const ask = (called: string) => call("start_run", { document, input, time, tasks, name: called });
    const mine = name.trim();
    const run = mine !== "" ? await ask(mine) : await ask(await nextName(settings, started)).catch(async (thrown: unknown) => {
      // Somebody else took that name in the meantime: any will do.
      if (!/NAME|EXIST/.test(HostProblem.from(thrown).code)) throw thrown;
      return call("start_run", { document, input, time, tasks });
    });
    if (started !== null) rememberSettings(workflowKey(started), settings);
    await showRun(run, { watch: true });
    return true;
  } catch (thrown) {
    useStartProblem.setState({ problem: HostProblem.from(thrown) });
    return false;
  }
}

/** Shows an execution, with its timeline where problems of the text stood, and its workflow behind it. Rejects. */
export async function showRun({ arn, workflow }: Pick<Run, "arn" | "workflow">, options: { watch?: boolean } = {}): Promise<void> {
  // The file may be gone: the execution has its own copy of the definition.
  if (workflow !== null && activeDocument()?.path !== workflow) await openWorkflow(workflow).catch(() => undefined);
  await openRun(arn, options);
  const { bottomOpen, bottomTab, showBottom } = useLayout.getState();
  if (bottomTab !== "problems") return;
  broughtPanel = { bottomOpen };
  showBottom("timeline");
}

/** How the bottom panel stood when an execution brought its timeline there. */
let broughtPanel: { bottomOpen: boolean } | null = null;

/** Puts the bottom panel back once no execution is open. */
export function leavePanel(): void {
  if (broughtPanel === null) return;
  const { bottomTab, change } = useLayout.getState();
  if (bottomTab !== "problems") change({ bottomTab: "problems", ...(broughtPanel.bottomOpen ? {} : { bottomOpen: false }) });
  broughtPanel = null;
}

/** A name that tells runs apart in the list: the test case or the workflow, and a number. */
async function nextName({ tasks }: RunSettings, document: OpenDocument | null): Promise<string> {
  const { runs, total } = await call("runs", { limit: 1, offset: 0, ...(typeof document?.path === "string" ? { workflow: document.path } : {}) });
  return executionName(tasks.by === "mocks" ? tasks.case : (document?.name ?? "run"), runs[0]?.name ?? null, total);
}

export function openRunDialog(): void {
  useStartProblem.setState({ problem: null });
  useDialogs.setState({ run: true });
}

/** How an execution was run. Rejects. */
async function settingsOfRun(run: Run): Promise<RunSettings> {
  const { input } = await call("run", { arn: run.arn });
  const text = input === null ? "{}" : (await readPayload(input, Number.POSITIVE_INFINITY)).text;
  return { input: text, time: run.time, tasks: run.tasks ?? { by: "person" } };
}

/** What a starter brings to be run with; none for other workflows. */
async function firstSettingsOf(document: OpenDocument): Promise<RunSettings | null> {
  try {
    const { input, tasks } = await call("first_run", { document: document.id });
    return input === null ? null : { ...firstSettings, input, ...(tasks === null ? {} : { tasks }) };
  } catch {
    // Then the person says how, as for any other workflow.
    return null;
  }
}

/** How a workflow was run last: what this page remembers, else what the history does; none when it never was. */
export async function settingsFor(document: OpenDocument): Promise<RunSettings | null> {
  const remembered = lastSettings(workflowKey(document));
  if (remembered !== null) return remembered;
  if (document.path === null) return firstSettingsOf(document);
  try {
    const [newest] = (await call("runs", { workflow: document.path, limit: 1, offset: 0 })).runs;
    return newest === undefined ? await firstSettingsOf(document) : await settingsOfRun(newest);
  } catch {
    // The history is a convenience here; that it cannot be read is told where executions are listed.
    return null;
  }
}

/** Repeats the open execution, else runs the shown workflow as it was run last; asks how when it never was, or when that is refused. */
export async function runAgain(): Promise<void> {
  const shown = useRunView.getState().runView?.run ?? null;
  const document = activeDocument();
  if (shown !== null && shown.workflow !== null) return repeatRun(shown);
  if (document === null) return;
  const settings = await settingsFor(document);
  if (settings === null) openRunDialog();
  else if (!(await startRun(document.id, settings))) useDialogs.setState({ run: true });
}

/** Runs the workflow of an earlier execution, as its file is now, with that execution's input. */
export async function repeatRun(run: Run): Promise<void> {
  try {
    if (run.workflow === null) {
      tell("That workflow was never saved. Open it and run it from there.", "caught");
      return;
    }
    const settings = await settingsOfRun(run);
    const document = await openWorkflow(run.workflow);
    if (!(await startRun(document, settings))) useDialogs.setState({ run: true });
  } catch (thrown) {
    tellProblem(thrown);
  }
}

export async function stopRun(arn: string): Promise<void> {
  try {
    await call("stop_run", { arn });
  } catch (thrown) {
    tellProblem(thrown);
  }
}
