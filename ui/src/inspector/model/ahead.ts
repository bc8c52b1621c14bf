import type { Edit, StateDetail } from "../../schema";
import { pointerOf } from "./edits";
import { rawOf, type Way } from "./rawText";

export type Fields = Readonly<Record<string, unknown>>;

/** What edits that are on their way will make of a state's fields. */
export interface Ahead {
  after: (fields: Fields) => Fields;
  /** What they are about: pointers from the state, with the text that will stand there where it is known. */
  about: readonly { pointer: string; json?: string }[];
}

/** A state, with what is on its way to it in its fields already; its text is still the one before. */
export interface DetailAhead extends StateDetail {
  ahead?: Ahead["about"];
}

/** What named edits will make of a state's fields; those that are not about its fields change nothing here. */
export function aheadOf(edits: readonly Edit[]): Ahead {
  return {
    after: (fields) => edits.reduce(fieldsAfter, fields),
    about: edits.flatMap((edit) => {
      if (edit.edit === "replace_state_text") return [{ pointer: "" }];
      if (edit.edit !== "set_field" || typeof edit.pointer !== "string") return [];
      if (typeof edit.json === "string") return [{ pointer: edit.pointer, json: edit.json }];
      // What is taken from a list or put behind it moves others.
      const isPlace = edit.pointer.endsWith("/-") || (edit.value === null && /\/\d+$/.test(edit.pointer));
      return [{ pointer: isPlace ? edit.pointer.slice(0, edit.pointer.lastIndexOf("/")) : edit.pointer }];
    }),
  };
}

/** A field's JSON text as it is spelled; while something within it is on its way, what will stand there. */
export function rawNow({ text, fields, ahead }: DetailAhead, way: Way): string | null {
  const at = pointerOf(way);
  const touching = (ahead ?? []).filter(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`) || at.startsWith(`${pointer}/`));
  const last = touching.at(-1);
  if (last === undefined) return rawOf(text, way);
  if (last.pointer === at && last.json !== undefined) return last.json;
  const value = way.reduce<unknown>((within, step) => (within as Fields | null | undefined)?.[step], fields);
  return value === undefined ? null : JSON.stringify(value, null, 2);
}

function fieldsAfter(fields: Fields, edit: Edit): Fields {
  if (edit.edit === "replace_state_text") return (typeof edit.text === "string" ? objectIn(edit.text) : null) ?? fields;
  if (edit.edit !== "set_field" || typeof edit.pointer !== "string" || !edit.pointer.startsWith("/")) return fields;
  const steps = edit.pointer.slice(1).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const value = typeof edit.json === "string" ? parsed(edit.json) : edit.value === null ? undefined : edit.value;
  return put(fields, steps, value) as Fields;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

function objectIn(json: string): Fields | null {
  const value = parsed(json);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** The value with another at the steps; `undefined` takes it away. What can't be there is left out: the workbench refuses it. */
function put(within: unknown, steps: readonly string[], value: unknown): unknown {
  const [first, ...rest] = steps;
  if (first === undefined) return value;
  if (Array.isArray(within)) {
    const list = [...(within as unknown[])];
    const index = first === "-" ? list.length : Number(first);
    if (!Number.isInteger(index) || index < 0 || index > list.length) return list;
    if (rest.length === 0 && value === undefined) list.splice(index, 1);
    else list[index] = put(list[index], rest, value);
    return list;
  }
  if (within !== undefined && (typeof within !== "object" || within === null)) return within;
  const object = (within ?? {}) as Fields;
  if (value !== undefined) return { ...object, [first]: put(object[first], rest, value) };
  if (!(first in object)) return object;
  if (rest.length > 0) return { ...object, [first]: put(object[first], rest, value) };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== first));
}
