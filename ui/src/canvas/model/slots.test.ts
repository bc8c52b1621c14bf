import { describe, expect, it } from "vitest";
import { edge, node, sample, sideways } from "./fixture";
import { slotAt, slotOnRoute, slotsOf, slotToFollow } from "./slots";

const reach = 24;

describe("slots", () => {
  it("stand on every edge, around machines without pills and in empty branches", () => {
    expect(slotsOf(sample()).map((slot) => slot.id)).toEqual([
      "on #start|start|A",
      "on A|next|Choose",
      "on Choose|choice:0|B",
      "on Choose|default|Both",
      "on Both/C|next|Both/D",
      "on B|catch:0|A",
      "on Both|end|#end",
      "on B|end|#end",
      "before Both/C",
      "in Both#branch1",
    ]);
  });

  it("leave out what ends a machine whatever follows", () => {
    const picture = sample();
    picture.nodes[1] = node("A", { x: 100, y: 60, state_type: "Fail" });
    picture.edges = [edge("A", "#end", { kind: "end" }, [{ x: 210, y: 116 }, { x: 210, y: 640 }])];
    expect(slotsOf(picture).filter((slot) => slot.id.includes("A")).map((slot) => slot.id)).toEqual(["before A"]);
  });

  it("a last state without an edge is followed by a slot", () => {
    const picture = sample();
    picture.nodes = picture.nodes.map((one) => (one.id === "Both/D" ? { ...one, state_type: "Task" } : one));
    expect(slotsOf(picture).map((slot) => slot.id)).toContain("after Both/D");
  });

  it("know the machine that they are in", () => {
    const inside = slotsOf(sample()).find((slot) => slot.into.kind === "inside");
    expect(inside?.into).toMatchObject({ level: { machine: ["Both"], branch: 1, node: "Both#branch1" } });
  });
});

describe("the line of a slot", () => {
  it("crosses the longest upright leg", () => {
    const points = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 60 }];
    expect(slotOnRoute({ points, label_at: null })).toEqual({ at: { x: 100, y: 30 }, level: true });
  });
  it("crosses the longest leg where no upright one is long enough", () => {
    const points = [{ x: 0, y: 0 }, { x: 0, y: 10 }, { x: 200, y: 10 }, { x: 200, y: 15 }];
    expect(slotOnRoute({ points, label_at: null })).toEqual({ at: { x: 100, y: 10 }, level: false });
  });
  it("steps aside from the label", () => {
    const points = [{ x: 0, y: 0 }, { x: 0, y: 60 }];
    expect(slotOnRoute({ points, label_at: { x: 0, y: 30 } }).at.y).toBeGreaterThan(40);
  });
});

describe("where the flow goes to the right", () => {
  const at = (x: number, y: number): string | null => slotAt(sideways(), { x, y }, reach)?.id ?? null;

  it("slots stand across level legs, and left and right of cards", () => {
    const slots = new Map(slotsOf(sideways()).map(({ id, at, level }) => [id, { ...at, level }]));
    expect(slots.get("on Both/C|next|Both/D")).toEqual({ x: 650, y: 80, level: false });
    expect(slots.get("on A|next|Both")).toMatchObject({ y: 94, level: false });
    expect(slots.get("before Both/C")).toEqual({ x: 390, y: 80, level: false });
    expect(slots.get("after Both/D")).toEqual({ x: 910, y: 80, level: false });
  });
  it("a card's right half is after it", () => expect(at(300, 70)).toBe("on A|next|Both"));
  it("a card's left half is before it", () => expect(at(110, 120)).toBe("on #start|start|A"));
  it("what is added without a place goes to the far right", () => expect(slotToFollow(sideways(), { state: null })?.id).toBe("on Both|next|Last"));
});

describe("a drop", () => {
  const at = (x: number, y: number): string | null => slotAt(sample(), { x, y }, reach)?.id ?? null;

  it("near an edge is on that edge", () => expect(at(222, 290)).toBe("on Choose|default|Both"));
  it("on a card's lower half is after it", () => expect(at(210, 110)).toBe("on A|next|Choose"));
  it("on a card's upper half, with several edges into it, is before it for all of them", () => expect(at(210, 64)).toBe("before A"));
  it("on a card's upper half, with one edge into it, is on that edge", () => expect(at(500, 325)).toBe("on Choose|choice:0|B"));
  it("on a Choice's rule is on that rule's edge", () => expect(at(120, 230)).toBe("on Choose|choice:0|B"));
  it("on a Choice's default is on its edge", () => expect(at(120, 255)).toBe("on Choose|default|Both"));
  it("in an empty branch is inside of it", () => expect(at(330, 500)).toBe("in Both#branch1"));
  it("on a frame's header is before the frame", () => expect(at(80, 330)).toBe("on Choose|default|Both"));
  it("on the state that ends a branch is before it", () => expect(at(185, 530)).toBe("on Both/C|next|Both/D"));
  it("on the end pill is on an edge that leads to it", () => expect(at(210, 645)).toBe("on Both|end|#end"));
  it("far from everything is nowhere", () => expect(at(860, 640)).toBeNull());
});
