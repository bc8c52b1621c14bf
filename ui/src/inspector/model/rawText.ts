/** A place in a text. */
export interface Span {
  from: number;
  to: number;
}

/** The way from a value to one within it: names of members, indices of items. */
export type Way = readonly (string | number)[];

const space = /[ \t\r\n]*/y;
const scalar = /[^\s,\]}]+/y;
const quoted = /"(?:[^"\\]|\\.)*"/y;
/** What matters while passing over a container: strings whole, brackets one by one. */
const piece = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

const skipSpace = (text: string, at: number): number => after(space, text, at);

/** The end of the value that starts at `at`. Well-formed JSON is taken for granted; depth does not matter. */
function endOfValue(text: string, at: number): number {
  const first = text[at];
  if (first === '"') return after(quoted, text, at);
  if (first !== "{" && first !== "[") return after(scalar, text, at);
  let depth = 0;
  piece.lastIndex = at;
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    const [token] = match;
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    if (depth === 0) return piece.lastIndex;
  }
  return text.length;
}

/** The items of the array, or the values of the members of the object, that starts at `at`. */
function* within(text: string, at: number): Generator<{ name: string | null; value: Span }> {
  const close = text[at] === "{" ? "}" : "]";
  let i = skipSpace(text, at + 1);
  while (i < text.length && text[i] !== close) {
    let name: string | null = null;
    if (close === "}") {
      const end = after(quoted, text, i);
      if (end === i) return;
      name = JSON.parse(text.slice(i, end)) as string;
      i = skipSpace(text, skipSpace(text, end) + 1);
    }
    const to = endOfValue(text, i);
    if (to === i) return;
    yield { name, value: { from: i, to } };
    i = skipSpace(text, to);
    if (text[i] === ",") i = skipSpace(text, i + 1);
  }
}

/** Where in a well-formed JSON text a value stands; `null` when it is not there. Of a name given twice the last counts. */
export function spanOf(text: string, way: Way): Span | null {
  const from = skipSpace(text, 0);
  let span: Span = { from, to: endOfValue(text, from) };
  for (const step of way) {
    const open = text[span.from];
    if (open !== (typeof step === "number" ? "[" : "{")) return null;
    let found: Span | null = null;
    let index = 0;
    for (const { name, value } of within(text, span.from)) {
      if (name === step || (name === null && index === step)) found = value;
      index++;
    }
    if (found === null) return null;
    span = found;
  }
  return span;
}

/** A value as it is spelled in the text, moved to the left edge. */
export function rawOf(text: string, way: Way): string | null {
  const span = spanOf(text, way);
  return span === null ? null : dedent(text.slice(span.from, span.to));
}

/** Takes the indent of the last line, where the value closes, from all lines but the first. */
export function dedent(text: string): string {
  const lines = text.split("\n");
  const indent = /^[ \t]*/.exec(lines.at(-1) ?? "")?.[0] ?? "";
  if (lines.length < 2 || indent === "") return text;
  return lines.map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line)).join("\n");
}

/** The array's text with an item at another place; what stands between the items stays. */
export function moveItem(array: string, from: number, to: number): string {
  const spans = [...within(array, skipSpace(array, 0))].map(({ value }) => value);
  if (from === to || spans[from] === undefined || spans[to] === undefined) return array;
  const texts = spans.map((span) => array.slice(span.from, span.to));
  texts.splice(to, 0, ...texts.splice(from, 1));
  let moved = "";
  let done = 0;
  spans.forEach((span, index) => {
    moved += array.slice(done, span.from) + (texts[index] ?? "");
    done = span.to;
  });
  return moved + array.slice(done);
}
