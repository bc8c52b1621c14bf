import { ArrowDownToDot } from "lucide-react";
import { Button, StatusShape } from "../components";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import { useSelection } from "../state/selection";
import { nameOfKey } from "../state/stateKey";
import { causeWords } from "./model/causeWords";
import { duration } from "./model/duration";
import styles from "./RunBar.module.css";
import { useFailingEvent, useWaitingTasks } from "./useRunData";
import { showFailure } from "./viewer";
import { visitName } from "./visitName";

/** Above the canvas, when the open execution needs the person: it failed, or it waits for answers. */
export function RunBar() {
  const run = useRunView(({ runView }) => runView?.run ?? null);
  const tasks = useWaitingTasks();
  const failing = useFailingEvent();
  if (run === null) return null;
  const [task] = tasks;
  if (run.status === "RUNNING" && task !== undefined) {
    return (
      <div className={`${styles.bar} ${styles.waiting}`} role="status" data-testid="waiting-bar">
        <StatusShape meaning="waiting" size={20} label={null} />
        <strong>{tasks.length === 1 ? `${visitName(task)} waits for your answer` : `${tasks.length} tasks wait for your answers`}</strong>
        <code>{task.resource}</code>
        <span className={styles.gap} />
        <Button
          variant="primary"
          onPress={() => {
            useLayout.getState().change({ inspectorOpen: true });
            useSelection.getState().select({ kind: "state", state: task.state }, "runs");
          }}
        >
          Answer
        </Button>
      </div>
    );
  }
  if (run.status !== "FAILED" && run.status !== "TIMED_OUT") return null;
  return (
    <div className={`${styles.bar} ${styles.failed}`} role="status" data-testid="failure-bar">
      <StatusShape meaning="failed" size={20} label={null} />
      <strong>{run.status === "TIMED_OUT" ? "The execution timed out" : `${failing === null || failing.state === null ? "The execution" : visitName({ name: nameOfKey(failing.state), iteration: failing.iteration })} failed`}</strong>
      {run.error !== null && <code>{run.error}</code>}
      <span className={styles.words} title={run.cause ?? undefined}>
        {run.cause !== null && run.cause !== "" ? causeWords(run.cause) : run.stopped !== null ? `after ${duration(run.stopped - run.started)}` : ""}
      </span>
      <Button
        icon={<ArrowDownToDot size={16} aria-hidden />}
        onPress={() => {
          useLayout.getState().change({ inspectorOpen: true });
          void showFailure();
        }}
      >
        Go to failure
      </Button>
    </div>
  );
}
