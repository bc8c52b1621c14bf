import { useEffect } from "react";
import { advanced, closeRun, goTo, pause, play, refresh, showFailure, stepBy } from "../debugger/viewer";
import { call, host } from "../host";
import type { Advanced, Event } from "../schema";
import { registerCommands, type AppCommand } from "../state/commands";
import { activeDocument } from "../state/documents";
import { useRunView } from "../state/runView";
import { tellProblem, useToasts } from "../state/toasts";
import { rowAdvanced, runsChanged } from "./runPages";
import { leavePanel, openRunDialog, runAgain, showRun, stopRun } from "./startRun";

/** How many tasks of each execution that is not shown were waiting when it was last told. */
const waiting = new Map<string, number>();

const isShown = (arn: string): boolean => useRunView.getState().runView?.run.arn === arn;

/** Says that an execution which the window does not show needs the person. */
function tellWaiting({ arn, waiting: tasks }: Advanced): void {
  const before = waiting.get(arn) ?? 0;
  if (tasks === 0) waiting.delete(arn);
  else waiting.set(arn, tasks);
  if (tasks <= before) return;
  // An execution that was started here is told of before it is shown.
  setTimeout(() => {
    if (isShown(arn) || (waiting.get(arn) ?? 0) === 0) return;
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    useToasts.getState().show({
      tone: "caught",
      text: tasks === 1 ? `A task of ${name} waits for your answer.` : `${tasks} tasks of ${name} wait for your answers.`,
      action: {
        label: "Show",
        run: () => {
          call("run", { arn })
            .then(({ run }) => showRun(run))
            .catch(tellProblem);
        },
      },
    });
  }, 1_500);
}

function take(event: Event): void {
  if (event.event === "runs_changed") runsChanged();
  else if (event.event === "advanced") {
    advanced(event.data);
    rowAdvanced(event.data);
    tellWaiting(event.data);
  }
}

const view = () => useRunView.getState().runView;
const isOpen = () => view() !== null;

const commands: readonly AppCommand[] = [
  { id: "run.start", title: "Run…", group: "Run", keys: "Mod+F5", isEnabled: () => activeDocument() !== null, run: openRunDialog },
  { id: "run.again", title: "Run again with the last settings", group: "Run", keys: "F5", isEnabled: () => activeDocument() !== null || isOpen(), run: runAgain },
  {
    id: "run.stop",
    title: "Stop the execution",
    group: "Run",
    keys: "Shift+F5",
    isEnabled: () => view()?.run.status === "RUNNING",
    run: () => stopRun(view()?.run.arn ?? ""),
  },
  { id: "run.close", title: "Close the execution and go back to editing", group: "Run", isEnabled: isOpen, run: closeRun },
  { id: "run.play", title: "Play or pause", group: "Run", keys: "K", isEnabled: isOpen, run: () => (view()?.playing === true ? pause() : play()) },
  { id: "run.previousEvent", title: "Previous event", group: "Run", keys: [",", "Shift+F10"], isEnabled: isOpen, run: () => stepBy(-1) },
  { id: "run.nextEvent", title: "Next event", group: "Run", keys: [".", "F10"], isEnabled: isOpen, run: () => stepBy(1) },
  { id: "run.firstEvent", title: "First event", group: "Run", isEnabled: isOpen, run: () => goTo(0) },
  { id: "run.lastEvent", title: "Last event", group: "Run", isEnabled: isOpen, run: () => goTo(view()?.lastEvent ?? 0) },
  {
    id: "run.failure",
    title: "Go to where the execution failed",
    group: "Run",
    isEnabled: () => view()?.run.status === "FAILED" || view()?.run.status === "TIMED_OUT",
    run: async () => {
      await showFailure();
    },
  },
];

/** Listens to what the workbench tells of executions, and adds their commands, for as long as the window is there. */
export function useRunsFollowed(): void {
  useEffect(() => {
    const leaveCommands = registerCommands(commands);
    const leaveEvents = host().onEvent(take);
    const leaveView = useRunView.subscribe((now, before) => {
      if (now.runView === null && before.runView !== null) leavePanel();
    });
    let heard = false;
    const leaveConnection = host().onConnection((connection) => {
      // What happened while nothing was heard is asked for.
      if (connection === "connected" && heard) {
        void refresh();
        runsChanged();
      }
      if (connection === "connected") heard = true;
    });
    return () => {
      leaveCommands();
      leaveEvents();
      leaveView();
      leaveConnection();
    };
  }, []);
}
