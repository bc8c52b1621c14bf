import { json } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { font: "var(--type-code)", color: "var(--text)", backgroundColor: "var(--bg-code)" },
  ".cm-content": { font: "var(--type-code)", caretColor: "var(--accent)" },
  ".cm-collapsedLines": { background: "var(--n3)", color: "var(--text-3)", padding: "4px 12px" },
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: "'…'", margin: "0 6px" },
  ".cm-gutters": { backgroundColor: "var(--bg-code)", color: "var(--text-3)", border: "none" },
  "&.cm-merge-a .cm-changedLine": { backgroundColor: "var(--del-bg)" },
  "&.cm-merge-b .cm-changedLine": { backgroundColor: "var(--add-bg)" },
  "&.cm-merge-a .cm-changedText": { background: "color-mix(in srgb, var(--fail) 26%, transparent)" },
  "&.cm-merge-b .cm-changedText": { background: "color-mix(in srgb, var(--ok) 26%, transparent)" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--syn-key)" },
  { tag: tags.string, color: "var(--syn-str)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--syn-num)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--syn-punct)" },
]);

/** How two texts beside each other look. */
export function mergeLook(theme: "light" | "dark"): Extension {
  return [lineNumbers(), json(), syntaxHighlighting(colours), EditorView.darkTheme.of(theme === "dark"), look];
}

/** A side's name, for screen readers. */
export const named = (label: string): Extension => EditorView.contentAttributes.of({ "aria-label": label });
