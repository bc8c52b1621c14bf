import { describe, expect, it } from "vitest";
import type { EdgeFrame, Frame, StateFrame } from "../../schema";
import { sample } from "./fixture";
import { marksOf, pillMark, ruleFrames, runLine } from "./marks";
import { planOf } from "./picture";

const state = (key: string, more: Partial<StateFrame> = {}): StateFrame => ({
  state: key,
  mark: "succeeded",
  entered: 1,
  exited: 1,
  inside: 0,
  failures: 0,
  retries: 0,
  iterations: null,
  iterations_done: null,
  last_event: 1,
  ...more,
});
const taken = (edge: string): EdgeFrame => ({ edge, count: 1, mark: "succeeded" });
const frame = (states: StateFrame[], edges: EdgeFrame[]): Frame => ({ at: 1, time: 0, status: "RUNNING", states, edges });
const plan = planOf(sample());
const choose = plan.node("Choose")!;

describe("a Choice in a run", () => {
  it("tells the rule taken and those tried before it", () => {
    const marks = marksOf(frame([state("Choose")], [taken("Choose|default|Both")]));
    expect(ruleFrames(plan, choose, marks)).toEqual(["passed", "taken"]);
    expect(runLine(plan, choose, state("Choose"), marks)).toBe("chose Default");
  });
  it("says nothing of rules after the one taken", () => {
    expect(ruleFrames(plan, choose, marksOf(frame([state("Choose")], [taken("Choose|choice:0|B")])))).toEqual(["taken", null]);
  });
  it("says only what was taken after several visits", () => {
    const marks = marksOf(frame([state("Choose", { entered: 2 })], [taken("Choose|default|Both")]));
    expect(ruleFrames(plan, choose, marks)).toEqual([null, "taken"]);
  });
});

describe("the second line in a run", () => {
  const line = (id: string, of: StateFrame): string | null => runLine(plan, plan.node(id)!, of, marksOf(frame([of], [])));
  it("counts visits", () => expect(line("Both", state("Both", { entered: 3 }))).toBe("3 visits"));
  it("tells of tries", () => expect(line("A", state("A", { mark: "retrying", retries: 1 }))).toBe("try 2 failed, again soon"));
  it("tells of catching", () => expect(line("A", state("A", { mark: "caught", failures: 1 }))).toBe("caught, went on"));
  it("is the card's own otherwise", () => expect(line("A", state("A"))).toBeNull());
});

it("pills stand for the edges at them", () => {
  const marks = marksOf(frame([], [taken("#start|start|A")]));
  expect(pillMark(plan, plan.node("#start")!, marks)?.count).toBe(1);
  expect(pillMark(plan, plan.node("#end")!, marks)).toBeNull();
});
