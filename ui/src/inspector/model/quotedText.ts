import type { CompletionAnswer } from "../../schema";

/** An expression as it stands in the JSON of its field: `"{% … %}"`, with its positions there and back. */
export interface ExpressionText {
  json: string;
  /** Of a position in the expression, the one in the JSON. */
  into: (position: number) => number;
  /** Back; `null` where that is not within the expression. */
  back: (position: number) => number | null;
}

const opening = "{% ";

export function expressionText(expression: string): ExpressionText {
  const json = JSON.stringify(`${opening}${expression} %}`);
  // Escapes are longer in the JSON than in the expression.
  const into = (position: number) => JSON.stringify(opening + expression.slice(0, position)).length - 1;
  const places = new Map<number, number>();
  let at = into(0);
  for (let position = 0; position <= expression.length; position += 1) {
    places.set(at, position);
    at += JSON.stringify(expression[position] ?? "").length - 2;
  }
  return { json, into, back: (position) => places.get(position) ?? null };
}

/** An answer about the JSON as one about the expression; `null` where it would change more than that. */
export function completionInside(answer: CompletionAnswer, { back }: ExpressionText): CompletionAnswer {
  const { found } = answer;
  const nothing = { ...answer, found: null };
  if (found === null) return nothing;
  const [word, from, to] = [back(found.word), back(found.from), back(found.to)];
  if (word === null || from === null || to === null) return nothing;
  const items = found.items.flatMap((item) => {
    const insert = unescaped(item.insert);
    return insert === null ? [] : [{ ...item, insert, caret: Math.min(item.caret, insert.length) }];
  });
  return { ...answer, found: { word, from, to, comma_at: null, items } };
}

function unescaped(text: string): string | null {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return null;
  }
}
