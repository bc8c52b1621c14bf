import { describe, expect, it } from "vitest";
import { fitView, openingView, reveal, smallestZoom, zoomAround } from "./view";

const window = { width: 800, height: 600 };

describe("fitting", () => {
  it("puts a small diagram in the middle as it is", () => {
    expect(fitView({ width: 400, height: 200 }, window)).toEqual({ zoom: 1, x: 200, y: 200 });
  });
  it("draws a large one smaller", () => {
    const view = fitView({ width: 400, height: 1104 }, window);
    expect(view.zoom).toBe(0.5);
    expect(view).toMatchObject({ x: 300, y: 24 });
  });
  it("opens a huge one at its start, large enough to read", () => {
    const start = { x: 1000, y: 30, width: 60, height: 24 };
    const view = openingView({ width: 4000, height: 90_000, direction: "down" }, start, window);
    expect(view.zoom).toBe(0.8);
    expect(1030 * view.zoom + view.x).toBe(400);
    expect(30 * view.zoom + view.y).toBe(24);
  });
  it("opens a huge one that flows to the right at its start at the left", () => {
    const start = { x: 30, y: 1000, width: 60, height: 24 };
    const view = openingView({ width: 90_000, height: 4000, direction: "right" }, start, window);
    expect(view.zoom).toBe(0.8);
    expect(30 * view.zoom + view.x).toBe(24);
    expect(1012 * view.zoom + view.y).toBe(window.height / 2);
  });
  it("may go as far away as shows the whole, and not much farther", () => {
    expect(smallestZoom({ width: 400, height: 200 }, window)).toBe(0.2);
    expect(smallestZoom({ width: 400, height: 55_200 }, window)).toBeCloseTo(0.01);
  });
  it("copes with a window without size and a diagram without size", () => {
    expect(Number.isFinite(fitView({ width: 0, height: 0 }, { width: 0, height: 0 }).x)).toBe(true);
  });
});

describe("revealing", () => {
  const view = { x: 0, y: 0, zoom: 1 };
  it("does not move for what is seen", () => {
    expect(reveal(view, { x: 100, y: 100, width: 220, height: 56 }, window)).toBe(view);
  });
  it("moves as little as it can", () => {
    expect(reveal(view, { x: 700, y: 100, width: 220, height: 56 }, window)).toEqual({ x: -144, y: 0, zoom: 1 });
    expect(reveal(view, { x: 100, y: -50, width: 220, height: 56 }, window)).toEqual({ x: 0, y: 74, zoom: 1 });
  });
  it("shows the start of what is too large", () => {
    expect(reveal(view, { x: 900, y: 0, width: 2000, height: 56 }, window).x).toBe(-876);
  });
});

it("zooming keeps the place under the pointer", () => {
  const view = zoomAround({ x: 10, y: 20, zoom: 1 }, 2, { x: 110, y: 120 }, 0.1);
  expect(view).toEqual({ x: -90, y: -80, zoom: 2 });
  expect(zoomAround(view, 100, { x: 0, y: 0 }, 0.1).zoom).toBe(2.5);
});
