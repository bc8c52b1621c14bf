import { describe, expect, it } from "vitest";
import { sample } from "./fixture";
import { planOf } from "./picture";
import { inLasso, outermost, statesBeside, toggled } from "./several";

const plan = planOf(sample());

describe("several states", () => {
  it("leave out what lies inside another one", () => {
    expect(outermost(["Both/C", "A", "Both", "Both/C/x"])).toEqual(["A", "Both"]);
    // A name that only begins alike is another state.
    expect(outermost(["Both", "Both 2", "Both 2/E"])).toEqual(["Both", "Both 2"]);
  });
  it("stand beside each other in one machine", () => {
    expect(statesBeside(plan, null)).toEqual(["A", "Choose", "B", "Both"]);
    expect(statesBeside(plan, "Both/D")).toEqual(["Both/C", "Both/D"]);
  });
  it("come and go one by one", () => {
    expect(toggled(["A"], "B")).toEqual(["A", "B"]);
    expect(toggled(["A", "B"], "A")).toEqual(["B"]);
  });
});

describe("a lasso", () => {
  it("takes the cards that it touches", () => {
    expect(inLasso(plan, { x: 90, y: 50, width: 60, height: 130 })).toEqual(["A", "Choose"]);
  });
  it("takes what lies in a frame that it does not hold whole", () => {
    expect(inLasso(plan, { x: 70, y: 370, width: 100, height: 150 })).toEqual(["Both/C", "Both/D"]);
  });
  it("takes a frame that it holds whole, with what lies in it", () => {
    expect(inLasso(plan, { x: 50, y: 310, width: 320, height: 280 })).toEqual(["Both"]);
  });
});
