import { expect, it } from "vitest";
import { indexAfter, lineAt, moved, placeAt } from "./reorder";

const cards = [{ top: 0, bottom: 40 }, { top: 48, bottom: 148 }, { top: 156, bottom: 196 }];

it("passes a card once its middle is passed", () => {
  expect([10, 97, 99, 175, 177, 1000].map((y) => placeAt(cards, 0, y))).toEqual([0, 0, 1, 1, 2, 2]);
  expect([1000, 99, 97, 19, -5].map((y) => placeAt(cards, 2, y))).toEqual([2, 2, 1, 0, 0]);
  expect([99, 175, 177, 19].map((y) => placeAt(cards, 1, y))).toEqual([1, 1, 2, 0]);
});

it("shows the line behind the card that is then before it", () => {
  expect([lineAt(0, 2), lineAt(1, 2), lineAt(2, 0), lineAt(1, 0)]).toEqual([-1, 0, 2, 1]);
});

it("knows where the others went", () => {
  expect([0, 1, 2, 3].map((index) => indexAfter(index, 0, 2))).toEqual([2, 0, 1, 3]);
  expect([0, 1, 2, 3].map((index) => indexAfter(index, 3, 1))).toEqual([0, 2, 3, 1]);
});

it("puts an entry where it is let go", () => {
  expect([moved(["a", "b", "c"], 0, 2), moved(["a", "b", "c"], 2, 0), moved(["a", "b", "c"], 1, 1)]).toEqual([["b", "c", "a"], ["c", "a", "b"], ["a", "b", "c"]]);
});
