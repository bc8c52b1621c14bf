import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { TextFieldProps, TextInput } from "../../components/TextField";
import { isWorthAsking } from "../../code/assist/options";
import type { CompletionItem, CompletionList } from "../../schema";
import { type Completes, fitting, type Line, stillHolds, taken } from "../model/completing";
import { completionInside, quotedText } from "../model/quotedText";
import { useCompleteDraft } from "./useCompleteDraft";

/** An open list. */
interface Listed {
  list: CompletionList;
  /** The line that it was asked for. */
  asked: Line;
  now: Line;
  /** Which item is chosen; none while the person only types, so that Enter writes what is typed. */
  active: number | null;
}

export interface LineCompletion {
  input: RefObject<TextInput | null>;
  /** What a screen reader is told of the input. */
  inputProps: NonNullable<TextFieldProps["inputProps"]>;
  listId: string;
  items: readonly CompletionItem[];
  active: number | null;
  /** Something was typed. */
  typed: (text: string) => void;
  take: (item: CompletionItem) => void;
  close: () => void;
  onKeyDownCapture: (event: KeyboardEvent) => void;
}

/** Completion in a line, or some lines, of text: a list below them that never stands in the way of what is typed. */
export function useLineCompletion(text: string, change: (text: string) => void, completes: Completes | undefined): LineCompletion {
  const input = useRef<TextInput>(null);
  const [listed, setListed] = useState<Listed | null>(null);
  const caret = useRef<number | null>(null);
  const turn = useRef(0);
  const listId = useId();
  const complete = useCompleteDraft();

  // Where an item was taken, the caret goes where it says.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [text]);

  useEffect(() => () => {
    turn.current += 1;
  }, []);

  const close = (): void => {
    // What is still to be answered comes too late.
    turn.current += 1;
    setListed(null);
  };

  const ask = (line: Line, isWanted: boolean, active: number | null): void => {
    const at = completes?.(line.text) ?? null;
    if (at === null || (!isWanted && !isWorthAsking(line.text.slice(0, line.caret)))) {
      close();
      return;
    }
    turn.current += 1;
    const mine = turn.current;
    const quoted = quotedText(line.text, at.before, at.after);
    complete(at.way, quoted.json, quoted.into(line.caret)).then(
      (answer) => {
        if (mine !== turn.current || input.current === null || input.current !== globalThis.document.activeElement) return;
        const { found } = completionInside(answer, quoted);
        const first = found === null ? undefined : fitting(found, line.text.slice(found.word, line.caret))[0];
        setListed(found === null || first === undefined ? null : { list: found, asked: line, now: line, active });
      },
      // What can't be answered is no reason to disturb whoever types.
      () => {
        if (mine === turn.current) setListed(null);
      },
    );
  };

  const typed = (next: string): void => {
    change(next);
    if (completes === undefined) return;
    const now = { text: next, caret: input.current?.selectionStart ?? next.length };
    if (listed !== null && stillHolds(listed.list, listed.asked, now) && fitting(listed.list, now.text.slice(listed.list.word, now.caret)).length > 0) {
      setListed({ ...listed, now, active: null });
    } else ask(now, false, null);
  };

  const take = (item: CompletionItem): void => {
    if (listed === null) return;
    const line = taken(listed.list, item, listed.asked, listed.now);
    caret.current = line.caret;
    change(line.text);
    if (line.text === text) input.current?.setSelectionRange(line.caret, line.caret);
    if (item.more) ask(line, true, null);
    else close();
  };

  const items = listed === null ? [] : fitting(listed.list, listed.now.text.slice(listed.list.word, listed.now.caret));
  const active = listed?.active ?? null;

  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (completes === undefined || event.nativeEvent.isComposing) return;
    const isMine = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if ((event.ctrlKey && event.code === "Space") || (event.altKey && event.key === "ArrowDown")) {
      isMine();
      const { selectionStart } = input.current ?? {};
      ask({ text, caret: selectionStart ?? text.length }, true, 0);
      return;
    }
    if (listed === null) return;
    const chosen = active === null ? undefined : items[active];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        isMine();
        const by = event.key === "ArrowDown" ? 1 : -1;
        const next = active === null ? (by > 0 ? 0 : items.length - 1) : (active + by + items.length) % items.length;
        setListed({ ...listed, active: next });
        break;
      }
      case "Enter":
      case "Tab":
        if (chosen === undefined || event.shiftKey || event.ctrlKey || event.metaKey) close();
        else {
          isMine();
          take(chosen);
        }
        break;
      case "Escape":
        isMine();
        close();
        break;
      case "ArrowLeft":
      case "ArrowRight":
      case "Home":
      case "End":
        close();
        break;
      default:
    }
  };

  const isOpen = items.length > 0;
  const inputProps: LineCompletion["inputProps"] =
    completes === undefined
      ? {}
      : {
          // A text with help, as the larger editors are; it is not a choice of what the list holds.
          "aria-autocomplete": "list",
          "aria-haspopup": "listbox",
          autoComplete: "off",
          ...(isOpen ? { "aria-controls": listId } : {}),
          ...(isOpen && active !== null ? { "aria-activedescendant": `${listId}-${active}` } : {}),
        };
  return { input, inputProps, listId, items, active, typed, take, close, onKeyDownCapture };
}
