import { useState } from "react";
import { type Made, sendEdits, useEditing } from "../editing";
import { setAt, setRaw } from "../model/edits";
import { moveItem, rawOf } from "../model/rawText";
import { indexAfter, moved } from "../model/reorder";
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
  const send = (edits: Parameters<typeof sendEdits>[2], then: number | null) => {
    const before = open;
    setOpen(then);
    void sendEdits(document, path, edits).then((problem) => {
      setRefusal(problem);
      if (problem !== null) setOpen(before);
    });
  };
  /** Changes the list's text, in which each entry keeps its spelling; and what it then holds. */
  const spelled = (text: (raw: string) => string, after: (list: readonly unknown[]) => readonly unknown[]): Made => ({
    make: (now) => {
      const raw = rawOf(now.text, [field]);
      return raw === null ? [] : [setRaw(path, [field], text(raw))];
    },
    after: (fields) => ({ ...fields, [field]: after(listOf(fields[field])) }),
    about: [{ pointer: `/${field}` }],
  });
  return {
    list,
    open,
    toggle: (index) => setOpen(open === index ? null : index),
    refusal,
    move: (from, to) => send(spelled((raw) => moveItem(raw, from, to), (now) => moved(now, from, to)), open === null ? null : indexAfter(open, from, to)),
    remove: (index) => send([setAt(path, list.length === 1 ? [field] : [field, index], undefined)], null),
    add: (entry, index) => {
      if (list.length === 0) send([setAt(path, [field], [entry])], 0);
      else if (index === list.length) send([setAt(path, [field, "-"], entry)], list.length);
      // Behind the last and then up, so that those that stand there keep their spelling.
      else send(spelled((raw) => moveItem(withLast(raw, entry), list.length, index), (now) => moved([...now, entry], now.length, index)), index);
    },
  };
}

/** An array's text with an entry behind its last. */
function withLast(raw: string, entry: Record<string, unknown>): string {
  const close = raw.lastIndexOf("]");
  const body = raw.slice(0, close).trimEnd();
  return `${body},\n  ${JSON.stringify(entry)}${raw.slice(body.length)}`;
}
