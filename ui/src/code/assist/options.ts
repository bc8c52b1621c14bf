import type { Completion } from "@codemirror/autocomplete";
import type { ChangeSpec } from "@codemirror/state";
import type { CompletionItem, CompletionList } from "../../schema";

/** What an option of the list stands for, beside what the editor's list knows of it. */
export interface Option extends Completion {
  item: CompletionItem;
}

/**
 * Whether what was just typed is worth asking about, by the text before the caret on its line: a name goes on, a string, a
 * path or an ARN begins, a value follows.
 */
export function isWorthAsking(before: string): boolean {
  return /[\p{L}\p{N}_$".:'[{]$/u.test(before) || /[:,[{-] $/.test(before);
}

/** What may be typed on before the workbench is to be asked again: more of the same name. */
export const sameName = /^[\p{L}\p{N}_$]*$/u;

/** The workbench's answer as the editor's options; its order holds where labels match equally well. */
export function optionsOf(list: CompletionList, apply: (item: CompletionItem) => Completion["apply"], info: (item: CompletionItem) => Completion["info"]): Option[] {
  return list.items.map((item, at) => ({
    label: item.label,
    ...(item.detail === null ? {} : { detail: item.detail }),
    type: item.kind,
    boost: Math.max(-99, 99 - at),
    sortText: String(at).padStart(6, "0"),
    apply: apply(item),
    info: info(item),
    item,
  }));
}

/** What an item changes. */
export interface Insertion {
  changes: ChangeSpec[];
  /** Where the caret then stands. */
  caret: number;
}

/**
 * What an item changes, when the name that is matched stands at `from` to `to` by now. Around it goes what the answer
 * said, as far as it stood `asked` when it was asked.
 */
export function insertion(list: CompletionList, item: CompletionItem, asked: number, from: number, to: number, length: number): Insertion {
  const start = from - (list.word - list.from);
  const end = Math.min(to + (list.to - asked), length);
  const comma: ChangeSpec[] = list.comma_at === null ? [] : [{ from: list.comma_at, insert: "," }];
  return {
    changes: [...comma, { from: start, to: end, insert: item.insert }],
    caret: start + comma.length + item.caret,
  };
}

/** The letter on the tile of each kind. */
export const kindLetters: Record<CompletionItem["kind"], string> = {
  field: "F",
  value: "V",
  state: "S",
  snippet: "+",
  error: "E",
  service: "A",
  action: "A",
  parameter: "P",
  variable: "$",
  path: "/",
  function: "ƒ",
};
