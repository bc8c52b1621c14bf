import type { Edit } from "../../schema";
import type { Way } from "./rawText";

/** What a control makes of what the person wrote: edits, or why not. */
export type Written = { edits: Edit[] } | { refused: string };

/** A JSON pointer from the state. */
export function pointerOf(way: Way): string {
  return way.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Writes a value; `undefined` removes it, and `null` is written as `null`. */
export function setAt(state: readonly string[], way: Way, value: unknown): Edit {
  const pointer = pointerOf(way);
  if (value === undefined) return { edit: "set_field", state, pointer, value: null };
  return value === null ? setRaw(state, way, "null") : { edit: "set_field", state, pointer, value };
}

/** Writes JSON text, spelled as it is. */
export function setRaw(state: readonly string[], way: Way, json: string): Edit {
  return { edit: "set_field", state, pointer: pointerOf(way), json };
}

/** A text field: empty takes it away. */
export function writeText(state: readonly string[], way: Way, text: string): Written {
  return { edits: [setAt(state, way, text === "" ? undefined : text)] };
}

/** A path field, which may also be `null`. */
export function writePath(state: readonly string[], way: Way, text: string): Written {
  const path = text.trim();
  if (path === "null") return { edits: [setAt(state, way, null)] };
  if (path !== "" && !path.startsWith("$")) return { refused: "A path starts with $, for example $.order.id; null discards." };
  return writeText(state, way, path);
}

export function isJsonata(text: string): boolean {
  return /^\{%[\s\S]*%\}$/.test(text.trim());
}

/** How a number can be given: as a number, by a path in a field of its own, by an expression. */
export interface NumberKind {
  language: string;
  /** The sibling field that takes a path, where the language has one. */
  pathField?: string | undefined;
  whole?: boolean;
  least?: number;
  most?: number;
}

/** A number field. What begins with `$` is written to the field for paths; `{% … %}` stays text in JSONata. */
export function writeNumber(state: readonly string[], way: Way, text: string, kind: NumberKind): Written {
  const written = text.trim();
  const field = way.at(-1);
  const beside = kind.pathField === undefined || field === undefined ? null : [...way.slice(0, -1), kind.pathField];
  const withoutPath = beside === null ? [] : [setAt(state, beside, undefined)];
  if (written === "") return { edits: [setAt(state, way, undefined), ...withoutPath] };
  if (written.startsWith("$") && beside !== null) return { edits: [setAt(state, way, undefined), setAt(state, beside, written)] };
  if (kind.language === "JSONata" && isJsonata(written)) return { edits: [setAt(state, way, written)] };
  const number = Number(written);
  const { least = -Infinity, most = Infinity } = kind;
  if (!Number.isFinite(number) || (kind.whole === true && !Number.isInteger(number)) || number < least || number > most) {
    return { refused: `Give ${rangeWords(kind)}${beside !== null ? ", or a path such as $.seconds" : kind.language === "JSONata" ? ", or an expression {% … %}" : ""}.` };
  }
  return { edits: [setAt(state, way, number), ...withoutPath] };
}

function rangeWords({ whole, least, most }: NumberKind): string {
  const what = whole === true ? "a whole number" : "a number";
  if (least !== undefined && most !== undefined) return `${what} from ${least} to ${most}`;
  return least === undefined ? what : `${what}, at least ${least}`;
}

/** A value as a one-line control shows it. */
export function shownText(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Why a text is no JSON, in a sentence; `null` when it is. */
export function jsonProblem(text: string): string | null {
  if (text.trim() === "") return "Empty. Write a JSON value, or remove the field.";
  try {
    JSON.parse(text);
    return null;
  } catch (thrown) {
    return `Not JSON yet, so not written: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}
