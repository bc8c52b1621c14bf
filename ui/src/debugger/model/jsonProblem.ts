import { jsonLanguage } from "@codemirror/lang-json";

/** Why a text is not JSON, and where. */
export interface JsonProblem {
  message: string;
  /** UTF-16 offset. */
  offset: number;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** The first thing wrong with a JSON text; none when it is JSON. Empty text is not JSON. */
export function jsonProblem(text: string): JsonProblem | null {
  // The engine decides whether it is JSON, the grammar only where it stops being so: engines word and place their errors differently.
  try {
    JSON.parse(text);
    return null;
  } catch {
    const offset = firstError(text);
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    return { message: words(text, offset), offset, line, column: offset - before.lastIndexOf("\n") };
  }
}

function firstError(text: string): number {
  let offset: number | null = null;
  jsonLanguage.parser.parse(text).iterate({
    enter(node) {
      if (offset !== null) return false;
      if (node.type.isError) offset = node.from === node.to ? afterSpace(text, node.from) : node.from;
      return true;
    },
  });
  return Math.min(offset ?? text.length, text.length);
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? "")) at += 1;
  return at;
}

function words(text: string, offset: number): string {
  if (text.trim() === "") return "An input is JSON. For none, write {}.";
  if (offset >= text.length) return "The text ends too early: a bracket, brace or quote is not closed.";
  const found = text[offset] ?? "";
  if (found === "'") return "Strings stand in double quotes.";
  if (found === "," || found === "}" || found === "]") return `A value is missing before “${found}”.`;
  if (found === '"') return "A comma is missing before this, or a quote within the string needs a backslash.";
  if (found === ":") return "A colon stands between a name in double quotes and its value only.";
  if (/[A-Za-z_]/.test(found)) return "Names and texts stand in double quotes; without them there are only true, false and null.";
  return `“${found}” was not expected here.`;
}
