import { ChangeSet, Text } from "@codemirror/state";
import type { TextChange } from "../schema";

/**
 * The editor counts every line break as one unit; the workbench counts the text as it stands in the file,
 * where a break may be two ("\r\n"). This is the file's text with its breaks, for going from one to the
 * other. For a text without "\r" both are the same and nothing is computed.
 */
export interface FileText {
  /** As in the file; `null` when it holds no "\r" and so equals the editor's text. */
  raw: string | null;
  /** Offsets in the editor's text of the breaks that are two units in the file, ascending. */
  doubles: readonly number[];
  /** How a new line is written. */
  newline: "\n" | "\r\n" | "\r";
}

const plain: FileText = { raw: null, doubles: [], newline: "\n" };

export function fileText(raw: string): FileText {
  if (!raw.includes("\r")) return plain;
  const doubles: number[] = [];
  let singles = 0;
  let returns = 0;
  let shrunk = 0;
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code === 10) singles++;
    if (code !== 13) continue;
    if (raw.charCodeAt(at + 1) === 10) {
      doubles.push(at - shrunk);
      shrunk++;
      at++;
    } else returns++;
  }
  const newline = doubles.length >= singles && doubles.length >= returns ? "\r\n" : returns > singles ? "\r" : "\n";
  return { raw, doubles, newline };
}

/** The text as the editor holds it. */
export function editorText(raw: string): Text {
  return Text.of(raw.split(/\r\n?|\n/));
}

/** How many of the ascending `values` are below `limit`. */
function countBelow(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function toFile(text: FileText, offset: number): number {
  return text.raw === null ? offset : offset + countBelow(text.doubles, offset);
}

export function toEditor(text: FileText, offset: number): number {
  if (text.raw === null) return offset;
  // The k-th double break lies at doubles[k] + k in the file and takes one unit more there.
  let low = 0;
  let high = text.doubles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((text.doubles[middle] as number) + middle + 1 < offset) low = middle + 1;
    else high = middle;
  }
  return offset - low;
}

/** Changes of the editor's text, as the workbench takes them. */
export function changesToFile(text: FileText, changes: ChangeSet): TextChange[] {
  const result: TextChange[] = [];
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    result.push({
      from: toFile(text, from),
      to: toFile(text, to),
      insert: inserted.sliceString(0, inserted.length, text.newline),
    });
  });
  return result;
}

/** Changes as the workbench tells them, for the editor's text of `length` units. */
export function changesToEditor(text: FileText, changes: readonly TextChange[], length: number): ChangeSet {
  return ChangeSet.of(
    changes.map(({ from, to, insert }) => ({
      from: Math.min(toEditor(text, from), length),
      to: Math.min(toEditor(text, to), length),
      insert: editorText(insert),
    })),
    length,
  );
}

/** The file's text after changes to it; `before` is the editor's text that it stands for. */
export function applyToFile(text: FileText, changes: readonly TextChange[], before: Text): FileText {
  if (text.raw === null && !changes.some((change) => change.insert.includes("\r"))) return text;
  const raw = text.raw ?? before.toString();
  let result = "";
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += raw.slice(at, from) + insert;
    at = to;
  }
  return fileText(result + raw.slice(at));
}
