import { ChevronLeft, ChevronRight, CornerLeftUp } from "lucide-react";
import { useState } from "react";
import { Ago, Badge, IconButton, MiddleEllipsis, Section, ServiceTile, StatusShape, Tabs, type TabItem } from "../components";
import type { PictureNode, Run, StateData, WaitingTask } from "../schema";
import { type RunView, useRunView } from "../state/runView";
import { selectedState, useSelection } from "../state/selection";
import { pathOfKey } from "../state/stateKey";
import { AnswerForm } from "./AnswerForm";
import { ErrorView } from "./ErrorView";
import { bytes } from "./model/bytes";
import { duration } from "./model/duration";
import styles from "./RunInspector.module.css";
import { StageView } from "./StageView";
import { stagesOf, type Stage } from "./stages";
import { meaningOfRun, statusWords } from "./statusWords";
import { Took } from "./Took";
import { TriesView } from "./TriesView";
import { useStateData, useWaitingTasks } from "./useRunData";
import { goTo, isEnded } from "./viewer";

/** The inspector while an execution is open: the selected state as of the event shown, or the execution itself. */
export function RunInspector() {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? null);
  const outline = useRunView(({ runView }) => runView?.outline ?? null);
  const selected = useSelection((state) => selectedState(state.selected));
  if (arn === null) return null;
  const there = selected !== null && outline?.some((entry) => entry.key === selected) === true;
  return there ? <StateOfRun key={`${arn} ${selected}`} state={selected} /> : <WholeRun key={arn} />;
}

type StateTab = "error" | "data" | "tries";

function StateOfRun({ state }: { state: string }) {
  const runView = useRunView((all) => all.runView);
  return runView === null ? null : <StateAtEvent runView={runView} state={state} />;
}

function StateAtEvent({ runView, state }: { runView: RunView; state: string }) {
  const [visit, setVisit] = useState<number | null>(null);
  const [chosen, setChosen] = useState<StateTab | null>(null);
  const { value: found, problem } = useStateData(state, visit);
  const shown = runView.frame?.states.find((candidate) => candidate.state === state);
  // Of the last visit the frame knows what it stands for, as the canvas draws it.
  const data = found !== null && visit === null && shown !== undefined && found.visits > 0 ? { ...found, mark: shown.mark } : found;
  const tasks = useWaitingTasks().filter((task) => task.state === state);
  const node = runView.picture.nodes.find((candidate) => candidate.state === state && (candidate.kind === "state" || candidate.kind === "frame"));
  const tabs: TabItem<StateTab>[] = [];
  // An error that a later try made good is a matter of the tries.
  if (data !== null && data.error !== null && data.mark !== "succeeded") {
    const caught = data.mark === "caught";
    tabs.push({ id: "error", label: "Error", content: <ErrorView error={data.error} cause={data.cause} state={state} details={errorDetails(data, runView)} caught={caught} ended={isFinal(data, runView)} /> });
  }
  if (data !== null) {
    tabs.push({ id: "data", label: "Data", content: <DataTab data={data} tasks={tasks} arn={runView.run.arn} /> });
    if (data.tries.length > 0 || node?.state_type === "Task") tabs.push({ id: "tries", label: "Tries", count: data.tries.length, content: <TriesView tries={data.tries} /> });
  }
  const tab = tabs.some(({ id }) => id === chosen) && chosen !== null ? chosen : (tabs[0]?.id ?? "data");
  return (
    <div className={styles.inspector} data-testid="run-inspector">
      <Head node={node} name={pathOfKey(state).at(-1) ?? state} line={placeOf(state, data, runView)} meaning={data?.mark ?? "not_visited"} />
      {data !== null && data.visits > 1 && <Visits data={data} visit={visit} setVisit={setVisit} />}
      {problem !== null ? (
        <p className={styles.words}>{problem.message}</p>
      ) : data === null ? null : data.visits === 0 ? (
        <p className={styles.words}>Not entered up to event {runView.at}.{runView.at < runView.lastEvent ? " Step on, or play." : ""}</p>
      ) : (
        <Tabs label="State in this execution" value={tab} onChange={setChosen} items={tabs} />
      )}
    </div>
  );
}

function DataTab({ data, tasks, arn }: { data: StateData; tasks: readonly WaitingTask[]; arn: string }) {
  if (tasks.length > 0) {
    return (
      <div className={styles.scroll}>
        {tasks.map((task) => (
          <AnswerForm key={task.task} arn={arn} task={task} />
        ))}
      </div>
    );
  }
  return (
    <>
      <StageView stages={stagesOf(data)} />
      {data.assigned.length > 0 && <Assigned data={data} />}
    </>
  );
}

function Assigned({ data }: { data: StateData }) {
  return (
    <div className={styles.assigned}>
      <Section name="run.assigned" title="Variables set here" count={data.assigned.length}>
        {data.assigned.map(({ field, payload }) => (
          <div key={field} className={styles.variable}>
            <code>${field}</code>
            <span className="selectable" title={payload.preview}>{payload.preview}</span>
            <span>{bytes(payload.bytes)}</span>
          </div>
        ))}
      </Section>
    </div>
  );
}

function Head({ node, name, line, meaning }: { node: PictureNode | undefined; name: string; line: string; meaning: Parameters<typeof StatusShape>[0]["meaning"] }) {
  const select = useSelection((state) => state.select);
  return (
    <header className={styles.head}>
      <ServiceTile service={node?.service ?? null} stateType={node?.state_type ?? null} size="head" />
      <div className={styles.titles}>
        <h2>
          <MiddleEllipsis text={name} />
        </h2>
        <p title={line}>{line}</p>
      </div>
      <StatusShape meaning={meaning} size={18} />
      <IconButton label="The execution itself" icon={<CornerLeftUp size={16} />} onPress={() => select(null, "inspector")} />
    </header>
  );
}

function Visits({ data, visit, setVisit }: { data: StateData; visit: number | null; setVisit: (visit: number | null) => void }) {
  const go = (to: number) => setVisit(to >= data.visits - 1 ? null : Math.max(0, to));
  return (
    <div className={styles.visits} role="group" aria-label="Visits">
      <IconButton label="Earlier visit" isDisabled={data.visit === 0} icon={<ChevronLeft size={16} />} onPress={() => go(data.visit - 1)} />
      <span>
        Visit <strong>{data.visit + 1}</strong> of {data.visits}
        {data.iteration.length > 0 && `, iteration #${data.iteration.join(".")}`}
      </span>
      <IconButton label="Later visit" isDisabled={data.visit >= data.visits - 1} icon={<ChevronRight size={16} />} onPress={() => go(data.visit + 1)} />
      <span className={styles.gap} />
      {visit !== null && <button onClick={() => setVisit(null)}>Latest</button>}
      {data.entered !== null && <button onClick={() => goTo(data.exited?.id ?? data.entered?.id ?? 0)}>Go there</button>}
    </div>
  );
}

/** Where it lies and how far it is: `In Pack each parcel, iteration #4, try 2`. */
function placeOf(state: string, data: StateData | null, runView: RunView): string {
  const around = pathOfKey(state).slice(0, -1);
  const parts: string[] = [];
  if (around.length > 0) parts.push(`In ${around.join(", ")}`);
  if (data !== null && data.iteration.length > 0 && data.visits <= 1) parts.push(`iteration #${data.iteration.join(".")}`);
  if (data !== null && data.tries.length > 1) parts.push(`try ${data.tries.length}`);
  if (data !== null && data.entered !== null && data.exited !== null) parts.push(duration(data.exited.time - data.entered.time));
  if (parts.length > 0) return parts.join(", ");
  return runView.outline.find((entry) => entry.key === state)?.state_type ?? "";
}

function errorDetails(data: StateData, runView: RunView): string {
  const last = data.tries.at(-1);
  const parts: string[] = [];
  if (data.exited !== null) parts.push(`event ${data.exited.id}`);
  if (last !== undefined && last.ended !== null) parts.push(`${duration(last.ended - last.started)} after the try began`, `${duration(last.ended - runView.run.started)} into the run`);
  else if (data.exited !== null) parts.push(`${duration(data.exited.time - runView.run.started)} into the run`);
  return parts.join(" · ");
}

/** Whether this error is what ended the execution. */
function isFinal(data: StateData, runView: RunView): boolean {
  return (runView.run.status === "FAILED" || runView.run.status === "TIMED_OUT") && data.mark === "failed" && runView.run.error === data.error;
}

type RunTab = "error" | "data" | "waiting";

function WholeRun() {
  const run = useRunView(({ runView }) => runView?.run ?? null);
  const input = useRunView(({ runView }) => runView?.input ?? null);
  const output = useRunView(({ runView }) => runView?.output ?? null);
  const atLast = useRunView(({ runView }) => runView !== null && runView.at >= runView.lastEvent);
  const tip = useRunView(({ runView }) => (runView !== null && runView.frame !== null && runView.frame.at === runView.lastEvent ? runView.frame.time : null));
  const [chosen, setChosen] = useState<RunTab | null>(null);
  const tasks = useWaitingTasks();
  if (run === null) return null;
  const ended = isEnded(run.status) && atLast;
  const stages: Stage[] = [
    { id: "input", name: "Input", payload: input, empty: "It was started without input.", since: null },
    { id: "output", name: "Output", payload: ended ? output : null, empty: noOutput(run, atLast), since: "input" },
  ];
  const tabs: TabItem<RunTab>[] = [];
  if (tasks.length > 0) {
    tabs.push({
      id: "waiting",
      label: "Waiting for you",
      count: tasks.length,
      content: (
        <div className={styles.scroll}>
          {tasks.map((task) => (
            <AnswerForm key={task.task} arn={run.arn} task={task} />
          ))}
        </div>
      ),
    });
  }
  if (run.error !== null && ended) {
    const details = run.stopped === null ? "" : `${duration(run.stopped - run.started)} into the run`;
    tabs.push({ id: "error", label: "Error", content: <ErrorView error={run.error} cause={run.cause} state={null} details={details} caught={false} ended={false} /> });
  }
  tabs.push({ id: "data", label: "Data", content: <StageView stages={stages} /> });
  const tab = tabs.some(({ id }) => id === chosen) && chosen !== null ? chosen : (tabs[0]?.id ?? "data");
  return (
    <div className={styles.inspector} data-testid="run-inspector">
      <header className={styles.head}>
        <StatusShape meaning={meaningOfRun(run)} size={24} />
        <div className={styles.titles}>
          <h2>
            <MiddleEllipsis text={run.name} />
          </h2>
          <p>
            {statusWords(run)}
            <Took before=", " run={run} tip={tip} />
          </p>
        </div>
      </header>
      <dl className={styles.facts}>
        <dt>Workflow</dt>
        <dd title={run.workflow ?? undefined}>{run.workflow_name}</dd>
        <dt>Started</dt>
        <dd>
          <Ago time={run.started} />
        </dd>
        <dt>Kind</dt>
        <dd>
          <Badge outline>{run.kind}</Badge>
        </dd>
        <dt>Waits</dt>
        <dd>{run.time === "skip" ? "skipped: simulated time" : "take their time"}</dd>
        <dt>Tasks</dt>
        <dd>{run.tasks === null ? "" : run.tasks.by === "person" ? "answered by you" : `test case ${run.tasks.case}`}</dd>
      </dl>
      <Tabs label="Execution" value={tab} onChange={setChosen} items={tabs} />
    </div>
  );
}

function noOutput(run: Run, atLast: boolean): string {
  if (!isEnded(run.status)) return "No output yet: it is running.";
  if (!atLast) return "No output yet at this event.";
  return run.status === "SUCCEEDED" ? "It ended without output." : "No output: it did not succeed.";
}
