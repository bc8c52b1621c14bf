import { describe, expect, it } from "vitest";
import { connectEdit, disconnectEdit, firstStateEdit, freeName, insertAtOutlet, insertEdit, setStartEdit, wrapInParallelEdit } from "./edits";
import { sample } from "./fixture";
import { outletOfEdge, outletsOf, refusal, targetsOf } from "./outlets";
import { planOf } from "./picture";
import { slotAt, slotToFollow } from "./slots";

const plan = planOf(sample());
const wait = { type: "Wait", name: "Wait" };
const at = (x: number, y: number) => insertEdit(plan, slotAt(plan.picture, { x, y }, 24)!.into, wait);

describe("adding a state", () => {
  it("on an edge names the transition", () => {
    expect(at(222, 290)).toEqual({
      edit: "add_state",
      machine: [],
      type: "Wait",
      name: "Wait",
      on_edge: { from: "Choose", kind: "default", to: "Both" },
    });
  });
  it("on a rule's edge says which rule", () => {
    expect(at(420, 230)).toMatchObject({ on_edge: { from: "Choose", kind: "choice", index: 0, to: "B" } });
  });
  it("at the start and the end leaves out the pills", () => {
    expect(at(205, 40)).toMatchObject({ on_edge: { from: null, kind: "start", to: "A" } });
    expect(at(205, 620)).toMatchObject({ on_edge: { from: "Both", kind: "end", to: null } });
  });
  it("inside a frame names its machine", () => {
    expect(at(185, 455)).toMatchObject({ machine: ["Both"], branch: 0, on_edge: { from: "C", kind: "next", to: "D" } });
    expect(at(330, 500)).toEqual({ edit: "add_state", machine: ["Both"], branch: 1, type: "Wait", name: "Wait" });
    expect(at(185, 385)).toMatchObject({ machine: ["Both"], branch: 0, before: "C" });
  });
  it("takes a name that is free on all levels", () => {
    const edit = insertEdit(plan, { kind: "before", state: "A" }, { type: "Pass", name: "D", definition: { Comment: "x" } });
    expect(edit).toMatchObject({ name: "D 2", before: "A", definition: { Comment: "x" } });
    expect(freeName("D", new Set(["D", "D 2"]))).toBe("D 3");
  });
  it("puts in several states as one piece", () => {
    const piece = { type: "Pattern", name: "Saga", piece: "{}" };
    expect(insertEdit(plan, slotAt(plan.picture, { x: 222, y: 290 }, 24)!.into, piece)).toEqual({
      edit: "insert_states",
      text: "{}",
      machine: [],
      on_edge: { from: "Choose", kind: "default", to: "Both" },
    });
    expect(firstStateEdit(piece)).toEqual({ edit: "insert_states", text: "{}", machine: [] });
  });
  it("without pointing goes after what is selected", () => {
    expect(slotToFollow(plan.picture, { state: "A" })?.id).toBe("on A|next|Choose");
    expect(slotToFollow(plan.picture, { state: "Choose" })?.id).toBe("on Choose|default|Both");
    expect(slotToFollow(plan.picture, { state: "Both/D" })).toBeNull();
    expect(slotToFollow(plan.picture, { edge: "B|catch:0|A" })?.id).toBe("on B|catch:0|A");
    expect(slotToFollow(plan.picture, { state: null })?.id).toBe("on Both|end|#end");
  });
});

describe("outlets", () => {
  const names = (id: string) => outletsOf(plan, plan.node(id)!).map(({ outlet }) => outlet.kind);
  it("are what a state's type has", () => {
    expect(names("A")).toEqual(["next", "new_catch"]);
    expect(names("B")).toEqual(["next", "catch", "new_catch"]);
    expect(names("Choose")).toEqual(["choice", "default", "new_rule"]);
    expect(names("Both/D")).toEqual([]);
  });
  it("stand where the edge leaves", () => {
    expect(outletsOf(plan, plan.node("Choose")!).map(({ at }) => at)).toEqual([
      { x: 260, y: 70 },
      { x: 130, y: 112 },
      { x: 260, y: 28 },
    ]);
  });
  it("belong to edges", () => {
    expect(plan.picture.edges.map((edge) => outletOfEdge(plan, edge)?.kind)).toEqual([
      "start", "next", "choice", "default", "next", "catch", "next", "next",
    ]);
  });
});

describe("a connector", () => {
  const next = { state: "A", kind: "next" } as const;
  it("may lead to states beside it and to the end", () => {
    expect(targetsOf(plan, next).map((node) => node.id)).toEqual(["A", "Choose", "B", "Both", "#end"]);
    expect(refusal(plan, next, plan.node("Both/C")!)).toContain("another branch");
    expect(refusal(plan, { state: "Choose", kind: "new_rule" }, plan.node("#end")!)).toContain("Next");
  });
  it("sets what its outlet stands for", () => {
    expect(connectEdit(plan, next, "B")).toEqual({ edit: "set_next", state: ["A"], to: "B" });
    expect(connectEdit(plan, next, null)).toEqual({ edit: "set_next", state: ["A"], to: null });
    expect(connectEdit(plan, { state: "Both/C", kind: "next" }, "Both/D")).toEqual({ edit: "set_next", state: ["Both", "C"], to: "D" });
    expect(connectEdit(plan, { state: "Choose", kind: "choice", index: 1 }, "B")).toEqual({
      edit: "set_choice_next", state: ["Choose"], index: 1, to: "B",
    });
    expect(connectEdit(plan, { state: "Choose", kind: "default" }, "B")).toEqual({ edit: "set_default", state: ["Choose"], to: "B" });
    expect(connectEdit(plan, { state: "Choose", kind: "new_rule" }, "B")).toEqual({ edit: "add_choice_rule", state: ["Choose"], to: "B" });
    expect(connectEdit(plan, { state: "B", kind: "catch", index: 0 }, "Both")).toEqual({
      edit: "set_catch_next", state: ["B"], index: 0, to: "Both",
    });
    expect(connectEdit(plan, { state: "B", kind: "new_catch" }, "Both")).toEqual({ edit: "add_catcher", state: ["B"], to: "Both" });
    expect(connectEdit(plan, { state: "A", kind: "start" }, "B")).toEqual({ edit: "set_start", machine: [], name: "B" });
    expect(setStartEdit(plan, "Both/D")).toEqual({ edit: "set_start", machine: ["Both"], branch: 0, name: "D" });
  });
  it("that is let go over nothing leads to a new state", () => {
    expect(insertAtOutlet(plan, next, wait)).toMatchObject([{ edit: "add_state", on_edge: { from: "A", kind: "next" } }]);
    expect(insertAtOutlet(plan, { state: "Choose", kind: "new_rule" }, { ...wait, name: "B" })).toEqual([
      { edit: "add_state", machine: [], type: "Wait", name: "B 2" },
      { edit: "add_choice_rule", state: ["Choose"], to: "B 2" },
    ]);
    expect(insertAtOutlet(plan, { state: "B", kind: "catch", index: 0 }, wait)).toMatchObject([{ on_edge: { from: "B", kind: "catch", index: 0 } }]);
    expect(insertAtOutlet(plan, { state: "Both/C", kind: "new_catch" }, wait)).toMatchObject([{ machine: ["Both"], branch: 0 }, { edit: "add_catcher", to: "Wait" }]);
  });
  it("is taken away", () => {
    const kinds = plan.picture.edges.map((edge) => disconnectEdit(plan, edge)?.edit ?? null);
    expect(kinds).toEqual([null, "set_next", "remove_choice_rule", "set_default", "set_next", "remove_catcher", null, null]);
  });
});

it("paths are written as names", () => {
  expect(wrapInParallelEdit(["Both/C", "Both/D"])).toEqual({ edit: "wrap_in_parallel", states: [["Both", "C"], ["Both", "D"]] });
});
