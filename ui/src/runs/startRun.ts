import { create } from "zustand";
import { openRun } from "../debugger/viewer";
import { call, HostProblem } from "../host";
import type { Run } from "../schema";
import { useDialogs } from "../state/dialogs";
import { activeDocument, documentOf, flushTyping, type OpenDocument, openWorkflow } from "../state/documents";
import { useLayout } from "../state/layout";
import { tell, tellProblem } from "../state/toasts";
import { readPayload } from "../debugger/payloads";
import { executionName } from "./executionName";
import { lastSettings, rememberSettings, workflowKey, type RunSettings } from "./runSettings";

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
    await showRun(run.arn, { watch: true });
    return true;
  } catch (thrown) {
    useStartProblem.setState({ problem: HostProblem.from(thrown) });
    return false;
  }
}

/** Shows an execution, with its timeline where problems of the text stood. Rejects. */
export async function showRun(arn: string, options: { watch?: boolean } = {}): Promise<void> {
  await openRun(arn, options);
  const { bottomTab, showBottom } = useLayout.getState();
  if (bottomTab === "problems") showBottom("timeline");
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

/** Runs the shown workflow as it was run last; asks how when it never was, or when that is refused. */
export async function runAgain(): Promise<void> {
  const document = activeDocument();
  if (document === null) return;
  const settings = lastSettings(workflowKey(document));
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
    const { input } = await call("run", { arn: run.arn });
    const text = input === null ? "{}" : (await readPayload(input, Number.POSITIVE_INFINITY)).text;
    const document = await openWorkflow(run.workflow);
    const settings: RunSettings = { input: text, time: run.time, tasks: run.tasks ?? { by: "person" } };
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
