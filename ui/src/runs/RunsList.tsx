import { Ellipsis, ListVideo, Play, RotateCw, Square, Trash2 } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { Ago, Button, classes, EmptyState, IconButton, Menu, Segmented, StatusShape } from "../components";
import { Took } from "../debugger/Took";
import { meaningOfRun, statusWords } from "../debugger/statusWords";
import { useLines } from "../debugger/useLines";
import { closeRun, isEnded } from "../debugger/viewer";
import { call } from "../host";
import type { Run } from "../schema";
import { shortcutOf } from "../state/commands";
import { ask } from "../state/dialogs";
import { useActiveDocumentUnhurried } from "../state/documents";
import { recall, remember } from "../state/persisted";
import { useRunView } from "../state/runView";
import { tellProblem } from "../state/toasts";
import { OpenedRun } from "./OpenedRun";
import { useLoadedRuns, useRunRows } from "./runPages";
import styles from "./RunsList.module.css";
import { openRunDialog, repeatRun, showRun, stopRun } from "./startRun";

const ROW = 46;

type Scope = "workflow" | "all";

/** Executions, newest first, from the history: what is open stands above them. */
export function RunsList() {
  const document = useActiveDocumentUnhurried();
  const opened = useRunView(({ runView }) => runView?.run ?? null);
  const [scope, setScope] = useState<Scope>(() => recall<Scope>("runsScope", (value) => (value === "all" || value === "workflow" ? value : undefined), "workflow"));
  const path = opened?.workflow ?? document?.path ?? null;
  const workflow = scope === "workflow" ? path : null;
  const { total, rowAt, problem } = useRunRows(workflow);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useLines(scroller, total ?? 0, ROW);
  const items = virtual.getVirtualItems();
  useLoadedRuns(items[0]?.index ?? 0, Math.max(40, items.at(-1)?.index ?? 0));
  const [focused, setFocused] = useState(0);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const run = rowAt(focused);
    const go = (index: number) => {
      const next = Math.min(Math.max(0, index), (total ?? 1) - 1);
      setFocused(next);
      virtual.scrollToIndex(next);
    };
    if (event.key === "ArrowDown") go(focused + 1);
    else if (event.key === "ArrowUp") go(focused - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go((total ?? 1) - 1);
    else if ((event.key === "Enter" || event.key === " ") && run !== null) show(run);
    else if (event.key === "Delete" && run !== null) void remove(run);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.panel} data-testid="runs-list">
      {opened !== null && <OpenedRun />}
      <div className={styles.scope}>
        <Segmented
          label="Which executions"
          value={scope}
          onChange={(chosen) => {
            remember("runsScope", chosen);
            setScope(chosen);
          }}
          options={[
            { id: "workflow", label: "This workflow" },
            { id: "all", label: "All" },
          ]}
        />
        <span className={styles.total}>{total === null || total === 0 ? "" : total}</span>
      </div>
      {problem !== null && <p className={styles.problem}>{problem.message}</p>}
      {total === 0 ? (
        <EmptyState
          compact
          icon={<ListVideo size={20} aria-hidden />}
          title="No execution yet."
          actions={
            document === null ? undefined : (
              <Button icon={<Play size={16} aria-hidden />} onPress={openRunDialog}>
                Run
              </Button>
            )
          }
        >
          {document === null ? "Open a workflow and run it. Its executions are kept here." : scope === "workflow" ? "Run this workflow. Its executions are kept here, also after a restart." : "Run a workflow. Executions are kept here, also after a restart."}
        </EmptyState>
      ) : (
        <div
          className={styles.rows}
          ref={scroller}
          tabIndex={0}
          role="grid"
          aria-label="Executions"
          aria-rowcount={total ?? 0}
          aria-activedescendant={rowAt(focused) === null ? undefined : `run-${focused}`}
          onKeyDown={onKeyDown}
        >
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
            {items.map((item) => {
              const run = rowAt(item.index);
              return run === null ? (
                <div key={item.key} role="presentation" className={styles.row} style={{ top: item.start }} />
              ) : (
                <Row
                  key={run.arn}
                  index={item.index}
                  run={run}
                  top={item.start}
                  opened={run.arn === opened?.arn}
                  focused={item.index === focused}
                  withWorkflow={workflow === null}
                  onFocus={() => setFocused(item.index)}
                />
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

function show(run: Run): void {
  showRun(run).catch(tellProblem);
}

/** Removes an execution from the history, for good: asks first. */
async function remove(run: Run): Promise<void> {
  if (!isEnded(run.status)) {
    await ask("Stop it first", "An execution that is running cannot be deleted.", [{ id: "ok", label: "All right", tone: "primary" }], [run.name]);
    return;
  }
  const choice = await ask("Delete the execution?", "Its history, with all inputs and outputs, is removed for good.", [{ id: "delete", label: "Delete", tone: "danger" }], [run.name]);
  if (choice !== "delete") return;
  try {
    await call("delete_runs", { arns: [run.arn] });
    if (useRunView.getState().runView?.run.arn === run.arn) closeRun();
  } catch (thrown) {
    tellProblem(thrown);
  }
}

interface RowProps {
  index: number;
  run: Run;
  top: number;
  opened: boolean;
  focused: boolean;
  withWorkflow: boolean;
  onFocus: () => void;
}

function Row({ index, run, top, opened, focused, withWorkflow, onFocus }: RowProps) {
  const running = !isEnded(run.status);
  return (
    <div
      id={`run-${index}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={opened}
      className={classes(styles.row, opened && styles.opened, focused && styles.focused)}
      style={{ top }}
      data-testid={`run-row:${run.name}`}
      data-status={run.status}
      title={`${run.name}, ${statusWords(run)}, ${run.events === 1 ? "1 event" : `${run.events} events`}`}
      onClick={() => {
        onFocus();
        show(run);
      }}
    >
      <div role="gridcell" className={styles.shape}>
        <StatusShape meaning={meaningOfRun(run)} label={statusWords(run)} />
      </div>
      <div role="gridcell" className={styles.words}>
        <div className={styles.first}>
          <span className={styles.name}>
            {run.name}
          </span>
          <span className={styles.took}>
            <Took run={run} />
          </span>
        </div>
        <div className={styles.second}>
          <Ago time={run.started} />
          {(run.error === null || withWorkflow) && <span>{run.events === 1 ? "1 event" : `${run.events} events`}</span>}
          {withWorkflow && <span className={styles.workflow}>{run.workflow_name}</span>}
          {run.waiting > 0 && running ? <span className={styles.waits}>waits for you</span> : run.error !== null && <span className={styles.error} title={run.cause ?? undefined}>{run.error}</span>}
        </div>
      </div>
      {/* What is pressed here is not the line itself. */}
      <div className={styles.menu} onClick={(event) => event.stopPropagation()} role="gridcell">
        <Menu
          label={`Execution ${run.name}`}
          groups={[
            {
              actions: [
                { id: "open", label: "Open", run: () => show(run) },
                { id: "again", label: "Run again with its input", icon: <RotateCw size={16} aria-hidden />, isDisabled: run.workflow === null, run: () => void repeatRun(run) },
              ],
            },
            {
              actions: [
                { id: "stop", label: "Stop", icon: <Square size={16} aria-hidden />, shortcut: opened ? shortcutOf("run.stop") : undefined, isDisabled: !running, run: () => void stopRun(run.arn) },
                { id: "delete", label: "Delete…", icon: <Trash2 size={16} aria-hidden />, tone: "danger", isDisabled: running, run: () => void remove(run) },
              ],
            },
          ]}
        >
          <IconButton label="More" icon={<Ellipsis size={16} aria-hidden />} />
        </Menu>
      </div>
    </div>
  );
}
