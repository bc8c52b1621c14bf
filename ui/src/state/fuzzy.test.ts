import { expect, test } from "vitest";
import { fit } from "./fuzzy";

function best(query: string, texts: string[]): string | undefined {
  return texts
    .map((text) => ({ text, score: fit(query, text)?.score ?? -Infinity }))
    .filter(({ score }) => score > -Infinity)
    .sort((a, b) => b.score - a.score)[0]?.text;
}

test("letters must stand in order", () => {
  expect(fit("chp", "Charge payment")).not.toBeNull();
  expect(fit("pch", "Charge payment")).toBeNull();
});

test("starts of words beat letters in the middle", () => {
  expect(best("cp", ["Accept", "Charge payment"])).toBe("Charge payment");
  expect(best("wr", ["Answer", "WaitForRestock"])).toBe("WaitForRestock");
});

test("a piece as typed beats scattered letters", () => {
  expect(best("pay", ["Pack a yacht", "Charge payment"])).toBe("Charge payment");
  expect(fit("pay", "Charge payment")?.at).toEqual([7, 8, 9]);
});

test("letters scattered in the middles of words do not fit", () => {
  expect(fit("ro", "Show or fold the inspector")).toBeNull();
});

test("an empty query fits all", () => {
  expect(fit("  ", "anything")).toEqual({ score: 0, at: [] });
});
