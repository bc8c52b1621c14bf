import { type IndentContext, indentService, LanguageSupport, StreamLanguage, type StringStream } from "@codemirror/language";

/** Where a line's reading stands. */
interface Reading {
  /** A block scalar (`|`, `>`) holds all lines that are indented deeper than this; `null` outside of one. */
  block: number | null;
  /** Whether a key may stand here: only indentation and dashes have been seen, or a bracket or comma. */
  mayBeKey: boolean;
  /** How many brackets are open. */
  depth: number;
}

const words: Record<string, string> = { true: "bool", false: "bool", null: "null", "~": "null" };

function token(stream: StringStream, reading: Reading): string | null {
  if (stream.sol()) {
    const isDeeper = reading.block !== null && (stream.indentation() > reading.block || /^\s*$/.test(stream.string));
    if (isDeeper) {
      stream.skipToEnd();
      return "string";
    }
    reading.block = null;
    reading.mayBeKey = true;
  }
  if (stream.eatSpace()) return null;
  if (stream.match(/^#.*/)) return "comment";
  if (stream.match(/^-(?=\s|$)/)) return "punctuation";
  if (reading.depth > 0 || reading.mayBeKey) {
    if (stream.match(/^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#,[\]{}"'|>&*!%@`:-][^#,[\]{}]*?|-[^\s#,[\]{}]+?)(?=\s*:(?:\s|$))/)) {
      reading.mayBeKey = false;
      return "propertyName";
    }
  }
  if (stream.match(/^:(?=\s|$)/)) return "punctuation";
  reading.mayBeKey = false;
  const next = stream.peek();
  if (next === "[" || next === "{") {
    stream.next();
    reading.depth++;
    return next === "[" ? "squareBracket" : "brace";
  }
  if (reading.depth > 0 && (next === "]" || next === "}")) {
    stream.next();
    reading.depth--;
    return next === "]" ? "squareBracket" : "brace";
  }
  if (reading.depth > 0 && next === ",") {
    stream.next();
    return "punctuation";
  }
  if (stream.match(/^[|>][+-]?\d?[+-]?(?=\s*(?:#|$))/)) {
    reading.block = stream.indentation();
    return "punctuation";
  }
  if (stream.match(/^(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)/)) return "string";
  if (stream.match(/^[&*!][^\s,[\]{}]*/)) return "meta";
  const plain = stream.match(reading.depth > 0 ? /^[^#,[\]{}]+?(?=\s*(?:,|\]|\}|\s#|$))/ : /^.+?(?=\s*(?:\s#|$))/);
  if (plain === null || plain === true || plain === false) {
    stream.next();
    return null;
  }
  const text = plain[0];
  return words[text] ?? (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? "number" : "string");
}

/** How far a line below this one is indented. */
export function indentBelow(line: string, unit: number): number {
  const indentation = /^ */.exec(line)?.[0].length ?? 0;
  // A list's first key stands behind its dash, and so do those that follow it.
  const dashes = /^ *((?:- +)*)/.exec(line)?.[1]?.length ?? 0;
  const text = line.slice(indentation + dashes).replace(/\s#.*$/, "").trimEnd();
  if (text.endsWith(":")) return indentation + dashes + unit;
  return /^[^\s"'[{][^:]*:\s/.test(text) ? indentation + dashes : indentation;
}

const language = StreamLanguage.define<Reading>({
  name: "yaml",
  startState: () => ({ block: null, mayBeKey: true, depth: 0 }),
  copyState: (reading) => ({ ...reading }),
  token,
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["[", "{", "'", '"'] } },
});

/** YAML as far as its look and its indentation go; what it means is the workbench's to say. */
export function yaml(): LanguageSupport {
  const indentation = indentService.of((context: IndentContext, position) =>
    indentBelow(context.lineAt(position, -1).text, context.unit),
  );
  return new LanguageSupport(language, [indentation]);
}
