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
  // What an option means stands beside the list, inside the same box.
  ".cm-tooltip.cm-tooltip-autocomplete": { padding: "4px", border: "none", overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    font: "var(--type-code)", minWidth: "240px", maxWidth: "min(560px, 60vw)", maxHeight: "276px", padding: "0",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex", alignItems: "center", gap: "8px", minHeight: "24px", padding: "0 8px 0 4px", borderRadius: "var(--r2)", lineHeight: "24px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--text)" },
  ".cm-completionLabel": { flex: "0 1 auto", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-completionMatchedText": { textDecoration: "none", color: "var(--accent-text)", fontWeight: "500" },
  ".cm-completionDetail": {
    flex: "1 0 auto", maxWidth: "260px", marginLeft: "auto", paddingLeft: "12px", textAlign: "right", fontStyle: "normal", font: "var(--type-small)",
    color: "var(--text-3)", overflow: "hidden", textOverflow: "ellipsis",
  },
  ".cm-completionListIncompleteTop:before, .cm-completionListIncompleteBottom:after": { color: "var(--text-3)" },
  ".cm-tooltip.cm-completionInfo": { width: "320px", maxWidth: "320px", padding: "0", margin: "0 4px", borderRadius: "var(--r)" },
  ".cm-kind": {
    flex: "none", display: "grid", placeItems: "center", width: "18px", height: "18px", borderRadius: "var(--r1)", font: "var(--type-label)", fontSize: "11px",
    color: "var(--fam-flow)", backgroundColor: "var(--fam-flow-bg)",
  },
  ".cm-kind-field, .cm-kind-parameter": { color: "var(--fam-data)", backgroundColor: "var(--fam-data-bg)" },
  ".cm-kind-state, .cm-kind-snippet": { color: "var(--accent-text)", backgroundColor: "var(--accent-soft)" },
  ".cm-kind-value": { color: "var(--fam-store)", backgroundColor: "var(--fam-store-bg)" },
  ".cm-kind-service, .cm-kind-action": { color: "var(--fam-compute)", backgroundColor: "var(--fam-compute-bg)" },
  ".cm-kind-error": { color: "var(--fail-text)", backgroundColor: "var(--fail-soft)" },
  ".cm-kind-variable, .cm-kind-path": { color: "var(--fam-http)", backgroundColor: "var(--fam-http-bg)" },
  ".cm-kind-function": { color: "var(--fam-ai)", backgroundColor: "var(--fam-ai-bg)" },
  ".cm-explanation": { padding: "8px 10px", maxWidth: "420px", font: "var(--type-small)", color: "var(--text-2)", whiteSpace: "normal" },
  ".cm-explanation p": { margin: "0 0 4px", overflowWrap: "anywhere" },
  ".cm-explanation > :last-child": { marginBottom: "0" },
  ".cm-explanation-head": { display: "flex", flexWrap: "wrap", alignItems: "baseline", gap: "0 8px", marginBottom: "4px", color: "var(--text-3)" },
  ".cm-explanation-head code": { font: "var(--type-code)", color: "var(--text)", overflowWrap: "anywhere" },
  ".cm-explanation a": { color: "var(--accent-text)", textDecoration: "none", borderRadius: "var(--r1)" },
  ".cm-explanation a:hover": { textDecoration: "underline" },
  ".cm-explanation .cm-explanation-address": { color: "var(--text-3)", userSelect: "text" },
  ".cm-definition-link, .cm-definition-link *": { color: "var(--accent-text)", textDecoration: "underline", textUnderlineOffset: "3px", cursor: "pointer" },
  ".cm-rename": { padding: "6px", width: "280px" },
  ".cm-rename input": {
    width: "100%", height: "var(--h-control)", padding: "0 8px", font: "var(--type-code)", color: "var(--text)", backgroundColor: "var(--bg-control)",
    border: "1px solid var(--accent)", borderRadius: "var(--r2)", outline: "none", boxShadow: "0 0 0 3px var(--focus)",
  },
  ".cm-rename p": { margin: "6px 2px 0", font: "var(--type-small)", color: "var(--text-3)" },
  ".cm-rename-refused input": { borderColor: "var(--fail)", boxShadow: "none" },
  ".cm-rename-refused p": { color: "var(--fail-text)" },
  ".cm-diagnostic": { padding: "6px 10px", maxWidth: "520px", borderLeftWidth: "3px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--fail)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--caught)" },
  ".cm-diagnostic-hint, .cm-diagnostic-info": { borderLeftColor: "var(--run)" },
  ".cm-diagnosticAction": {
    font: "var(--type-label)", color: "var(--text)", backgroundColor: "var(--bg-control)", border: "1px solid var(--line-2)",
    borderRadius: "var(--r2)", padding: "2px 8px", marginLeft: "10px",
  },
  ".cm-diagnosticAction:hover": { backgroundColor: "var(--bg-hover)" },
  ".cm-diagnosticSource": { color: "var(--text-3)", font: "var(--type-small)", opacity: "1" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--fail) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--caught) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-hint": { backgroundImage: "none", textDecoration: "underline dotted var(--text-3) 1px", textUnderlineOffset: "3px" },
  ".cm-lint-marker": { width: "10px", height: "10px" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--syn-key)" },
  { tag: tags.string, color: "var(--syn-str)" },
  { tag: tags.comment, color: "var(--text-3)" },
  { tag: tags.meta, color: "var(--syn-sub)" },
  { tag: tags.number, color: "var(--syn-num)" },
  { tag: [tags.bool, tags.null], color: "var(--syn-op)" },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: "var(--syn-punct)" },
  { tag: tags.invalid, color: "var(--fail-text)" },
]);

/** How code looks; it is reached with Tab. */
export const codeLook: Extension = [look, syntaxHighlighting(colours), EditorView.contentAttributes.of({ tabindex: "0" })];
