import { describe, expect, it } from "vitest";
import { middleEllipsis, tailLength } from "./ellipsis";
import { edge, node, pill } from "./fixture";
import { edgeLabel, nodeLabel } from "./label";

const measure = (text: string): number => Array.from(text).length;

describe("a name that is too long", () => {
  it("keeps its start and its end", () => {
    expect(middleEllipsis("Release stock and retry payment", 14, measure)).toBe("Release…ayment");
  });
  it("stays whole where it fits", () => expect(middleEllipsis("Short", 5, measure)).toBe("Short"));
  it("keeps characters whole", () => expect(middleEllipsis("😀😀😀😀😀", 3, measure)).toBe("😀…😀"));
  it("does not begin its end with a space", () => {
    expect(tailLength("Assume the risk is unknown")).toBe(7);
    expect(tailLength("ab")).toBe(0);
  });
  it("may have no room at all", () => expect(middleEllipsis("Name", 0.5, measure)).toBe("…"));
});

describe("what is read out", () => {
  const card = node("A", { state_type: "Task", subtitle: "lambda:invoke", title: "Charge" });
  it("of a card is type, name and what it does", () => {
    expect(nodeLabel(card, null)).toBe("Task state, Charge, lambda:invoke");
  });
  it("of a card in a run is how it stands too", () => {
    const frame = { state: "A", mark: "failed" as const, entered: 1, exited: 0, inside: 0, failures: 1, retries: 0, iterations: null, iterations_done: null, last_event: 4 };
    expect(nodeLabel(card, frame)).toBe("Task state, Charge, lambda:invoke, failed");
  });
  it("of an edge is where it leads and when", () => {
    const other = node("B");
    expect(edgeLabel(edge("A", "B", { kind: "catch", index: 0 }, [], { label: "States.ALL" }), card, other)).toBe(
      "Charge, catcher 1: States.ALL, goes on to B",
    );
    expect(edgeLabel(edge("#start", "B", { kind: "start" }, []), pill("start", 0, 0), other)).toBe("Starts at B");
  });
});
