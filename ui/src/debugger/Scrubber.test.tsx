// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setHost, type CommandName, type Host } from "../host";
import { Scrubber } from "./Scrubber";
import { closeRun, openRun } from "./viewer";

const row = (id: number) => ({ id, previous: id - 1, time: 1_000 + id * 1_210, event_type: "TaskFailed", state: "A", iteration: [], mark: id === 3 ? "retrying" : null, bytes: null, note: null });
const answers: Partial<Record<CommandName, (args: { from: number; count: number }) => unknown>> = {
  run: () => ({
    run: { arn: "arn", name: "r", workflow: null, workflow_name: "w", kind: "STANDARD", status: "SUCCEEDED", started: 1_000, stopped: 9_000, events: 20, error: null, cause: null, waiting: 0, live: false, tasks: null, time: "real" },
    definition: "{}",
    format: "json",
    picture: { width: 0, height: 0, nodes: [], edges: [] },
    outline: [],
    input: null,
    output: null,
  }),
  frames: ({ from, count }) => ({
    base: { at: from, time: from === 0 ? 1_000 : row(from).time, status: "RUNNING", states: [], edges: [] },
    steps: Array.from({ length: Math.min(count, 20 - from) }, (_, i) => ({ event: row(from + i + 1), status: "RUNNING", states: [], edges: [] })),
    last_event: 20,
    status: "SUCCEEDED",
  }),
  events: () => ({ rows: Array.from({ length: 20 }, (_, i) => row(i + 1)), last_event: 20 }),
};
const host: Host = {
  kind: "browser",
  native: {},
  call: (command, args) => Promise.resolve(answers[command]?.(args as { from: number; count: number })) as never,
  onEvent: () => () => undefined,
  onConnection: () => () => undefined,
};

beforeEach(() => setHost(host));
afterEach(() => {
  cleanup();
  closeRun();
});

test("is not there without an execution", () => {
  render(<Scrubber />);
  expect(screen.queryByTestId("scrubber")).toBeNull();
});

test("the keyboard goes through events, and it says where it is", async () => {
  await openRun("arn");
  render(<Scrubber />);
  const slider = await screen.findByRole("slider");
  expect(slider.getAttribute("aria-valuenow")).toBe("20");
  const press = (key: string) => {
    fireEvent.keyDown(slider, { key });
    return screen.getByTestId("scrubber-at").textContent;
  };
  expect(["ArrowLeft", "ArrowLeft", "ArrowRight", "Home", "ArrowLeft", "ArrowRight", "PageUp", "End"].map(press)).toEqual(["19", "18", "19", "0", "0", "1", "3", "20"]);
  await vi.waitFor(() => expect(slider.getAttribute("aria-valuetext")).toBe("event 20 of 20, 24.20 s"));
  expect(screen.getByTestId("run-status").textContent).toBe("Succeeded");
});

test("buttons step, and are off where there is nowhere to go", async () => {
  await openRun("arn");
  render(<Scrubber />);
  const next = await screen.findByTestId("scrubber-next");
  expect(next.hasAttribute("disabled")).toBe(true);
  fireEvent.click(screen.getByTestId("scrubber-first"));
  expect(screen.getByTestId("scrubber-at").textContent).toBe("0");
  expect(screen.getByTestId("scrubber-prev").hasAttribute("disabled")).toBe(true);
  fireEvent.click(next);
  expect(screen.getByTestId("scrubber-at").textContent).toBe("1");
});

test("what went wrong stands on the track and is gone to by a press", async () => {
  await openRun("arn");
  const { container } = render(<Scrubber />);
  const mark = await vi.waitFor(() => {
    const found = container.querySelector("[data-mark=retrying]");
    if (found === null) throw new Error("no mark yet");
    return found;
  });
  expect(mark.getAttribute("title")).toBe("3  TaskFailed · A");
  fireEvent.pointerDown(mark);
  expect(screen.getByTestId("scrubber-at").textContent).toBe("3");
});
