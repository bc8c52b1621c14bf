import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Colours and measures of code, all from the tokens, so that both themes hold. */
const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--bg-code)", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "var(--type-code)", lineHeight: "20px" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--bg-code)", color: "var(--text-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 12px", minWidth: "36px" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 4px", color: "var(--text-3)", cursor: "pointer" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--bg-hover)" },
  ".cm-selected-state": { backgroundColor: "var(--bg-sel)", boxShadow: "inset 2px 0 0 var(--accent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent-line)" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--bg-hover)", border: "1px solid var(--line-2)", color: "var(--text-3)", borderRadius: "var(--r1)",
    padding: "0 4px", margin: "0 2px",
  },
  ".cm-searchMatch": { backgroundColor: "var(--chg-bg)", outline: "1px solid var(--caught-line)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--caught-soft)", outline: "1px solid var(--caught)" },
  ".cm-selectionMatch": { backgroundColor: "var(--n4)" },
  ".cm-panels": { backgroundColor: "var(--bg-bar)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 32px 6px 8px", font: "var(--type-small)", display: "flex", flexWrap: "wrap", gap: "4px", alignItems: "center" },
  ".cm-panel.cm-search br": { flexBasis: "100%" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "4px", font: "var(--type-small)" },
  ".cm-textfield": {
    height: "24px", padding: "0 8px", margin: "0", font: "var(--type-small)", color: "var(--text)", backgroundColor: "var(--bg-control)",
    border: "1px solid var(--line-2)", borderRadius: "var(--r2)",
  },
  ".cm-button": {
    height: "24px", padding: "0 8px", margin: "0", font: "var(--type-label)", color: "var(--text)", backgroundImage: "none",
    backgroundColor: "var(--bg-control)", border: "1px solid var(--line-2)", borderRadius: "var(--r2)", textTransform: "capitalize",
  },
  ".cm-panel.cm-search [name=close]": { top: "8px", right: "8px", color: "var(--text-2)", fontSize: "16px" },
  ".cm-tooltip": {
    backgroundColor: "var(--bg-panel)", color: "var(--text)", border: "none", borderRadius: "var(--r)", boxShadow: "var(--shadow-pop)",
    font: "var(--type-small)", overflow: "hidden",
  },
  ".cm-diagnostic": { padding: "6px 10px", maxWidth: "520px", borderLeftWidth: "3px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--fail)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--caught)" },
  ".cm-diagnostic-hint, .cm-diagnostic-info": { borderLeftColor: "var(--run)" },
  ".cm-diagnosticSource": { color: "var(--text-3)", font: "var(--type-small)", opacity: "1" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--fail) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--caught) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-hint": { backgroundImage: "none", textDecoration: "underline dotted var(--text-3) 1px", textUnderlineOffset: "3px" },
  ".cm-lint-marker": { width: "10px", height: "10px" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--syn-key)" },
  { tag: tags.string, color: "var(--syn-str)" },
  { tag: tags.number, color: "var(--syn-num)" },
  { tag: [tags.bool, tags.null], color: "var(--syn-op)" },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: "var(--syn-punct)" },
  { tag: tags.invalid, color: "var(--fail-text)" },
]);

/** How code looks. */
export const codeLook: Extension = [look, syntaxHighlighting(colours)];
