import { create } from "zustand";
import { activeDocument } from "../state/documents";
import { useRunView } from "../state/runView";
import { useSelection } from "../state/selection";
import { revealState } from "./gestures/surface";
import { findStates, type Hit } from "./model/find";

interface Finding {
  open: boolean;
  query: string;
  hits: readonly Hit[];
  /** The same to look up. */
  keys: ReadonlySet<string>;
  /** Which hit is shown, from 0. */
  at: number;
}

const nothing = { query: "", hits: [], keys: new Set<string>(), at: 0 };

/** What is looked for on the canvas. */
export const useFinding = create<Finding>(() => ({ open: false, ...nothing }));

/** The states that hold the words, in the document or the definition that ran. */
function search(query: string): Hit[] {
  const { runView } = useRunView.getState();
  if (runView !== null) return findStates(runView.definition, runView.outline, query);
  const document = activeDocument();
  return document === null ? [] : findStates(document.text.confirmed.toString(), document.reading.outline, query);
}

export function openFind(): void {
  useFinding.setState(({ query }) => ({ open: true, query }));
}

export function closeFind(): void {
  useFinding.setState({ open: false, ...nothing });
}

export function look(query: string): void {
  const hits = search(query);
  useFinding.setState({ query, hits, keys: new Set(hits.map(({ key }) => key)), at: 0 });
  if (hits[0] !== undefined) show(hits[0]);
}

/** Goes to the next hit or the one before; round and round. */
export function step(by: 1 | -1): void {
  const { query, at } = useFinding.getState();
  // The text may have changed since.
  const hits = search(query);
  if (hits.length === 0) return;
  const next = (at + by + hits.length) % hits.length;
  useFinding.setState({ hits, keys: new Set(hits.map(({ key }) => key)), at: next });
  show(hits[next]!);
}

function show({ key }: Hit): void {
  useSelection.getState().select({ kind: "state", state: key }, "palette");
  revealState(key);
}
