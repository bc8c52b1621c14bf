import { useState } from "react";
import { sendEdits, useEditing } from "../editing";
import { setAt, setRaw } from "../model/edits";
import { moveItem, rawOf } from "../model/rawText";
import { indexAfter } from "../model/reorder";
import { listOf } from "./stateFields";

export interface Entries {
  list: readonly unknown[];
  open: number | null;
  toggle: (index: number) => void;
  refusal: string | null;
  /** To another place. */
  move: (from: number, to: number) => void;
  remove: (index: number) => void;
  /** Puts a new one at a place; the one that stands open is then this. */
  add: (entry: Record<string, unknown>, index: number) => void;
}

/** A list field of the state: which entry stands open, and changes of the list as a whole. */
export function useEntries(field: string, shown: number | null = null): Entries {
  const { document, path, detail } = useEditing();
  const [open, setOpen] = useState<number | null>(shown);
  const [seen, setSeen] = useState(shown);
  const [refusal, setRefusal] = useState<string | null>(null);
  // Selected elsewhere: that one is shown.
  if (shown !== seen) {
    setSeen(shown);
    if (shown !== null) setOpen(shown);
  }
  const list = listOf(detail?.fields?.[field]);
  const raw = detail === null ? null : rawOf(detail.text, [field]);
  const send = (edits: Parameters<typeof sendEdits>[2], then: number | null) => {
    void sendEdits(document, path, edits).then((problem) => {
      setRefusal(problem);
      if (problem === null) setOpen(then);
    });
  };
  return {
    list,
    open,
    toggle: (index) => setOpen(open === index ? null : index),
    refusal,
    move: (from, to) => {
      if (raw !== null) send([setRaw(path, [field], moveItem(raw, from, to))], open === null ? null : indexAfter(open, from, to));
    },
    remove: (index) => send([setAt(path, list.length === 1 ? [field] : [field, index], undefined)], null),
    add: (entry, index) => {
      if (list.length === 0) send([setAt(path, [field], [entry])], 0);
      else if (index === list.length || raw === null) send([setAt(path, [field, "-"], entry)], list.length);
      // Behind the last and then up, so that those that stand there keep their spelling.
      else send([setRaw(path, [field], moveItem(withLast(raw, entry), list.length, index))], index);
    },
  };
}

/** An array's text with an entry behind its last. */
function withLast(raw: string, entry: Record<string, unknown>): string {
  const close = raw.lastIndexOf("]");
  const body = raw.slice(0, close).trimEnd();
  return `${body},\n  ${JSON.stringify(entry)}${raw.slice(body.length)}`;
}
