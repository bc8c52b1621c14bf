import { closeBrackets, closeBracketsKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { linter } from "@codemirror/lint";
import { Compartment, EditorState, Prec, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, MatchDecorator, tooltips, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "react";
import { classes } from "../../components";
import { completionBy } from "../../code/assist/complete";
import { codeLook } from "../../code/theme";
import type { CompletionAnswer } from "../../schema";
import styles from "./fields.module.css";

/** Strings that are evaluated stand out from those that are plain text. */
function marker(regexp: RegExp, name: string) {
  const decoration = Decoration.mark({ class: name });
  const matcher = new MatchDecorator({ regexp, decoration });
  return ViewPlugin.define((view) => ({
    decorations: matcher.createDeco(view),
    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    },
  }), { decorations: (plugin) => plugin.decorations });
}

const expressions = marker(/"\{%(?:[^"\\]|\\.)*%\}"|"(?:\$|States\.)(?!\{)(?:[^"\\]|\\.)*"(?!\s*:)/g, "cm-expression");
const substitutions = marker(/\$\{[^}"]*\}/g, "cm-substitution");

/** Nothing written yet is no mistake. */
const jsonProblems = jsonParseLinter();

/** A line that goes on below itself stands deeper there than where it began. */
const hangingIndent = ViewPlugin.define((view) => ({
  decorations: indents(view),
  update(update: ViewUpdate) {
    if (update.docChanged || update.viewportChanged) this.decorations = indents(update.view);
  },
}), { decorations: (plugin) => plugin.decorations });

/** Deeper ones would leave no room to write in. */
const deepest = 16;

function indents({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      const width = Math.min(deepest, (/^ */.exec(line.text)?.[0].length ?? 0) + 2);
      builder.add(line.from, line.from, Decoration.line({ attributes: { style: `text-indent: -${width}ch; padding-left: calc(10px + ${width}ch)` } }));
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** What the editor calls back with; the newest of each render. */
interface Callbacks {
  /** It was left, or Ctrl Enter was pressed. */
  onCommit: (text: string) => void;
  onChange: (text: string) => void;
  /** Escape; whether there was something to restore. */
  onEscape: () => boolean;
  /** What may stand at a position of the text. */
  complete?: ((text: string, position: number) => Promise<CompletionAnswer | null>) | undefined;
}

/** JSON, or an expression, in a small editor. What is written stays its own until it is left; Escape restores. */
export function JsonEditor({ value, label, isDisabled, isBad, isTall, isExpression, autoFocus, onCommit, onChange, onEscape, complete }: Callbacks & {
  /** What stands there; taken over whenever it differs from what is shown. */
  value: string;
  label: string;
  isDisabled: boolean;
  isBad?: boolean;
  /** Fills its place. */
  isTall?: boolean;
  /** A JSONata expression and no JSON. */
  isExpression?: boolean;
  autoFocus?: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const callbacks = useRef<Callbacks>({ onCommit, onChange, onEscape, complete });
  const editable = useRef(new Compartment());
  const first = useRef({ value, label, isDisabled, isTall, isExpression, autoFocus });

  useLayoutEffect(() => {
    callbacks.current = { onCommit, onChange, onEscape, complete };
  });

  useEffect(() => {
    if (place.current === null) return undefined;
    const commit = (editor: EditorView) => callbacks.current.onCommit(editor.state.doc.toString());
    const { current: start } = first;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start.value,
        extensions: [
          history(), drawSelection(), highlightActiveLine(), indentOnInput(), bracketMatching(), closeBrackets(), codeLook, EditorView.lineWrapping, hangingIndent,
          ...(start.isExpression === true ? [] : [json(), linter((editor) => (editor.state.doc.length === 0 ? [] : jsonProblems(editor)), { delay: 400 }), Prec.high([expressions, substitutions])]),
          ...(start.isTall === true ? [lineNumbers()] : []),
          completionBy((text, position) => callbacks.current.complete?.(text.toString(), position) ?? Promise.resolve(null)),
          // Outside of what scrolls and folds: the list would be cut off.
          tooltips({ parent: globalThis.document.body }),
          EditorView.contentAttributes.of({ "aria-label": start.label }),
          editable.current.of(EditorView.editable.of(!start.isDisabled)),
          Prec.highest(keymap.of([
            // An open list is closed first.
            { key: "Escape", run: (editor) => completionStatus(editor.state) !== "active" && callbacks.current.onEscape() },
            { key: "Mod-Enter", run: (editor) => (commit(editor), true) },
            // Saving goes on; it shall find what was written here.
            { key: "Mod-s", run: (editor) => (commit(editor), false) },
            { key: "F5", run: (editor) => (commit(editor), false) },
          ])),
          keymap.of([...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && update.view.hasFocus) callbacks.current.onChange(update.state.doc.toString());
          }),
          EditorView.domEventHandlers({
            blur: (_event, editor) => {
              commit(editor);
            },
          }),
        ],
      }),
    });
    view.current = editor;
    if (start.autoFocus === true) {
      editor.focus();
      const inside = start.value.indexOf("\n");
      editor.dispatch({ selection: { anchor: inside < 0 ? start.value.length : start.value.indexOf("\n", inside + 1) } });
    }
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: editable.current.reconfigure(EditorView.editable.of(!isDisabled)) });
  }, [isDisabled]);

  return <div ref={place} className={classes(styles.editor, isBad === true && styles.bad, isDisabled && styles.off, isTall === true && styles.tall)} />;
}
