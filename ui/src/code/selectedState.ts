import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Marks the lines of the selected state; `null` for none. */
export const markState = StateEffect.define<{ from: number; to: number } | null>();

const line = Decoration.line({ class: "cm-selected-state" });
/** More lines than this are not marked one by one: a state that long fills the pane anyway. */
const mostLines = 2_000;

function linesOf(state: EditorState, from: number, to: number): DecorationSet {
  const end = Math.min(to, state.doc.length);
  const first = state.doc.lineAt(Math.min(from, end)).number;
  const last = Math.min(state.doc.lineAt(end).number, first + mostLines);
  const marks = [];
  for (let number = first; number <= last; number++) marks.push(line.range(state.doc.line(number).from));
  return Decoration.set(marks);
}

/** The selected state's lines stand out softly. */
export const selectedStateLines: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(markState)) {
        next = effect.value === null ? Decoration.none : linesOf(transaction.state, effect.value.from, effect.value.to);
      }
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
