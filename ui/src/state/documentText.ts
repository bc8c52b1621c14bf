import { ChangeSet, Text } from "@codemirror/state";
import type { TextChange } from "../schema";

/**
 * A document's text while typing and the workbench's answers cross.
 *
 * The workbench owns the text; the page shows what it was told last (`confirmed`), plus typing on its way
 * (`sent`), plus typing not sent yet (`pending`). One request is on its way at a time. Whatever comes back is
 * turned into changes for the editor that keep `pending`, so no key stroke is lost.
 */
export interface DocumentText {
  /** The workbench's version that `confirmed` is. */
  readonly version: number;
  readonly confirmed: Text;
  /** From `confirmed`. */
  readonly sent: ChangeSet | null;
  /** From `confirmed` with `sent`. */
  readonly pending: ChangeSet | null;
  /** What the editor shows. */
  readonly shown: Text;
}

/** A new state, and what the editor must apply to show it; `null` when it shows it already. */
export interface Arrived {
  readonly text: DocumentText;
  readonly remote: ChangeSet | null;
}

/** A text as the editor holds it. The workbench tells every line break as one "\n"; other sources may not. */
export function editorText(raw: string): Text {
  return Text.of(raw.split(/\r\n?|\n/));
}

/** Changes of the editor's text, as the workbench takes them. */
function wireChanges(changes: ChangeSet): TextChange[] {
  const result: TextChange[] = [];
  changes.iterChanges((from, to, _fromB, _toB, inserted) => result.push({ from, to, insert: inserted.toString() }));
  return result;
}

/** Changes as the workbench tells them, for an editor's text of `length` units. */
function editorChanges(changes: readonly TextChange[], length: number): ChangeSet {
  const within = changes.map(({ from, to, insert }) => ({
    from: Math.min(from, length),
    to: Math.min(to, length),
    insert: editorText(insert),
  }));
  return ChangeSet.of(within, length);
}

export function documentText(raw: string, version: number): DocumentText {
  const confirmed = editorText(raw);
  return { version, confirmed, sent: null, pending: null, shown: confirmed };
}

/** Whether all that was typed is known to the workbench. */
export function isSettled(text: DocumentText): boolean {
  return text.sent === null && text.pending === null;
}

/** Changes from what the workbench confirmed to what the editor shows. */
export function unconfirmed(text: DocumentText): ChangeSet | null {
  if (text.sent === null) return text.pending;
  return text.pending === null ? text.sent : text.sent.compose(text.pending);
}

/** The person typed. */
export function typed(text: DocumentText, changes: ChangeSet): DocumentText {
  const all = text.pending === null ? changes : text.pending.compose(changes);
  // Typed and deleted again: nothing is left to send.
  return { ...text, pending: all.empty ? null : all, shown: changes.apply(text.shown) };
}

/** Typing to send now, or `null`. */
export function send(text: DocumentText): { text: DocumentText; changes: TextChange[] } | null {
  if (text.sent !== null || text.pending === null) return null;
  return { text: { ...text, sent: text.pending, pending: null }, changes: wireChanges(text.pending) };
}

/** Typing that the workbench did not take is to be sent again. */
export function sendAgain(text: DocumentText): DocumentText {
  return { ...text, sent: null, pending: unconfirmed(text) };
}

/** Typing that the workbench refused for good is given up: the editor goes back to what is confirmed. */
export function giveUp(text: DocumentText): Arrived {
  const kept = { ...text, sent: null, pending: null, shown: text.confirmed };
  return { text: kept, remote: difference(text.shown, text.confirmed) };
}

/**
 * The workbench answered `changes` from `base` to `version`. `null`: the base is one that was never seen
 * here, so the whole text has to be fetched.
 */
export function answered(
  text: DocumentText,
  base: number,
  version: number,
  changes: readonly TextChange[],
): Arrived | null {
  if (base !== text.version) return null;
  const fromConfirmed = editorChanges(changes, text.confirmed.length);
  const confirmed = fromConfirmed.apply(text.confirmed);
  return settle(text, version, confirmed, text.sent === null ? fromConfirmed : null);
}

/** The workbench told the whole text at `version`. */
export function replaced(text: DocumentText, raw: string, version: number): Arrived {
  return settle(text, version, editorText(raw), null);
}

function settle(
  text: DocumentText,
  version: number,
  confirmed: Text,
  known: ChangeSet | null,
): Arrived {
  const expected = text.sent === null ? text.confirmed : text.sent.apply(text.confirmed);
  const change = known ?? difference(expected, confirmed);
  if (change === null || change.empty) {
    return { text: { ...text, version, confirmed, sent: null }, remote: null };
  }
  const remote = text.pending === null ? change : change.map(text.pending);
  const pending = text.pending === null ? null : text.pending.map(change, true);
  return { text: { version, confirmed, sent: null, pending, shown: remote.apply(text.shown) }, remote };
}

/** The one replacement that leads from one text to another; `null` when they are equal. */
export function difference(from: Text, to: Text): ChangeSet | null {
  if (from.eq(to)) return null;
  const a = from.toString();
  const b = to.toString();
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  const insert = Text.of(b.slice(start, b.length - end).split("\n"));
  return ChangeSet.of([{ from: start, to: a.length - end, insert }], a.length);
}
