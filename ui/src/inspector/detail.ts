import { create } from "zustand";
import { useEffect } from "react";
import { call, HostProblem } from "../host";
import type { StateDetail } from "../schema";
import { askOf, documentOf, outlineEntry } from "../state/documents";
import { useUnhurried } from "../state/unhurried";

interface Shown {
  /** Of which document `detail` is. */
  document: number;
  detail: StateDetail;
}

interface ShownDetail {
  shown: Shown | null;
  problem: HostProblem | null;
}

/** The state that the inspector shows: what was told last, also while newer is on its way. */
const useShown = create<ShownDetail>(() => ({ shown: null, problem: null }));

let asked: { document: number; key: string; version: number; answer: Promise<void> } | null = null;

/** Brings what the inspector shows up to the document as it stands. */
export function refreshDetail(document: number, key: string): Promise<void> {
  const version = documentOf(document)?.text.version ?? 0;
  if (asked?.document === document && asked.key === key && asked.version === version) return asked.answer;
  const request = { document, key, version, answer: Promise.resolve() };
  const isNewest = () => asked === request;
  // Of what is being changed it would be asked too early; whoever changed it asks again.
  request.answer = askOf(document, version, () => call("state_detail", { document, state: key })).then(
    (detail) => {
      if (detail !== null && isNewest()) useShown.setState({ shown: { document, detail }, problem: null });
    },
    (thrown: unknown) => {
      if (isNewest()) useShown.setState({ problem: HostProblem.from(thrown) });
    },
  );
  asked = request;
  return request.answer;
}

/** What a form has just written is in it before anything else can be written from it; another state's form comes when there is time. */
function isSameState(now: ShownDetail, before: ShownDetail): boolean {
  return now.shown?.document === before.shown?.document && now.shown?.detail.key === before.shown?.detail.key;
}

/** Whether there is something to ask: not of a state that is gone, nor, while the text is broken, of the one that is shown already. */
function isThere(document: number, key: string): boolean {
  const open = documentOf(document);
  if (open === null) return false;
  if (open.reading.current) return outlineEntry(open, key) !== null;
  const { shown } = useShown.getState();
  return shown?.document !== document || shown.detail.key !== key;
}

/** A state's detail; the state shown before it until it is there, so that nothing flickers. */
export function useStateDetail(document: number, key: string | null, version: number): { detail: StateDetail | null; problem: HostProblem | null } {
  useEffect(() => {
    if (key !== null && isThere(document, key)) void refreshDetail(document, key);
  }, [document, key, version]);
  const { shown, problem } = useUnhurried(useShown, (state) => state, isSameState);
  const isOther = problem !== null && shown?.detail.key !== key;
  if (key === null || shown === null || shown.document !== document || isOther) return { detail: null, problem };
  return { detail: shown.detail, problem };
}
