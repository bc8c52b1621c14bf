import { create } from "zustand";
import { useEffect } from "react";
import { call, HostProblem } from "../host";
import type { StateDetail } from "../schema";
import { documentOf } from "../state/documents";

interface Shown {
  /** Of which document `detail` is. */
  document: number;
  detail: StateDetail;
}

/** The state that the inspector shows: what was told last, also while newer is on its way. */
const useShown = create<{ shown: Shown | null; problem: HostProblem | null }>(() => ({ shown: null, problem: null }));

let asked: { document: number; key: string; version: number; answer: Promise<void> } | null = null;

/** Brings what the inspector shows up to the document as it stands. */
export function refreshDetail(document: number, key: string): Promise<void> {
  const version = documentOf(document)?.text.version ?? 0;
  if (asked?.document === document && asked.key === key && asked.version === version) return asked.answer;
  const request = { document, key, version, answer: Promise.resolve() };
  const isNewest = () => asked === request;
  request.answer = call("state_detail", { document, state: key }).then(
    (detail) => {
      if (isNewest()) useShown.setState({ shown: { document, detail }, problem: null });
    },
    (thrown: unknown) => {
      if (isNewest()) useShown.setState({ problem: HostProblem.from(thrown) });
    },
  );
  asked = request;
  return request.answer;
}

/** A state's detail; the state shown before it until it is there, so that nothing flickers. */
export function useStateDetail(document: number, key: string | null, version: number): { detail: StateDetail | null; problem: HostProblem | null } {
  useEffect(() => {
    if (key !== null) void refreshDetail(document, key);
  }, [document, key, version]);
  const shown = useShown((state) => state.shown);
  const problem = useShown((state) => state.problem);
  const isOther = problem !== null && shown?.detail.key !== key;
  if (key === null || shown === null || shown.document !== document || isOther) return { detail: null, problem };
  return { detail: shown.detail, problem };
}
