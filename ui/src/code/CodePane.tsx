import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, rectangularSelection, tooltips,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import { useCursor } from "../state/cursor";
import { applyFix, documentOf, onRemoteChange, outlineEntry, redo, typeText, undo, useDocuments } from "../state/documents";
import { selectedState, useSelection } from "../state/selection";
import { useUnhurried } from "../state/unhurried";
import { completion } from "./assist/complete";
import { definition } from "./assist/definition";
import { hover } from "./assist/hover";
import { rename } from "./assist/rename";
import styles from "./CodePane.module.css";
import { late, type Late } from "./late";
import { stateAt } from "./outline";
import { marksOf } from "./problems";
import { markState, selectedStateLines } from "./selectedState";
import { codeLook } from "./theme";
import { yaml } from "./yaml";

/** A change that the workbench made: it is not typed back to it. */
const remote = Annotation.define<boolean>();

/** The text of the active document, the same document as the canvas. */
export function CodePane() {
  const id = useDocuments(({ active }) => active);
  return (
    <div className={styles.pane} data-testid="code-pane">
      {id !== null && <Editor key={id} id={id} />}
    </div>
  );
}

function Editor({ id }: { id: number }) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<Opened | null>(null);

  useEffect(() => {
    if (place.current === null) return;
    const opened = open(id, place.current);
    view.current = opened;
    const stop = onRemoteChange(id, opened.behind.take);
    return () => {
      stop();
      opened.behind.stop();
      opened.editor.destroy();
      view.current = null;
      useCursor.setState({ at: null });
    };
  }, [id]);

  useProblems(id, view);
  useSelectedState(id, view);
  return <div ref={place} className={styles.editor} />;
}

interface Opened {
  editor: EditorView;
  /** What the editor has yet to take. */
  behind: Late;
}

function open(id: number, parent: HTMLElement): Opened {
  const text = documentOf(id)?.text.shown ?? "";
  const behind = late((changes) => editor.dispatch({ changes, annotations: remote.of(true) }));
  const state = EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(), foldGutter(), codeFolding(), lintGutter(), highlightActiveLineGutter(), highlightActiveLine(),
      drawSelection(), rectangularSelection(), EditorState.allowMultipleSelections.of(true),
      indentOnInput(), bracketMatching(), closeBrackets(), highlightSelectionMatches(), search({ top: true }),
      documentOf(id)?.format === "yaml" ? yaml() : json(), selectedStateLines, codeLook, completion(id), hover(id), definition(id), rename(id),
      // Outside of the split panes: what is pressed inside them near a border is taken for the border.
      tooltips({ parent: globalThis.document.body }),
      EditorView.contentAttributes.of({ "aria-label": "The definition's text" }),
      // Undo and redo live with the document, so the editor keeps no history of its own.
      keymap.of([
        { key: "Mod-z", run: () => back(undo), preventDefault: true },
        { key: "Mod-y", run: () => back(redo), preventDefault: true },
        { key: "Mod-Shift-z", run: () => back(redo), preventDefault: true },
        indentWithTab, ...closeBracketsKeymap, ...foldKeymap, ...searchKeymap, ...lintKeymap, ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        const typed = update.transactions.filter((transaction) => transaction.docChanged && !transaction.annotation(remote));
        for (const transaction of typed) typeText(id, behind.typed(transaction.changes));
        if (!update.selectionSet && !update.docChanged) return;
        const head = update.state.selection.main.head;
        const line = update.state.doc.lineAt(head);
        useCursor.setState({ at: { line: line.number, column: head - line.from + 1 } });
        if (update.selectionSet && update.view.hasFocus && typed.length === 0) selectAt(id, head);
      }),
    ],
  });
  const editor = new EditorView({ state, parent });
  // Keys and clicks go by what the editor shows.
  for (const kind of ["keydown", "beforeinput", "pointerdown", "paste", "drop"]) editor.dom.addEventListener(kind, behind.catchUp, true);
  return { editor, behind };

  function back(step: typeof undo): boolean {
    void step(id);
    return true;
  }
}

/** The state under the caret becomes the selection of all panes. */
function selectAt(id: number, position: number): void {
  const document = documentOf(id);
  if (document === null || !document.reading.current) return;
  const key = stateAt(document.reading.outline, position)?.key ?? null;
  const { selected, select } = useSelection.getState();
  if (selectedState(selected) === key) return;
  select(key === null ? null : { kind: "state", state: key }, "code");
}

/** The workbench's problems are underlined. */
function useProblems(id: number, view: React.RefObject<Opened | null>): void {
  const problems = useUnhurried(useDocuments, ({ open, active }) => (active === null ? undefined : open[active]?.reading.problems));
  useEffect(() => {
    if (view.current === null || problems === undefined) return;
    const { editor, behind } = view.current;
    behind.catchUp();
    editor.dispatch(setDiagnostics(editor.state, marksOf(problems, editor.state.doc.length, (problem) => void applyFix(id, problem))));
  }, [id, problems, view]);
}

/** The selected state's lines are marked, and shown when it was selected elsewhere. */
function useSelectedState(id: number, view: React.RefObject<Opened | null>): void {
  const outline = useUnhurried(useDocuments, ({ open, active }) => (active === null ? undefined : open[active]?.reading.outline));
  const selected = useUnhurried(useSelection, (selection) => selection.selected);
  const tick = useUnhurried(useSelection, (selection) => selection.tick);
  const shown = useRef(-1);
  useEffect(() => {
    const document = documentOf(id);
    if (view.current === null || document === null) return;
    const { editor, behind } = view.current;
    behind.catchUp();
    const key = selectedState(selected);
    const entry = key === null ? null : outlineEntry(document, key);
    const range = entry && { from: entry.name_from, to: entry.to };
    const isNew = shown.current !== tick;
    shown.current = tick;
    editor.dispatch({ effects: markState.of(range) });
    const origin = useSelection.getState().origin;
    if (!isNew || origin === "code") return;
    const problem = selected?.kind === "problem" ? selected.problem.from : null;
    const meant = selected?.kind === "state" ? (selected.at ?? null) : null;
    const place = problem ?? meant ?? range?.from ?? null;
    if (place === null || place > editor.state.doc.length) return;
    const effects = EditorView.scrollIntoView(place, { y: "start", yMargin: 24 });
    if (problem === null) editor.dispatch(meant === null ? { effects } : { effects, selection: { anchor: meant } });
    else {
      editor.dispatch({ effects, selection: { anchor: problem } });
      editor.focus();
    }
  }, [id, outline, selected, tick, view]);
}
