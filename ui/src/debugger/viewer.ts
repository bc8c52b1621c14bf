import { call, HostProblem } from "../host";
import type { Advanced, EventRow, Frame, FrameStep, Frames, PictureView, Run, RunDetail, RunPicture, RunStatus } from "../schema";
import { activeDocument } from "../state/documents";
import { useRunView, type PlaySpeed, type RunView } from "../state/runView";
import { useSelection, type SelectedIn } from "../state/selection";
import { tellProblem } from "../state/toasts";
import { recall, remember } from "../state/persisted";
import { lastEvents } from "./lastEvents";
import { failingEvent } from "./model/failure";
import { emptyCache, wantedFor, wantedNext, windowAt, withWindow, type FrameCache } from "./model/frameCache";
import { applyStep, frameAt, joinSteps, stepTo, WINDOW_STEPS, windowEnd, windowOf } from "./model/frameWindow";
import { due, followSteps, SPEEDS } from "./model/playClock";

/**
 * The one open execution: which frame of it is shown, and how the view moves. All that is known of the history is the cache's few windows.
 * `useRunView` is what the rest of the page sees of it.
 */
interface Opened {
  arn: string;
  cache: FrameCache;
  /** A frame that was asked for and is not there yet. */
  goal: number | null;
  loading: boolean;
  /** Unspent playing time, ms. */
  rest: number;
  /** How far behind the newest event the view was when it began to catch up. */
  backlog: number;
  /** Whether the view went to the failing event already: it does so once. */
  failureShown: boolean;
}

const everything: PictureView = { folded: [], within: null, notes: false };

let opened: Opened | null = null;
let ticking: { stop: () => void } | null = null;

const view = (): RunView | null => useRunView.getState().runView;

function change(part: Partial<RunView>): void {
  const runView = view();
  if (runView !== null) useRunView.setState({ runView: { ...runView, ...part } });
}

export const isEnded = (status: RunStatus): boolean => status !== "RUNNING" && status !== "PENDING_REDRIVE";

const failed = (status: RunStatus): boolean => status === "FAILED" || status === "TIMED_OUT";

/* Opening and closing. */

/**
 * Shows an execution instead of the document: one that runs is followed, one that failed is shown where it failed. `watch`: it was started this
 * moment and is followed from its first event, even when it has ended already. Rejects.
 */
export async function openRun(arn: string, options: { watch?: boolean } = {}): Promise<void> {
  const detail = await call("run", { arn });
  const drawn = await drawnAs(detail);
  closeRun();
  opened = { arn, cache: emptyCache, goal: null, loading: false, rest: 0, backlog: 0, failureShown: false };
  const { run, outline, definition, format, input, output } = detail;
  const speed = recall<PlaySpeed>("playSpeed", (value) => SPEEDS.find((known) => known === value), 1);
  const following = options.watch === true || !isEnded(run.status);
  useRunView.setState({
    runView: { run, ...drawn, outline, definition, format, input, output, frame: null, lastStep: null, at: 0, lastEvent: run.events, playing: false, speed, following },
  });
  if (following) goTo(options.watch === true ? 0 : run.events, { following });
  else {
    goTo(run.events);
    if (failed(run.status)) await showFailure();
  }
}

/** What is closed in the workflow's own diagram stays closed in that of its execution. */
async function drawnAs({ run, picture }: RunDetail): Promise<RunPicture> {
  const document = activeDocument();
  const isItsOwn = document !== null && (run.workflow === null ? document.path === null && document.name === run.workflow_name : document.path === run.workflow);
  // Notes are for those who edit.
  const view = isItsOwn ? { ...document.reading.view, notes: false } : everything;
  return view.folded.length > 0 || view.within !== null ? call("run_picture", { arn: run.arn, view }) : { picture, view: everything };
}

/** Draws more or less of what ran; `false` where that cannot be. */
export async function setRunPicture(wanted: PictureView): Promise<boolean> {
  const mine = opened;
  if (mine === null) return false;
  try {
    const { picture, view: shown } = await call("run_picture", { arn: mine.arn, view: { ...wanted, notes: false } });
    if (opened !== mine) return false;
    change({ picture, view: shown });
    return true;
  } catch (thrown) {
    tellProblem(thrown);
    return false;
  }
}

/** Back to the document. */
export function closeRun(): void {
  stopTicking();
  if (opened === null) return;
  opened = null;
  useRunView.setState({ runView: null });
  const { selected, select } = useSelection.getState();
  if (selected?.kind === "event") select(selected.state === null ? null : { kind: "state", state: selected.state }, "runs");
}

/* Moving. */

/** Shows the frame after an event. A jump to the newest event of a running execution follows it again. */
export function goTo(event: number, options: { following?: boolean; playing?: boolean } = {}): void {
  const runView = view();
  if (runView === null || opened === null) return;
  const at = Math.min(Math.max(0, Math.round(event)), runView.lastEvent);
  const following = options.following ?? (at === runView.lastEvent && !isEnded(runView.run.status));
  opened.rest = 0;
  opened.backlog = runView.lastEvent - at;
  change({ following, playing: options.playing ?? false });
  show(at, null);
  keepTicking();
}

export function stepBy(events: number): void {
  const runView = view();
  if (runView === null || opened === null) return;
  if (events === 1) {
    change({ playing: false, following: false });
    forward(1);
    keepTicking();
  } else goTo(runView.at + events);
}

export function play(): void {
  const runView = view();
  if (runView === null || opened === null) return;
  opened.rest = 0;
  // At the end there is nothing to play but the whole.
  if (runView.at >= runView.lastEvent && isEnded(runView.run.status)) goTo(0, { playing: true, following: false });
  else change({ playing: true, following: false });
  keepTicking();
}

export function pause(): void {
  change({ playing: false, following: false });
}

export function setSpeed(speed: PlaySpeed): void {
  remember("playSpeed", speed);
  change({ speed });
}

/** Goes to the event that the execution failed at and selects its state; does nothing when it did not fail. */
export async function showFailure(): Promise<EventRow | null> {
  const runView = view();
  const mine = opened;
  if (runView === null || mine === null || !failed(runView.run.status)) return null;
  mine.failureShown = true;
  try {
    const { rows } = await lastEvents(runView.run.arn, runView.run.events);
    const row = failingEvent(rows);
    if (row === null || opened !== mine) return null;
    goTo(row.id);
    if (row.state !== null) useSelection.getState().select({ kind: "state", state: row.state }, "runs");
    return row;
  } catch (thrown) {
    tellProblem(thrown);
    return null;
  }
}

/** Selects a state and shows the frame after one of its events. */
export function goToEvent(event: number, state: string | null, origin: SelectedIn): void {
  const runView = view();
  if (runView === null) return;
  goTo(event);
  if (origin === "events") useSelection.getState().select({ kind: "event", arn: runView.run.arn, event, state }, origin);
  else if (state !== null) useSelection.getState().select({ kind: "state", state }, origin);
}

/** Shows frame `at` now, or once its window is there. */
function show(at: number, lastStep: FrameStep | null): void {
  if (opened === null) return;
  const window = windowAt(opened.cache, at);
  if (window === null) {
    opened.goal = at;
    change({ at, lastStep: null });
  } else {
    opened.goal = null;
    change({ at, frame: frameAt(window, at), lastStep });
  }
  load();
}

/** Takes the next events that are known; fewer than asked for when their window is still on its way. Answers how many it took. */
function forward(events: number): number {
  const runView = view();
  if (opened === null || runView === null || opened.goal !== null) return 0;
  let frame: Frame | null = runView.frame;
  const taken: FrameStep[] = [];
  while (taken.length < events) {
    const next = runView.at + taken.length + 1;
    const window = windowAt(opened.cache, next);
    if (window === null || frame === null) break;
    const step = stepTo(window, next);
    // At a seam the next window's base is that very frame.
    frame = step === null ? frameAt(window, next) : applyStep(frame, step);
    if (step !== null) taken.push(step);
    else return finish(frame, taken, runView);
  }
  if (taken.length > 0) finish(frame, taken, runView);
  else load();
  return taken.length;
}

function finish(frame: Frame | null, taken: readonly FrameStep[], runView: RunView): number {
  if (frame !== null) {
    change({ at: frame.at, frame, lastStep: joinSteps(taken) });
    load();
  }
  return frame === null ? 0 : frame.at - runView.at;
}

/* Windows. */

/** Asks for what is needed now, else for what will be needed next. One request at a time. */
function load(): void {
  const runView = view();
  const mine = opened;
  if (mine === null || runView === null || mine.loading) return;
  const wanted =
    mine.goal !== null ? wantedFor(mine.cache, mine.goal, runView.lastEvent) : wantedNext(mine.cache, runView.at, runView.lastEvent);
  if (wanted === null) return;
  mine.loading = true;
  call("frames", { arn: runView.run.arn, ...wanted }).then(
    (frames) => {
      if (opened === mine) arrived(mine, frames);
    },
    (thrown: unknown) => {
      if (opened !== mine) return;
      mine.loading = false;
      change({ playing: false });
      tellProblem(thrown);
    },
  );
}

function arrived(mine: Opened, frames: Frames): void {
  mine.loading = false;
  const runView = view();
  if (runView === null) return;
  const window = windowOf(frames);
  const at = mine.goal ?? runView.at;
  mine.cache = withWindow(mine.cache, window, at);
  if (frames.last_event > runView.lastEvent) change({ lastEvent: frames.last_event });
  // The end was told before anybody listened here.
  if (isEnded(frames.status) && !isEnded(runView.run.status)) void refresh();
  if (mine.goal !== null) {
    // The history may end before what was asked for: it was deleted, or is another one.
    const goal = windowAt(mine.cache, mine.goal) === null ? windowEnd(window) : mine.goal;
    show(goal, null);
  } else if (window.steps.length > 0) load();
  keepTicking();
}

/* Time. */

function keepTicking(): void {
  const runView = view();
  if (ticking !== null || runView === null) return;
  if (!runView.playing && !(runView.following && runView.at < runView.lastEvent)) {
    arriveAtEnd();
    return;
  }
  let last = performance.now();
  let handle = requestAnimationFrame(function frame(now) {
    // A tab that was hidden does not race through what it missed.
    const elapsed = Math.min(500, Math.max(0, now - last));
    last = now;
    if (tick(elapsed)) handle = requestAnimationFrame(frame);
    else {
      ticking = null;
      arriveAtEnd();
    }
  });
  ticking = {
    stop: () => cancelAnimationFrame(handle),
  };
}

function stopTicking(): void {
  ticking?.stop();
  ticking = null;
}

/** Moves on; whether there is more to do. */
function tick(elapsed: number): boolean {
  const runView = view();
  if (opened === null || runView === null) return false;
  if (opened.goal !== null) return runView.playing || runView.following;
  if (runView.playing) return playOn(opened, runView, elapsed);
  if (!runView.following || runView.at >= runView.lastEvent) return false;
  const behind = runView.lastEvent - runView.at;
  opened.backlog = Math.max(opened.backlog, behind);
  if (behind > WINDOW_STEPS || reducedMotion()) show(runView.lastEvent, null);
  else forward(followSteps(behind, opened.backlog, elapsed));
  const now = view();
  if (now !== null && now.at >= now.lastEvent) opened.backlog = 0;
  return now !== null && now.at < now.lastEvent;
}

function playOn(mine: Opened, runView: RunView, elapsed: number): boolean {
  const times = [runView.frame?.time ?? 0];
  const window = windowAt(mine.cache, Math.min(runView.at + 1, runView.lastEvent));
  if (window !== null) {
    for (const step of window.steps) if (step.event.id > runView.at) times.push(step.event.time);
    // Before the first event there is no time: the first follows at once.
    if (runView.at === 0 && times[1] !== undefined) times[0] = times[1];
  }
  const { steps, rest } = due(times, elapsed + mine.rest, runView.speed);
  mine.rest = rest;
  if (steps > 0) forward(steps);
  else if (times.length === 1) load();
  const now = view();
  if (now === null) return false;
  if (now.at < now.lastEvent) return true;
  // Played up to the newest event: a running execution is followed from here.
  change({ playing: false, following: !isEnded(now.run.status) });
  return false;
}

/** An execution that was followed to its end and failed is shown where it failed. */
function arriveAtEnd(): void {
  const runView = view();
  if (opened === null || runView === null || runView.at < runView.lastEvent || runView.playing) return;
  if (!runView.following || !isEnded(runView.run.status) || runView.lastEvent < runView.run.events) return;
  change({ following: false });
  if (failed(runView.run.status) && !opened.failureShown) void showFailure();
}

const reducedMotion = (): boolean => globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

/* What the workbench tells. */

/** An execution moved on. */
export function advanced(news: Advanced): void {
  const runView = view();
  if (runView === null || opened === null || news.arn !== runView.run.arn) return;
  const lastEvent = Math.max(runView.lastEvent, news.last_event);
  const run: Run = { ...runView.run, status: news.status, waiting: news.waiting, events: Math.max(runView.run.events, news.last_event) };
  const ended = isEnded(news.status) && !isEnded(runView.run.status);
  change({ run, lastEvent });
  if (ended) void refresh();
  load();
  keepTicking();
}

/** Has the open execution's diagram placed again. */
export async function redrawRun(): Promise<void> {
  const mine = opened;
  if (mine === null) return;
  const { picture } = await call("run", { arn: mine.arn });
  if (opened === mine) change({ picture });
}

/** Reads the open execution again: it ended, or news may have been missed while the connection was lost. */
export async function refresh(): Promise<void> {
  const mine = opened;
  if (mine === null) return;
  try {
    const detail = await call("run", { arn: mine.arn });
    const runView = view();
    if (opened !== mine || runView === null) return;
    change({ run: detail.run, input: detail.input, output: detail.output, lastEvent: Math.max(runView.lastEvent, detail.run.events) });
    load();
    keepTicking();
  } catch (thrown) {
    const problem = HostProblem.from(thrown);
    if (opened === mine && problem.code !== "connection_lost") {
      closeRun();
      tellProblem(problem);
    }
  }
}

