import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, linter } from "@codemirror/lint";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import { classes } from "../../components/classes";
import { jsonProblem } from "../model/jsonProblem";
import styles from "./JsonText.module.css";

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--syn-key)" },
  { tag: tags.string, color: "var(--syn-str)" },
  { tag: tags.number, color: "var(--syn-num)" },
  { tag: [tags.bool, tags.null], color: "var(--syn-num)" },
  { tag: tags.punctuation, color: "var(--syn-punct)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", background: "var(--bg-code)", color: "var(--text)", font: "var(--type-data)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "var(--type-data)", fontVariantLigatures: "none", overflow: "auto" },
  ".cm-content": { padding: "6px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 12px 0 4px" },
  ".cm-gutters": { background: "var(--bg-code)", color: "var(--text-3)", border: "none", paddingLeft: "4px" },
  ".cm-foldGutter .cm-gutterElement": { cursor: "default" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--focus)" },
  ".cm-selectionMatch, .cm-searchMatch": { background: "var(--chg-bg)" },
  ".cm-searchMatch-selected": { background: "var(--caught-line)" },
  ".cm-panels": { background: "var(--bg-bar)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-foldPlaceholder": { background: "var(--n4)", border: "none", color: "var(--text-2)", padding: "0 4px" },
  ".cm-tooltip": { background: "var(--bg-panel)", border: "none", boxShadow: "var(--shadow-pop)", borderRadius: "var(--r)" },
  ".cm-diagnostic": { font: "var(--type-small)", padding: "4px 8px" },
});

const look: Extension = [theme, syntaxHighlighting(highlight), json(), indentUnit.of("  "), EditorState.tabSize.of(2)];

/** A text shown, not edited: JSON in colours, folding, searching with Ctrl+F. Only what is seen is drawn. */
export function JsonText({ text, wrap = true, label }: { text: string; wrap?: boolean; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          look,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ "aria-label": label }),
          codeFolding(),
          foldGutter(),
          search({ top: true }),
          keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap]),
          wrap ? EditorView.lineWrapping : [],
        ],
      }),
    });
    return () => view.destroy();
  }, [text, wrap, label]);
  return <div ref={place} className={styles.shown} />;
}

export interface JsonEditorProps {
  label: string;
  /** The text at first; later texts come from the person, or with another `key`. */
  initial: string;
  onChange: (text: string) => void;
  /** Ctrl+Enter. */
  onSubmit?: () => void;
  autoFocus?: boolean;
  invalid?: boolean;
  testId?: string;
}

/** A JSON text to edit, its errors underlined. */
export function JsonEditor({ label, initial, onChange, onSubmit, autoFocus = false, invalid = false, testId }: JsonEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const handlers = useRef({ onChange, onSubmit });
  useEffect(() => {
    handlers.current = { onChange, onSubmit };
  });
  useEffect(() => {
    if (place.current === null) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: initial,
        extensions: [
          look,
          lineNumbers(),
          history(),
          bracketMatching(),
          closeBrackets(),
          highlightSelectionMatches(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label }),
          linter((editor) => (editor.state.doc.length === 0 ? [] : diagnostics(editor.state.doc.toString())), { delay: 200 }),
          keymap.of([
            {
              key: "Mod-Enter",
              run: () => {
                handlers.current.onSubmit?.();
                return true;
              },
            },
            ...closeBracketsKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) handlers.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    if (autoFocus) view.focus();
    return () => view.destroy();
    // The editor owns its text from here on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return <div ref={place} className={classes(styles.editor, invalid && styles.invalid)} data-testid={testId} />;
}

function diagnostics(text: string): Diagnostic[] {
  const problem = jsonProblem(text);
  return problem === null ? [] : [{ from: problem.offset, to: Math.min(text.length, problem.offset + 1), severity: "error", message: problem.message }];
}
