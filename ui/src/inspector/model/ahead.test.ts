import { describe, expect, it } from "vitest";
import type { StateDetail } from "../../schema";
import { aheadOf, type DetailAhead, rawNow } from "./ahead";
import { setAt, setRaw } from "./edits";

const fields = { Type: "Choice", Choices: [{ Variable: "$.a", Next: "A" }, { Variable: "$.b", Next: "B" }], "a/b": { c: 1 } };
const after = (...edits: ReturnType<typeof setAt>[]) => aheadOf(edits).after(fields);

describe("what is on its way", () => {
  it("stands in the fields as the workbench will write it", () => {
    expect(after(setAt(["S"], ["Choices", 1, "Next"], "C")).Choices).toEqual([fields.Choices[0], { Variable: "$.b", Next: "C" }]);
    expect(after(setAt(["S"], ["Choices", 0], undefined)).Choices).toEqual([fields.Choices[1]]);
    expect(after(setAt(["S"], ["Choices", "-"], { Next: "C" })).Choices).toEqual([...fields.Choices, { Next: "C" }]);
    expect(after(setAt(["S"], ["a/b", "c"], undefined))["a/b"]).toEqual({});
    // Objects on the way are made, but only where something is written.
    expect(after(setAt(["S"], ["New", "deep", "field"], 1)).New).toEqual({ deep: { field: 1 } });
    expect("New" in after(setAt(["S"], ["New", "deep", "field"], undefined))).toBe(false);
    expect(after(setRaw(["S"], ["OutputPath"], "null")).OutputPath).toBeNull();
    expect(after({ edit: "replace_state_text", state: ["S"], text: '{"Type": "Pass"}' })).toEqual({ Type: "Pass" });
    expect(after({ edit: "rename_state", state: ["S"], name: "T" })).toBe(fields);
    // The second is made of what the first has left.
    expect(after(setAt(["S"], ["Choices", 0], undefined), setAt(["S"], ["Choices", 0, "Next"], "C")).Choices).toEqual([{ Variable: "$.b", Next: "C" }]);
    expect(fields.Choices).toHaveLength(2);
  });

  it("changes nothing where the workbench will refuse it", () => {
    expect(after(setAt(["S"], ["Choices", 7, "Next"], "C"))).toEqual(fields);
    expect(after(setAt(["S"], ["Type", "deep"], "C"))).toEqual(fields);
  });

  it("is the text of a field only where it is about it", () => {
    const text = '{ "Choices": [ {  "Next": "A" } ], "Other": { "n":  1.0 } }';
    const detail = (edit: ReturnType<typeof setAt>): DetailAhead => {
      const { after: then, about } = aheadOf([edit]);
      return { text, fields: then({ Choices: [{ Next: "A" }], Other: { n: 1 } }), ahead: about } as unknown as StateDetail & DetailAhead;
    };
    const moved = detail(setAt(["S"], ["Choices", 0, "Next"], "B"));
    expect(rawNow(moved, ["Other"])).toBe('{ "n":  1.0 }');
    expect(JSON.parse(rawNow(moved, ["Choices"]) ?? "")).toEqual([{ Next: "B" }]);
    expect(rawNow(detail(setRaw(["S"], ["Other"], "{ 'as': 1 }")), ["Other"])).toBe("{ 'as': 1 }");
    expect(rawNow(detail(setAt(["S"], ["Other"], undefined)), ["Other"])).toBeNull();
    // Those behind what is taken away move up.
    expect(rawNow(detail(setAt(["S"], ["Choices", 0], undefined)), ["Choices", 0])).toBeNull();
  });
});
