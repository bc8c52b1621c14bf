import { describe, expect, it } from "vitest";
import type { Picture } from "../../schema";
import { sample } from "./fixture";
import { type Flow, toFlow } from "./flow";

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const news = ({ nodes, edges }: Flow): string[] => [...nodes, ...edges].filter(({ data }) => data.isNew).map(({ id }) => id);

describe("a picture as flow", () => {
  it("keeps the objects of what did not change", () => {
    const before = toFlow(sample());
    const picture = copy(sample());
    const moved = picture.nodes.find((node) => node.id === "B")!;
    moved.y += 100;
    const after = toFlow(picture, before);
    const changed = after.nodes.filter((node, i) => node !== before.nodes[i]).map((node) => node.id);
    expect(changed).toEqual(["B"]);
    expect(after.edges.every((edge, i) => edge === before.edges[i])).toBe(true);
  });

  it("draws an edge again when a name in its label changed", () => {
    const before = toFlow(sample());
    const picture = copy(sample());
    picture.nodes.find((node) => node.id === "B")!.title = "Other";
    const after = toFlow(picture, before);
    const changed = after.edges.filter((edge, i) => edge !== before.edges[i]).map((edge) => edge.id);
    expect(changed).toEqual(["Choose|choice:0|B", "B|catch:0|A", "B|end|#end"]);
  });

  it("lays each level over the one around it", () => {
    const { nodes, edges } = toFlow(sample());
    const z = (id: string): number => nodes.find((node) => node.id === id)!.zIndex;
    const inner = edges.find((edge) => edge.id === "Both/C|next|Both/D")!.zIndex;
    expect(z("Both")).toBeLessThan(z("Both#branch0"));
    expect(z("Both#branch0")).toBeLessThan(inner);
    expect(inner).toBeLessThan(z("Both/C"));
  });

  it("leaves out edges whose ends are missing", () => {
    const picture = sample();
    picture.nodes = picture.nodes.filter((node) => node.id !== "B");
    expect(toFlow(picture).edges.some((edge) => edge.data.edge.from === "B" || edge.data.edge.to === "B")).toBe(false);
  });

  it("knows what is new", () => {
    const picture = sample();
    picture.nodes = [...picture.nodes, { ...picture.nodes[1]!, id: "New", x: 700 }];
    expect(news(toFlow(picture, toFlow(sample())))).toEqual(["New"]);
    expect(news(toFlow(picture))).toEqual([]);
  });

  it("does not take a rename for something new", () => {
    const text = JSON.stringify(sample()).replaceAll('"B', '"Renamed');
    const flow = toFlow(JSON.parse(text) as Picture, toFlow(sample()));
    expect(flow.nodes.map(({ id }) => id)).toContain("Renamed");
    expect(news(flow)).toEqual([]);
  });

  it("reads out an edge anew when only the name of its end changed", () => {
    const picture = sample();
    const before = toFlow(sample());
    const edge = picture.edges.find(({ edge }) => edge.kind === "next")!;
    picture.nodes = picture.nodes.map((node) => (node.id === edge.to ? { ...node, title: "Other words" } : node));
    const flow = toFlow(picture, before);
    expect(flow.edges.find(({ id }) => id === edge.id)?.label).toContain("Other words");
    const others = (one: Flow) => one.edges.filter(({ data }) => data.edge.from !== edge.to && data.edge.to !== edge.to);
    expect(others(flow)).toEqual(others(before));
    expect(others(flow).every((one, at) => one === others(before)[at])).toBe(true);
  });
});
