import { useEffect, useState } from "react";
import { call } from "../host";
import type { EventRow, StateData, Timeline, WaitingTask } from "../schema";
import { useRunView } from "../state/runView";
import { failingEvent } from "./model/failure";
import { lastEvents } from "./lastEvents";
import { marksOfBars, marksOfEvents, type ScrubMark } from "./model/scrubMarks";
import { useAnswer, type Answer } from "./useAnswer";

/** A state's data as of the frame shown. `visit`: from 0; none for its last one. */
export function useStateData(state: string | null, visit: number | null): Answer<StateData> {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? null);
  const at = useRunView(({ runView }) => runView?.at ?? 0);
  return useAnswer(arn === null || state === null ? null : `${arn} ${state}`, `${at} ${visit ?? "last"}`, () =>
    call("state_data", { arn: arn ?? "", state: state ?? "", at, ...(visit === null ? {} : { visit }) }),
  );
}

/** The newest event, told at most every `every` ms while the execution runs, so that what is asked for again is not asked for 60 times a second. */
function useSettledEvent(every: number): number {
  const lastEvent = useRunView(({ runView }) => runView?.lastEvent ?? 0);
  const ended = useRunView(({ runView }) => runView !== null && runView.run.status !== "RUNNING");
  const [settled, setSettled] = useState(lastEvent);
  useEffect(() => {
    if (settled === lastEvent) return;
    const timer = setTimeout(() => setSettled(lastEvent), ended ? 0 : every);
    return () => clearTimeout(timer);
  }, [lastEvent, settled, ended, every]);
  return settled;
}

/** What ran when. */
export function useTimeline(): Answer<Timeline> {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? null);
  const event = useSettledEvent(400);
  const status = useRunView(({ runView }) => runView?.run.status ?? null);
  return useAnswer(arn, `${event} ${status ?? ""}`, () => call("timeline", { arn: arn ?? "" }));
}

/** Up to here every event is read for its mark; in a longer history the visits that ended badly stand for them. */
const READ_FOR_MARKS = 4_000;

/** Places on the scrubber worth going to. */
export function useScrubMarks(): readonly ScrubMark[] {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? null);
  const event = useSettledEvent(400);
  const answer = useAnswer(arn, String(event), async (): Promise<ScrubMark[]> => {
    if (event > READ_FOR_MARKS) return marksOfBars((await call("timeline", { arn: arn ?? "" })).bars);
    const rows: EventRow[] = [];
    for (let from = 1; from <= event; from += 1_000) rows.push(...(await call("events", { arn: arn ?? "", from, count: 1_000 })).rows);
    return marksOfEvents(rows);
  });
  return answer.value ?? [];
}

/** Tasks of the open execution that wait for the person. */
export function useWaitingTasks(): readonly WaitingTask[] {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? null);
  const waiting = useRunView(({ runView }) => (runView === null || runView.run.status !== "RUNNING" ? 0 : runView.run.waiting));
  const lastEvent = useRunView(({ runView }) => runView?.lastEvent ?? 0);
  const answer = useAnswer(waiting === 0 ? null : arn, `${waiting} ${lastEvent}`, () => call("waiting_tasks", { arn: arn ?? "" }));
  return answer.value?.tasks ?? [];
}

/** The event that the open execution failed at; none while it did not. */
export function useFailingEvent(): EventRow | null {
  const arn = useRunView(({ runView }) => (runView !== null && (runView.run.status === "FAILED" || runView.run.status === "TIMED_OUT") ? runView.run.arn : null));
  const events = useRunView(({ runView }) => runView?.run.events ?? 0);
  return useAnswer(arn, String(events), async () => failingEvent((await lastEvents(arn ?? "", events)).rows)).value;
}
