import { describe, expect, test } from "vitest";
import type { EventRow, Frame, StateFrame } from "../../schema";
import { groupEvents, passes, visitOf } from "./eventGroups";
import { failingEvent } from "./failure";
import { lastName, marksOfEvents, thinned } from "./scrubMarks";
import { whereItStands } from "./whereItStands";

function rows(...items: [event_type: string, state: string | null, over?: Partial<EventRow>][]): EventRow[] {
  return items.map(([event_type, state, over], i) => ({ id: i + 1, previous: i, time: i * 10, event_type, state, iteration: [], mark: null, bytes: null, note: null, ...over }));
}

describe("why it failed", () => {
  test("the innermost failure that led to the end", () => {
    const history = rows(
      ["ExecutionStarted", null],
      ["ParallelStateEntered", "Both"],
      ["TaskStateEntered", "Both/Charge"],
      ["TaskFailed", "Both/Other", { mark: "retrying", previous: 2 }],
      ["TaskFailed", "Both/Charge", { mark: "failed", previous: 3 }],
      ["TaskStateAborted", "Both/Other", { mark: "aborted", previous: 4 }],
      ["ParallelStateFailed", "Both", { mark: "failed", previous: 5 }],
      ["ExecutionFailed", null, { mark: "failed", previous: 7 }],
    );
    expect(failingEvent(history)?.id).toBe(5);
  });
  test("without links that help, the last failure that names a state", () => {
    const history = rows(["TaskFailed", "A", { mark: "failed" }], ["TaskStateExited", "A"], ["ExecutionFailed", null, { mark: "failed", previous: 0 }]);
    expect(failingEvent(history)?.id).toBe(1);
    expect(failingEvent(rows(["ExecutionStarted", null]))).toBeNull();
    expect(failingEvent([])).toBeNull();
  });
  test("where only the execution says so, the state that it came from", () => {
    const history = rows(["TaskFailed", "A", { mark: "retrying" }], ["TaskStateEntered", "B"], ["TaskSucceeded", "B", { mark: "succeeded" }], ["ExecutionFailed", null, { mark: "failed" }]);
    expect([failingEvent(history)?.id, failingEvent(history)?.state]).toEqual([4, "B"]);
  });
  test("an execution that did not fail has none", () => {
    expect(failingEvent(rows(["TaskFailed", "A", { mark: "caught" }], ["ExecutionSucceeded", null, { mark: "succeeded" }]))).toBeNull();
  });
  test("a link that goes nowhere ends the walk", () => {
    expect(failingEvent(rows(["ExecutionFailed", null, { previous: 1 }]))).toBeNull();
  });
});

describe("visits", () => {
  const loop = rows(
    ["ExecutionStarted", null],
    ["TaskStateEntered", "A"],
    ["TaskScheduled", "A"],
    ["TaskStateExited", "A"],
    ["TaskStateEntered", "M/B", { iteration: [0] }],
    ["TaskStateEntered", "M/B", { iteration: [1] }],
    ["TaskScheduled", "M/B", { iteration: [0] }],
    ["TaskStateEntered", "A"],
  );
  test("are told by state, iteration and entry", () => {
    expect(groupEvents(loop).map((g) => [g.state, g.ids])).toEqual([
      [null, [1]],
      ["A", [2, 3, 4]],
      ["M/B", [5, 7]],
      ["M/B", [6]],
      ["A", [8]],
    ]);
    expect([...visitOf(loop, 3)]).toEqual([2, 3, 4]);
    expect(visitOf(loop, 1).size).toBe(0);
  });
  test("filters", () => {
    const kinds = (kind: "states" | "tasks" | "problems", state: string | null = null) => loop.filter((row) => passes({ kind, state }, row)).map((row) => row.id);
    expect(kinds("tasks")).toEqual([3, 7]);
    expect(kinds("states", "A")).toEqual([2, 4, 8]);
    expect(kinds("problems")).toEqual([]);
  });
});

describe("the track", () => {
  test("shows what went wrong or waited", () => {
    const history = rows(["TaskFailed", "P/A~1B", { mark: "retrying", note: "Timeout" }], ["TaskSucceeded", "A", { mark: "succeeded" }], ["TaskSubmitted", "A", { mark: "waiting" }]);
    expect(marksOfEvents(history)).toEqual([
      { event: 1, mark: "retrying", text: "TaskFailed · A/B · Timeout" },
      { event: 3, mark: "waiting", text: "TaskSubmitted · A" },
    ]);
  });
  test("the gravest mark of a place stays, and places are bounded", () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({ event: i + 1, mark: i === 2_500 ? ("failed" as const) : ("retrying" as const), text: "" }));
    const shown = thinned(many, 5_000, 100);
    expect(shown.length).toBeLessThanOrEqual(101);
    expect(shown.filter((m) => m.mark === "failed").map((m) => m.event)).toEqual([2_501]);
  });
  test("names are read from keys", () => expect([lastName("A"), lastName("A/B~1C~01")]).toEqual(["A", "B/C~1"]));
});

test("where it stands: the enclosing before the enclosed", () => {
  const state = (key: string, inside: number, over: Partial<StateFrame> = {}): StateFrame => ({ state: key, mark: "running", entered: 1, exited: 0, inside, failures: 0, retries: 0, iterations: null, iterations_done: null, last_event: 1, ...over });
  const frame: Frame = { at: 9, time: 0, status: "RUNNING", edges: [], states: [state("M/B", 2), state("A", 0), state("M-2", 1), state("M", 1, { iterations: 8, iterations_done: 3 })] };
  expect(whereItStands(frame).map((s) => [s.name, s.depth, s.inside, s.progress])).toEqual([
    ["M", 0, 1, "3 of 8"],
    ["B", 1, 2, null],
    ["M-2", 0, 1, null],
  ]);
});
