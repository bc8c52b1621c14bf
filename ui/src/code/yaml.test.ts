import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { indentBelow, yaml } from "./yaml";

/** The pieces of a text that have a look, as `name: text`. */
function pieces(text: string): string[] {
  const state = EditorState.create({ doc: text, extensions: yaml() });
  const found: string[] = [];
  ensureSyntaxTree(state, text.length)!.iterate({
    enter: ({ name, from, to }) => {
      if (name !== "Document") found.push(`${name}: ${text.slice(from, to)}`);
    },
  });
  return found;
}

describe("YAML", () => {
  it("tells keys, values and comments apart", () => {
    expect(pieces("Wait for it: # a\n  Type: Wait\n  Seconds: 5\n  End: true")).toEqual([
      "propertyName: Wait for it", "punctuation: :", "comment: # a",
      "propertyName: Type", "punctuation: :", "string: Wait",
      "propertyName: Seconds", "punctuation: :", "number: 5",
      "propertyName: End", "punctuation: :", "bool: true",
    ]);
  });

  it("reads lists, brackets, quotes and ARNs", () => {
    expect(pieces("- A: [x, 'y: z']\n- arn:aws:states:::lambda:invoke\n- \"q\": {b: 1}")).toEqual([
      "punctuation: -", "propertyName: A", "punctuation: :", "squareBracket: [", "string: x", "punctuation: ,", "string: 'y: z'", "squareBracket: ]",
      "punctuation: -", "string: arn:aws:states:::lambda:invoke",
      "punctuation: -", 'propertyName: "q"', "punctuation: :", "brace: {", "propertyName: b", "punctuation: :", "number: 1", "brace: }",
    ]);
  });

  it("takes what is below a bar for one text", () => {
    expect(pieces("Output: >-\n  {% $a: 1 %}\n\n  # no comment\nNext: B").filter((piece) => !piece.startsWith("punctuation"))).toEqual([
      "propertyName: Output", "string:   {% $a: 1 %}", "string:   # no comment", "propertyName: Next", "string: B",
    ]);
  });

  it("indents the next line as the last, deeper below a key, and behind a dash", () => {
    expect(indentBelow("    Type: Task", 2)).toBe(4);
    expect(indentBelow("  Done: # the end", 2)).toBe(4);
    expect(indentBelow("      - ErrorEquals: [A]", 2)).toBe(8);
    expect(indentBelow("      - ErrorEquals:", 2)).toBe(10);
    expect(indentBelow("          - States.ALL", 2)).toBe(10);
    expect(indentBelow("", 2)).toBe(0);
  });
});
