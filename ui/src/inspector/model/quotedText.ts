import type { CompletionAnswer, CompletionItem } from "../../schema";

/** A text as it stands in the JSON of its field, with its positions there and back. */
export interface QuotedText {
  json: string;
  /** Of a position in the text, the one in the JSON. */
  into: (position: number) => number;
  /** Back; `null` where that is not within the text. */
  back: (position: number) => number | null;
  /** Whether the text is all that the field holds. */
  isWhole: boolean;
}

/** `before` and `after` stand around the text in its field: an expression's braces. */
export function quotedText(text: string, before = "", after = ""): QuotedText {
  const json = JSON.stringify(before + text + after);
  // Escapes are longer in the JSON than in the text.
  const into = (position: number) => JSON.stringify(before + text.slice(0, position)).length - 1;
  const places = new Map<number, number>();
  let at = into(0);
  for (let position = 0; position <= text.length; position += 1) {
    places.set(at, position);
    at += JSON.stringify(text[position] ?? "").length - 2;
  }
  return { json, into, back: (position) => places.get(position) ?? null, isWhole: before === "" && after === "" };
}

/** A JSONata expression without its braces: `"{% … %}"`. */
export function expressionText(expression: string): QuotedText {
  return quotedText(expression, "{% ", " %}");
}

/** An answer about the JSON as one about the text; `null` where it would change more than that. */
export function completionInside(answer: CompletionAnswer, { json, back, isWhole }: QuotedText): CompletionAnswer {
  const { found } = answer;
  const nothing = { ...answer, found: null };
  if (found === null) return nothing;
  const word = back(found.word);
  if (word === null) return nothing;
  if (isWhole && found.from === 0 && found.to === json.length) {
    const end = back(json.length - 1) ?? 0;
    return { ...answer, found: { word, from: 0, to: end, comma_at: null, items: found.items.flatMap(withoutQuotes) } };
  }
  const [from, to] = [back(found.from), back(found.to)];
  if (from === null || to === null) return nothing;
  const items = found.items.flatMap((item) => {
    const insert = unescaped(item.insert);
    return insert === null ? [] : [{ ...item, insert, caret: unescaped(item.insert.slice(0, item.caret))?.length ?? insert.length }];
  });
  return { ...answer, found: { word, from, to, comma_at: null, items } };
}

/** An item that is a whole string of JSON, as the text in it. What is no string cannot stand there. */
function withoutQuotes(item: CompletionItem): CompletionItem[] {
  const { insert, caret } = item;
  if (!/^".*"$/s.test(insert)) return [];
  const text = unescaped(insert.slice(1, -1));
  return text === null ? [] : [{ ...item, insert: text, caret: unescaped(insert.slice(1, Math.max(1, Math.min(caret, insert.length - 1))))?.length ?? text.length }];
}

function unescaped(text: string): string | null {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return null;
  }
}
