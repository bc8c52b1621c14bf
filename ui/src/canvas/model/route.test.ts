import { describe, expect, it } from "vitest";
import { arrowPath, between, gripPlace, pairRoutes, pointAlong, roundedPath } from "./route";

describe("a route", () => {
  const corner = [{ x: 0, y: 0 }, { x: 0, y: 40 }, { x: 40, y: 40 }];

  it("has rounded corners", () => {
    expect(roundedPath(corner)).toBe("M0 0L0 32Q0 40 8 40L40 40");
  });
  it("has smaller corners on short legs", () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 6 }, { x: 40, y: 6 }])).toBe("M0 0L0 3Q0 6 3 6L40 6");
  });
  it("ends inside its arrow", () => {
    expect(roundedPath(corner, 5)).toBe("M0 0L0 32Q0 40 8 40L35 40");
  });
  it("keeps its direction where its last leg is shorter than the arrow", () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 40, y: 0 }, { x: 40, y: 2 }], 4)).toBe("M0 0L39.5 0Q40 0 40 0.5L40 1");
  });
  it("leaves out repeated points", () => {
    expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 0 }, { x: 9, y: 0 }])).toBe("M0 0L9 0");
  });
  it("may be empty or a point", () => {
    expect(roundedPath([])).toBe("");
    expect(roundedPath([{ x: 1, y: 2 }])).toBe("M1 2");
    expect(arrowPath([{ x: 1, y: 2 }, { x: 1, y: 2 }])).toBe("");
  });
  it("has its arrow along its last leg", () => {
    expect(arrowPath(corner)).toBe("M40 40L33 43.5L33 36.5Z");
  });
  it("is taken hold of before its tip", () => {
    expect(gripPlace(corner)).toEqual({ x: 30, y: 40 });
    expect(gripPlace([])).toBeNull();
  });
  it("knows its places by share", () => {
    expect(pointAlong(corner, 0.75)).toEqual({ x: 20, y: 40 });
    expect(pointAlong([], 0.5)).toEqual({ x: 0, y: 0 });
    expect(pointAlong(corner, 2)).toEqual({ x: 40, y: 40 });
  });
});

describe("turning one route into another", () => {
  it("goes point by point where both have as many", () => {
    const [a, b] = pairRoutes([{ x: 0, y: 0 }, { x: 0, y: 10 }], [{ x: 10, y: 0 }, { x: 10, y: 30 }]);
    expect(between(a, b, 0.5)).toEqual([{ x: 5, y: 0 }, { x: 5, y: 20 }]);
  });
  it("starts and ends as the routes are where they have not", () => {
    const straight = [{ x: 0, y: 0 }, { x: 0, y: 100 }];
    const bent = [{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 50, y: 50 }];
    const [a, b] = pairRoutes(straight, bent);
    expect(a).toHaveLength(b.length);
    expect(between(a, b, 0).at(-1)).toEqual({ x: 0, y: 100 });
    expect(between(a, b, 1)).toEqual(bent);
    expect(between(a, b, 0)[1]).toEqual({ x: 0, y: 50 });
  });
});
