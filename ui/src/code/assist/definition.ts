import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin } from "@codemirror/view";
import type { DefinitionPlace } from "../../schema";
import { askAt } from "../../state/documents";
import { useSelection } from "../../state/selection";

/** The name under the pointer while Ctrl (on a Mac: Command) is held; `null` for none. */
const setLink = StateEffect.define<DefinitionPlace | null>();
const mark = Decoration.mark({ class: "cm-definition-link" });

const link = StateField.define<{ place: DefinitionPlace; marks: DecorationSet } | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setLink)) continue;
      const place = effect.value;
      if (place === null || place.to > transaction.newDoc.length) return null;
      return { place, marks: Decoration.set(mark.range(place.from, place.to)) };
    }
    return transaction.docChanged ? null : value;
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value?.marks ?? Decoration.none),
});

/** Where the name at a position is defined; `null` where none is, and at the definition itself. */
async function definitionAt(id: number, position: number): Promise<DefinitionPlace | null> {
  const answer = await askAt(id, "definition", position).catch(() => null);
  const found = answer?.found ?? null;
  return found !== null && (found.target_from !== found.from || found.target_to !== found.to) ? found : null;
}

function go(editor: EditorView, place: DefinitionPlace): void {
  if (place.target_to > editor.state.doc.length) return;
  // Into the name, behind its quote.
  const anchor = Math.min(place.target_from + 1, place.target_to);
  editor.dispatch({
    selection: { anchor },
    effects: [setLink.of(null), EditorView.scrollIntoView(anchor, { y: "center" })],
  });
  editor.focus();
  useSelection.getState().select({ kind: "state", state: place.state }, "code");
}

/** Ctrl+click and F12 go to the state or the variable that is named; while Ctrl is held names under the pointer are links. */
export function definition(id: number): Extension {
  const pointer = ViewPlugin.define((view) => {
    let at: { x: number; y: number } | null = null;
    let asked: number | null = null;
    const clear = (): void => {
      asked = null;
      if (view.state.field(link) !== null) view.dispatch({ effects: setLink.of(null) });
    };
    const look = (): void => {
      const position = at === null ? null : view.posAtCoords(at);
      const shown = view.state.field(link);
      if (position === null) return clear();
      if (position === asked || (shown !== null && position >= shown.place.from && position <= shown.place.to)) return;
      clear();
      asked = position;
      void definitionAt(id, position).then((place) => {
        if (asked === position && place !== null) view.dispatch({ effects: setLink.of(place) });
      });
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Control" && event.key !== "Meta") return;
      if (event.type === "keydown") look();
      else clear();
    };
    const onMove = (event: MouseEvent): void => {
      at = { x: event.clientX, y: event.clientY };
      if (event.ctrlKey || event.metaKey) look();
      else clear();
    };
    const onLeave = (): void => {
      at = null;
      clear();
    };
    view.dom.addEventListener("mousemove", onMove);
    view.dom.addEventListener("mouseleave", onLeave);
    window.addEventListener("keydown", onKey);
    window.addEventListener("keyup", onKey);
    window.addEventListener("blur", clear);
    return {
      destroy() {
        view.dom.removeEventListener("mousemove", onMove);
        view.dom.removeEventListener("mouseleave", onLeave);
        window.removeEventListener("keydown", onKey);
        window.removeEventListener("keyup", onKey);
        window.removeEventListener("blur", clear);
      },
    };
  });
  return [
    link,
    pointer,
    EditorView.domEventHandlers({
      mousedown(event, editor) {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const place = editor.state.field(link)?.place;
        const position = editor.posAtCoords({ x: event.clientX, y: event.clientY });
        if (place === undefined || position === null || position < place.from || position > place.to) return false;
        event.preventDefault();
        go(editor, place);
        return true;
      },
    }),
    keymap.of([
      {
        key: "F12",
        run(editor) {
          void definitionAt(id, editor.state.selection.main.head).then((place) => {
            if (place !== null) go(editor, place);
          });
          return true;
        },
      },
    ]),
  ];
}
