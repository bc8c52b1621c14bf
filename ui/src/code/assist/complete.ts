import {
  acceptCompletion, autocompletion, type Completion, type CompletionContext, completionKeymap, type CompletionResult,
  pickedCompletion, startCompletion,
} from "@codemirror/autocomplete";
import { type Extension, Prec, type Text } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import type { CompletionAnswer, CompletionItem, CompletionList } from "../../schema";
import { askAt } from "../../state/documents";
import { explanation } from "./explanation";
import { insertion, isWorthAsking, kindLetters, type Option, optionsOf, sameName } from "./options";

/** Completion in the code pane: the workbench says what may stand at the caret. */
export function completion(id: number): Extension {
  return completionBy((_text, position) => askAt(id, "complete", position));
}

/** Completion in any editor. The answer is `null` when it came too late: the text has moved on. */
export function completionBy(ask: (text: Text, position: number) => Promise<CompletionAnswer | null>): Extension {
  /** Asked for by hand, or to go on after an answer that came too late: then also where nothing is typed yet. */
  let isWanted = false;

  const again = (view: EditorView): void => {
    // Not in the midst of the update that this comes from.
    setTimeout(() => {
      if (!view.hasFocus) return;
      isWanted = true;
      startCompletion(view);
    });
  };

  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { state, pos, view } = context;
    const line = state.doc.lineAt(pos);
    const isAsked = context.explicit || isWanted;
    isWanted = false;
    if (!isAsked && !isWorthAsking(line.text.slice(0, pos - line.from))) return null;
    // What can't be answered is no reason to disturb whoever types.
    const answer = await ask(state.doc, pos).catch(() => undefined);
    if (answer === null) {
      // Typed faster than it was answered: ask about where the caret is by now.
      if (view !== undefined && !context.aborted) again(view);
      return null;
    }
    const list = answer?.found;
    if (list === undefined || list === null) return null;
    return {
      from: list.word,
      to: pos,
      options: optionsOf(list, (item) => take(list, item, pos, again), infoOf),
      validFor: sameName,
    };
  };

  return [
    autocompletion({ override: [source], icons: false, maxRenderedOptions: 100, addToOptions: [{ render: kindTile, position: 20 }] }),
    Prec.high(keymap.of([{ key: "Tab", run: acceptCompletion }])),
    keymap.of(completionKeymap),
  ];
}

function take(list: CompletionList, item: CompletionItem, asked: number, again: (view: EditorView) => void) {
  return (view: EditorView, completion: Completion, from: number, to: number): void => {
    const { changes, caret } = insertion(list, item, asked, from, to, view.state.doc.length);
    view.dispatch({
      changes,
      selection: { anchor: caret },
      scrollIntoView: true,
      userEvent: "input.complete",
      annotations: pickedCompletion.of(completion),
    });
    if (item.more) again(view);
  };
}

function infoOf(item: CompletionItem): Completion["info"] {
  if (item.documentation === null && item.page === null) return undefined;
  const text = item.documentation === null ? [] : [item.documentation];
  return () => explanation({ title: null, detail: null, text, page: item.page });
}

/** A letter in the colour of what it is. */
function kindTile(completion: Completion): Node {
  const { kind } = (completion as Option).item;
  const tile = document.createElement("span");
  tile.className = `cm-kind cm-kind-${kind}`;
  tile.textContent = kindLetters[kind];
  tile.setAttribute("aria-hidden", "true");
  return tile;
}
