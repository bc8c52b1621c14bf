import { ChangeSet, Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import type { CompletionItem, CompletionList } from "../../schema";
import { insertion, isWorthAsking, optionsOf, sameName } from "./options";

function item(label: string, insert: string, caret = insert.length): CompletionItem {
  return { label, kind: "field", detail: null, documentation: null, page: null, insert, caret, more: false };
}

/** A text with the caret at "|", what stands around it, and what it becomes. */
function taken(text: string, list: (caret: number) => Omit<CompletionList, "items">, chosen: CompletionItem, typedOn = ""): string {
  const asked = text.indexOf("|");
  const found = { ...list(asked), items: [chosen] };
  const now = text.replace("|", typedOn);
  const { changes, caret } = insertion(found, chosen, asked, found.word, asked + typedOn.length, now.length);
  const after = ChangeSet.of(changes, now.length).apply(Text.of(now.split("\n"))).toString();
  return `${after.slice(0, caret)}|${after.slice(caret)}`;
}

describe("taking an option", () => {
  it("replaces the quotes around what was typed", () => {
    const around = (at: number) => ({ word: at - 2, from: at - 3, to: at + 1, comma_at: null });
    expect(taken('{"Ne|"}', around, item("Next", '"Next": ""', 9))).toBe('{"Next": "|"}');
  });

  it("goes on from what was typed since", () => {
    const around = (at: number) => ({ word: at - 2, from: at - 3, to: at + 1, comma_at: null });
    expect(taken('{"Ne|"}', around, item("Next", '"Next": ""', 9), "x")).toBe('{"Next": "|"}');
  });

  it("puts the comma that is missing", () => {
    const after = (at: number) => ({ word: at, from: at, to: at, comma_at: 7 });
    expect(taken('{"a": 1\n  |}', after, item("End", '"End": true'))).toBe('{"a": 1,\n  "End": true|}');
  });
});

describe("options", () => {
  it("keep the order in which they came", () => {
    const items = Array.from({ length: 300 }, (_, at) => item(`name${at}`, ""));
    const options = optionsOf({ word: 0, from: 0, to: 0, comma_at: null, items }, () => "", () => undefined);
    expect(options.map(({ label }) => label)).toEqual(items.map(({ label }) => label));
    const sorted = [...options].sort((a, b) => b.boost! - a.boost! || a.sortText!.localeCompare(b.sortText!));
    expect(sorted).toEqual(options);
  });

  it("are asked for where something begins or goes on", () => {
    for (const before of ['"', '"Ne', "$", "{% $states.", "arn:aws:states:::", '"Next": ', "Next: ", "  - ", "["]) {
      expect(isWorthAsking(before), before).toBe(true);
    }
    for (const before of ["", "   ", "}", "],", "some words ", "("]) expect(isWorthAsking(before), before).toBe(false);
    expect(sameName.test("$näme1")).toBe(true);
    expect(sameName.test("a.b")).toBe(false);
  });
});
