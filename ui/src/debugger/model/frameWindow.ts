import type { EdgeFrame, Frame, FrameStep, Frames, StateFrame } from "../../schema";

/** The most steps that one request gives. */
export const WINDOW_STEPS = 500;

/** A bounded stretch of an execution: the view after one event, and what each of the following events changes. */
export interface FrameWindow {
  base: Frame;
  steps: readonly FrameStep[];
}

/** The first frame in it. */
export const windowStart = (window: FrameWindow): number => window.base.at;

/** The last frame in it. */
export const windowEnd = (window: FrameWindow): number => window.steps.at(-1)?.event.id ?? window.base.at;

export const covers = (window: FrameWindow, at: number): boolean => at >= windowStart(window) && at <= windowEnd(window);

export function windowOf(frames: Frames): FrameWindow {
  return { base: frames.base, steps: frames.steps };
}

/** The step that led to a frame; none for the window's first. */
export function stepTo(window: FrameWindow, at: number): FrameStep | null {
  const index = at - windowStart(window) - 1;
  return window.steps[index] ?? null;
}

/** The frame after one more event. States and edges keep the order of their first appearance. */
export function applyStep(frame: Frame, step: FrameStep): Frame {
  return {
    at: step.event.id,
    time: step.event.time,
    status: step.status,
    states: merged(frame.states, step.states, stateKey),
    edges: merged(frame.edges, step.edges, edgeKey),
  };
}

/** The frame after event `at`, which the window must cover. Each item is looked at once, so a jump within a window costs what the window holds. */
export function frameAt(window: FrameWindow, at: number): Frame {
  const states = new Map(window.base.states.map((state) => [state.state, state]));
  const edges = new Map(window.base.edges.map((edge) => [edge.edge, edge]));
  let { time, status } = window.base;
  let reached = window.base.at;
  for (const step of window.steps) {
    if (step.event.id > at) break;
    for (const state of step.states) states.set(state.state, state);
    for (const edge of step.edges) edges.set(edge.edge, edge);
    time = step.event.time;
    status = step.status;
    reached = step.event.id;
  }
  return { at: reached, time, status, states: [...states.values()], edges: [...edges.values()] };
}

/** Several steps seen as one, so that a view that passes over events still lights what they changed; none for none. */
export function joinSteps(steps: readonly FrameStep[]): FrameStep | null {
  const last = steps.at(-1);
  if (last === undefined || steps.length === 1) return last ?? null;
  const states = new Map<string, StateFrame>();
  const edges = new Map<string, EdgeFrame>();
  for (const step of steps) {
    for (const state of step.states) states.set(state.state, state);
    for (const edge of step.edges) edges.set(edge.edge, edge);
  }
  return { event: last.event, status: last.status, states: [...states.values()], edges: [...edges.values()] };
}

const stateKey = (state: StateFrame): string => state.state;
const edgeKey = (edge: EdgeFrame): string => edge.edge;

function merged<T>(old: T[], changes: readonly T[], key: (item: T) => string): T[] {
  if (changes.length === 0) return old;
  const byKey = new Map(changes.map((item) => [key(item), item]));
  const result = old.map((item) => {
    const change = byKey.get(key(item));
    if (change === undefined) return item;
    byKey.delete(key(item));
    return change;
  });
  result.push(...byKey.values());
  return result;
}
