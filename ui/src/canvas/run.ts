import { useSyncExternalStore } from "react";
import type { EdgeFrame, StateFrame } from "../schema";
import { useDocuments } from "../state/documents";
import { useRunView } from "../state/runView";
import { type Marks, marksOf } from "./model/marks";
import { type Plan, planOf } from "./model/picture";
import { currentSource } from "./source";

/** A state in the open execution: `undefined` where none is open, `null` where it was not visited by then. */
export function useStateFrame(key: string): StateFrame | null | undefined {
  return useRunView(({ runView }) => {
    if (runView === null) return undefined;
    return runView.frame === null ? null : (marksOf(runView.frame).states.get(key) ?? null);
  });
}

export function useEdgeFrame(id: string): EdgeFrame | null | undefined {
  return useRunView(({ runView }) => {
    if (runView === null) return undefined;
    return runView.frame === null ? null : (marksOf(runView.frame).edges.get(id) ?? null);
  });
}

const nothing: Marks = { states: new Map(), edges: new Map() };

function subscribe(changed: () => void): () => void {
  const stops = [useDocuments.subscribe(changed), useRunView.subscribe(changed)];
  return () => stops.forEach((stop) => stop());
}

/**
 * Something small about the diagram and, in an execution, its marks: a text, a number. A card that asks is drawn again only when the
 * answer changed, so a thousand cards may ask.
 */
export function useShown<T extends string | number | boolean | null | undefined>(ask: (plan: Plan, marks: Marks | null) => T): T | null {
  return useSyncExternalStore(subscribe, () => {
    const source = currentSource();
    if (source === null) return null;
    const { runView } = useRunView.getState();
    const marks = runView === null ? null : runView.frame === null ? nothing : marksOf(runView.frame);
    return ask(planOf(source.picture), marks);
  });
}
