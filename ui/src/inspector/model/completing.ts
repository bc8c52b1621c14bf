import { sameName } from "../../code/assist/options";
import type { CompletionItem, CompletionList, SeenData } from "../../schema";
import { fit } from "../../state/fuzzy";
import type { Seen } from "./preview";
import type { Way } from "./rawText";

/** Where in the state what is written in a line would stand. */
export interface CompletedAt {
  way: Way;
  /** What stands around it there: the braces of an expression. */
  before?: string;
  after?: string;
}

/** Where a line is completed, by what is written in it; `null` where it is plain text. */
export type Completes = (text: string) => CompletedAt | null;

/** A field that is completed whatever is written. */
export function completesAt(way: Way, before?: string, after?: string): Completes {
  return () => ({ way, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
}

/** Whether a text is, or may become, a path or an intrinsic. */
function isPathBegun(text: string): boolean {
  return text === "" || (text.startsWith("$") && !text.startsWith("${")) || text.startsWith("States.") || "States.".startsWith(text);
}

/** A field of JSONata's; in JSONPath one beside it takes a path instead, where there is one. */
export function completesBeside(way: Way, pathField: string | undefined, language: string): Completes | undefined {
  // AWS evaluates nothing in a retrier.
  if (way[0] === "Retry") return undefined;
  if (language === "JSONata") return completesAt(way);
  if (pathField === undefined) return undefined;
  return (text) => (isPathBegun(text) ? { way: [...way.slice(0, -1), pathField] } : null);
}

/** A member of a payload template. */
export function completesMember(around: Way, name: string, language: string): Completes {
  return (text) => ({ way: [...around, language !== "JSONata" && isPathBegun(text) ? `${name}.$` : name] });
}

/** What was seen of a state, as completion takes it. */
export function seenData({ input, variables, context, answer }: Seen): SeenData {
  return {
    input,
    ...(variables === null ? {} : { variables }),
    ...(context === null ? {} : { context }),
    ...(answer?.as === "result" ? { result: answer.result } : {}),
  };
}

/** More than these nobody reads. */
const most = 60;

/** The items that fit what is typed of the word: those that begin with it first, in the list's own order. */
export function fitting(list: CompletionList, word: string): CompletionItem[] {
  const wanted = word.toLowerCase();
  const begins = list.items.filter(({ label }) => label.toLowerCase().startsWith(wanted));
  const others = list.items.filter((item) => !begins.includes(item) && fit(word, item.label) !== null);
  return [...begins, ...others].slice(0, most);
}

/** A line and the caret in it. */
export interface Line {
  text: string;
  caret: number;
}

/** Whether a list holds for a line that was typed on: more, or less, of the same name. */
export function stillHolds(list: CompletionList, asked: Line, now: Line): boolean {
  const isSameAround = now.text.slice(0, list.word) === asked.text.slice(0, list.word) && now.text.slice(now.caret) === asked.text.slice(asked.caret);
  return isSameAround && now.caret >= list.word && sameName.test(now.text.slice(list.word, now.caret));
}

/** The line with an item taken. */
export function taken(list: CompletionList, item: CompletionItem, asked: Line, now: Line): Line {
  const end = Math.min(now.caret + (list.to - asked.caret), now.text.length);
  return { text: now.text.slice(0, list.from) + item.insert + now.text.slice(end), caret: list.from + item.caret };
}
