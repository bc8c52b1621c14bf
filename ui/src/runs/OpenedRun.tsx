import { ChevronRight, Square, X } from "lucide-react";
import { IconButton, Section, StatusShape, classes } from "../components";
import { whereItStands } from "../debugger/model/whereItStands";
import { Took } from "../debugger/Took";
import { meaningOfRun, statusWords } from "../debugger/statusWords";
import { useWaitingTasks } from "../debugger/useRunData";
import { closeRun, isEnded } from "../debugger/viewer";
import { visitName } from "../debugger/visitName";
import { shortcutOf } from "../state/commands";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import { selectedState, useSelection } from "../state/selection";
import styles from "./OpenedRun.module.css";
import { stopRun } from "./startRun";

/** The open execution: how it is, where it stands at the event shown, and what waits for the person. */
export function OpenedRun() {
  const run = useRunView(({ runView }) => runView?.run ?? null);
  const tip = useRunView(({ runView }) => (runView !== null && runView.frame !== null && runView.frame.at === runView.lastEvent ? runView.frame.time : null));
  const selected = useSelection((state) => selectedState(state.selected));
  const select = useSelection((state) => state.select);
  const tasks = useWaitingTasks();
  if (run === null) return null;
  const ended = isEnded(run.status);
  return (
    <>
      <header className={styles.head}>
        <StatusShape meaning={meaningOfRun(run)} size={20} label={null} />
        <div className={styles.titles}>
          <p className={styles.name} title={run.name}>
            {run.name}
          </p>
          <p className={styles.line}>
            {statusWords(run)}
            <Took before=", " run={run} tip={tip} />
          </p>
        </div>
        {!ended && run.live && <IconButton label="Stop" shortcut={shortcutOf("run.stop")} icon={<Square size={14} color="var(--fail)" aria-hidden />} onPress={() => void stopRun(run.arn)} />}
        <IconButton label="Back to editing" icon={<X size={16} aria-hidden />} onPress={closeRun} />
      </header>
      {tasks.length > 0 && (
        <Section name="run.waiting" title="Waiting for you" count={tasks.length}>
          {tasks.map((task) => (
            <button
              key={task.task}
              className={classes(styles.row, task.state === selected && styles.selected)}
              onClick={() => {
                useLayout.getState().change({ inspectorOpen: true });
                select({ kind: "state", state: task.state }, "runs");
              }}
            >
              <StatusShape meaning="waiting" label={null} />
              <span className={styles.state}>{visitName(task)}</span>
              <ChevronRight size={14} aria-hidden />
            </button>
          ))}
        </Section>
      )}
      <Section name="run.stands" title="Where it stands">
        <Standing />
      </Section>
      <div className={styles.rule} />
    </>
  );
}

/** The states that it is inside of at the event shown. */
function Standing() {
  const runView = useRunView((state) => state.runView);
  const selected = useSelection((state) => selectedState(state.selected));
  const select = useSelection((state) => state.select);
  if (runView === null) return null;
  const standing = runView.frame === null ? [] : whereItStands(runView.frame);
  if (standing.length === 0) {
    const over = isEnded(runView.run.status) && runView.at >= runView.lastEvent;
    return <p className={styles.nowhere}>{runView.at === 0 ? "Not started yet at this event." : over ? "It has ended." : "In no state at this event."}</p>;
  }
  return standing.map((one) => (
    <button
      key={one.state}
      className={classes(styles.row, one.state === selected && styles.selected)}
      style={{ paddingLeft: 12 + one.depth * 14 }}
      onClick={() => select({ kind: "state", state: one.state }, "runs")}
    >
      <StatusShape meaning={one.mark} />
      <span className={styles.state}>{one.name}</span>
      <span className={styles.note}>{one.progress ?? (one.inside > 1 ? `${one.inside} at once` : "")}</span>
    </button>
  ));
}
