// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setHost, type CommandName, type Host } from "../host";
import type { Commands, EventRow, Frame, FrameStep, Run, RunStatus } from "../schema";
import { useRunView } from "../state/runView";
import { useSelection } from "../state/selection";
import { advanced, closeRun, goTo, openRun, play, setSpeed, showFailure, stepBy } from "./viewer";

/** A history of `length` events, of which event `id` enters state `s<id>` of ten, 100 ms apart. */
class History implements Host {
  readonly kind = "browser";
  readonly native = {};
  /** Called when a `run` was answered. */
  afterRun: () => void = () => undefined;
  asked: { command: CommandName; args: unknown }[] = [];
  constructor(
    public length: number,
    public status: RunStatus = "SUCCEEDED",
  ) {}

  row(id: number): EventRow {
    const last = id === this.length;
    const failing = this.status === "FAILED" && id >= this.length - 1;
    return { id, previous: id - 1, time: 1_000 + id * 100, event_type: failing ? (last ? "ExecutionFailed" : "TaskFailed") : "PassStateEntered", state: last ? null : `s${id % 10}`, iteration: [], mark: failing ? "failed" : null, bytes: null, note: null };
  }
  step(id: number): FrameStep {
    return { event: this.row(id), status: id === this.length ? this.status : "RUNNING", edges: [{ edge: `e${id}`, count: 1, mark: "succeeded" }], states: [{ state: `s${id % 10}`, mark: "running", entered: Math.ceil(id / 10), exited: 0, inside: 1, failures: 0, retries: 0, iterations: null, iterations_done: null, last_event: id }] };
  }
  base(at: number): Frame {
    const states = Array.from({ length: Math.min(10, at) }, (_, i) => this.step(at - i).states).flat();
    return { at, time: 1_000 + at * 100, status: at === this.length ? this.status : "RUNNING", states, edges: [] };
  }
  run(): Run {
    return { arn: "arn:run", name: "r", workflow: null, workflow_name: "w", kind: "STANDARD", status: this.status, started: 1_000, stopped: null, events: this.length, error: null, cause: null, waiting: 0, live: true, tasks: null, time: "skip" };
  }
  call<C extends CommandName>(command: C, args: Commands[C]["args"]): Promise<Commands[C]["answer"]> {
    this.asked.push({ command, args });
    return Promise.resolve(this.answer(command, args) as Commands[C]["answer"]);
  }
  answer(command: CommandName, args: unknown): unknown {
    const { from = 0, count = 0 } = args as { from?: number; count?: number };
    const ids = (first: number) => Array.from({ length: Math.max(0, Math.min(count, this.length - first + 1)) }, (_, i) => first + i);
    switch (command) {
      case "run": {
        const run = this.run();
        this.afterRun();
        return { run, definition: "{}", format: "json", picture: { width: 0, height: 0, nodes: [], edges: [] }, outline: [], input: null, output: null };
      }
      case "frames":
        return { base: this.base(from), steps: ids(from + 1).map((id) => this.step(id)), last_event: this.length, status: this.status };
      case "events":
        return { rows: ids(from).map((id) => this.row(id)), last_event: this.length };
      default:
        throw new Error(`not asked in these tests: ${command}`);
    }
  }
  onEvent() {
    return () => undefined;
  }
  onConnection() {
    return () => undefined;
  }
}

let history: History;
const view = () => {
  const { runView } = useRunView.getState();
  if (runView === null) throw new Error("nothing is open");
  return runView;
};
const open = async (length: number, status?: RunStatus, watch = false) => {
  history = new History(length, status);
  setHost(history);
  await openRun("arn:run", { watch });
  await vi.advanceTimersByTimeAsync(0);
};
const frames = () => history.asked.filter((one) => one.command === "frames").map((one) => (one.args as { from: number }).from);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame", "performance", "setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  closeRun();
  useSelection.getState().select(null, "runs");
  vi.useRealTimers();
});

describe("an execution that has ended", () => {
  test("opens at its end and steps both ways", async () => {
    await open(97);
    expect([view().at, view().frame?.at, view().frame?.status]).toEqual([97, 97, "SUCCEEDED"]);
    stepBy(-1);
    expect([view().at, view().frame?.at, view().lastStep]).toEqual([96, 96, null]);
    stepBy(1);
    expect(view().lastStep?.event.id).toBe(97);
    stepBy(1);
    expect(view().at).toBe(97);
    goTo(0);
    expect(view().frame?.states).toEqual([]);
    stepBy(-1);
    expect(view().at).toBe(0);
  });

  test("is never held whole, and the neighbours are there before they are needed", async () => {
    await open(5_000);
    expect(frames()).toEqual([4_500]);
    goTo(1_000);
    expect(view().at).toBe(1_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(view().frame?.at).toBe(1_000);
    expect(frames()).toEqual([4_500, 750]);
    for (let i = 0; i < 600; i += 1) {
      stepBy(1);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect([view().at, view().frame?.at]).toEqual([1_600, 1_600]);
    expect(view().frame?.states.find((s) => s.state === "s7")?.last_event).toBe(1_597);
    expect(frames()).toEqual([4_500, 750, 1_250]);
  });

  test("that failed opens where it failed, with that state selected", async () => {
    await open(34, "FAILED");
    await vi.advanceTimersByTimeAsync(0);
    expect(view().at).toBe(33);
    expect(useSelection.getState().selected).toEqual({ kind: "state", state: "s3" });
    goTo(2);
    expect((await showFailure())?.id).toBe(33);
  });
});

describe("playing", () => {
  test("shows each event as long as the speed says and stops at the end", async () => {
    await open(10);
    goTo(0);
    setSpeed(1);
    play();
    expect(view().playing).toBe(true);
    await vi.advanceTimersByTimeAsync(1_300);
    expect(view().at).toBeGreaterThanOrEqual(4);
    expect(view().at).toBeLessThanOrEqual(6);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([view().at, view().playing]).toEqual([10, false]);
  });

  test("at the end starts over", async () => {
    await open(10);
    setSpeed(10);
    play();
    expect(view().at).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([view().at, view().playing]).toEqual([10, false]);
  });

  test("crosses windows", async () => {
    await open(1_300);
    goTo(0);
    await vi.advanceTimersByTimeAsync(0);
    setSpeed(10);
    play();
    await vi.advanceTimersByTimeAsync(1_300 * 25 + 3_000);
    expect([view().at, view().frame?.at, view().playing]).toEqual([1_300, 1_300, false]);
  });
});

describe("a running execution", () => {
  const news = (length: number, status: RunStatus = "RUNNING") => {
    history.length = length;
    history.status = status;
    advanced({ arn: "arn:run", last_event: length, status, waiting: 0 });
  };

  test("is followed, visibly but soon", async () => {
    await open(2, "RUNNING");
    expect([view().at, view().following]).toEqual([2, true]);
    news(40);
    await vi.advanceTimersByTimeAsync(200);
    expect(view().at).toBeGreaterThan(2);
    expect(view().at).toBeLessThan(40);
    await vi.advanceTimersByTimeAsync(1_500);
    expect([view().at, view().following]).toEqual([40, true]);
  });

  test("stays where the person went", async () => {
    await open(40, "RUNNING");
    goTo(12);
    expect(view().following).toBe(false);
    news(60);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([view().at, view().lastEvent]).toEqual([12, 60]);
    goTo(60);
    expect(view().following).toBe(true);
  });

  test("that runs away is followed by jumps", async () => {
    await open(10, "RUNNING");
    news(100_000);
    await vi.advanceTimersByTimeAsync(500);
    expect([view().at, view().frame?.at]).toEqual([100_000, 100_000]);
    expect(frames().length).toBeLessThan(5);
  });

  test("watched to its failure is shown where it failed", async () => {
    await open(0, "RUNNING", true);
    news(20, "FAILED");
    await vi.advanceTimersByTimeAsync(2_000);
    expect([view().at, view().following, view().run.status]).toEqual([19, false, "FAILED"]);
    expect(useSelection.getState().selected).toEqual({ kind: "state", state: "s9" });
  });

  test("that ended before it was opened is still watched from its first event", async () => {
    await open(30, "SUCCEEDED", true);
    expect(view().at).toBe(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(view().at).toBeGreaterThan(0);
    expect(view().at).toBeLessThan(30);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([view().at, view().following]).toEqual([30, false]);
  });

  test("whose end was told before anybody listened is read again", async () => {
    history = new History(5, "RUNNING");
    history.afterRun = () => {
      history.status = "SUCCEEDED";
      history.length = 9;
      history.afterRun = () => undefined;
    };
    setHost(history);
    await openRun("arn:run");
    expect(view().run.status).toBe("RUNNING");
    await vi.advanceTimersByTimeAsync(1_500);
    expect([view().run.status, view().at, view().lastEvent]).toEqual(["SUCCEEDED", 9, 9]);
  });
});
