import { create } from "zustand";
import { useEffect } from "react";
import { call, HostProblem } from "../host";
import type { StateDetail } from "../schema";
import { askOf, documentOf, outlineEntry } from "../state/documents";
import { useUnhurried } from "../state/unhurried";
import type { Ahead, DetailAhead } from "./model/ahead";

interface Shown {
  /** Of which document `detail` is. */
  document: number;
  detail: DetailAhead;
}

interface ShownDetail {
  shown: Shown | null;
  problem: HostProblem | null;
}

/** The state that the inspector shows: what was told last, also while newer is on its way. */
const useShown = create<ShownDetail>(() => ({ shown: null, problem: null }));

/** What was told last, without what is on its way. */
let told: { document: number; detail: StateDetail } | null = null;

interface Underway extends Ahead {
  document: number;
  /** The state's key. */
  state: string;
}

/** What is on its way, in the order in which it was sent, until a detail is told that has it. */
let underway: readonly Underway[] = [];

/**
 * Shows what edits that are being sent will make of a state's fields, so that what is built on these fields is built on the newest. To be
 * called right before they are sent. Gives how to take that back, when they are refused.
 */
export function showAhead(document: number, state: string, ahead: Ahead): () => void {
  const mine: Underway = { document, state, ...ahead };
  underway = [...underway, mine];
  show();
  return () => {
    underway = underway.filter((one) => one !== mine);
    show();
  };
}

function show(): void {
  if (told === null) return;
  const { document, detail } = told;
  const mine = detail.fields === null ? [] : underway.filter((one) => one.document === document && one.state === detail.key);
  const fields = mine.reduce((now, { after }) => after(now), detail.fields ?? {});
  const shown = mine.length === 0 ? detail : { ...detail, fields, ahead: mine.flatMap(({ about }) => about) };
  useShown.setState({ shown: { document, detail: shown }, problem: null });
}

let asked: { document: number; key: string; version: number; answer: Promise<void> } | null = null;

/** Brings what the inspector shows up to the document as it stands. */
export function refreshDetail(document: number, key: string): Promise<void> {
  const version = documentOf(document)?.text.version ?? 0;
  if (asked?.document === document && asked.key === key && asked.version === version) return asked.answer;
  const request = { document, key, version, answer: Promise.resolve() };
  const isNewest = () => asked === request;
  // It is asked after these were answered: what is told has them, or they were refused.
  const answered = new Set(underway);
  // Of what is being changed it would be asked too early; whoever changed it asks again.
  request.answer = askOf(document, version, () => call("state_detail", { document, state: key })).then(
    (detail) => {
      if (detail === null || !isNewest()) return;
      underway = underway.filter((one) => !answered.has(one));
      told = { document, detail };
      show();
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
export function useStateDetail(document: number, key: string | null, version: number): { detail: DetailAhead | null; problem: HostProblem | null } {
  useEffect(() => {
    if (key !== null && isThere(document, key)) void refreshDetail(document, key);
  }, [document, key, version]);
  const { shown, problem } = useUnhurried(useShown, (state) => state, isSameState);
  const isOther = problem !== null && shown?.detail.key !== key;
  if (key === null || shown === null || shown.document !== document || isOther) return { detail: null, problem };
  return { detail: shown.detail, problem };
}
