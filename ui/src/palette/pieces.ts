import { create } from "zustand";
import { call } from "../host";
import type { Pattern, PatternGroup, Snippet, SnippetList } from "../schema";
import { useDialogs } from "../state/dialogs";
import { flushTyping } from "../state/documents";
import { selectedStates, useSelection } from "../state/selection";
import { tell, tellProblem } from "../state/toasts";
import { currentSource } from "../canvas/source";
import type { PaletteItem } from "./catalogue";

interface Pieces {
  patterns: readonly Pattern[] | null;
  snippets: readonly Snippet[] | null;
}

/** Pieces of several states: those that come with Stepwell, and the person's own. `null` until they are known. */
export const usePieces = create<Pieces>()(() => ({ patterns: null, snippets: null }));

const put = ({ snippets }: SnippetList): void => usePieces.setState({ snippets });

/** Asks for what is not known yet. */
export function loadPieces(): void {
  const { patterns, snippets } = usePieces.getState();
  if (patterns === null) call("patterns", {}).then((answer) => usePieces.setState({ patterns: answer.patterns }), tellProblem);
  if (snippets === null) {
    call("snippets", {}).then(put, (thrown: unknown) => {
      usePieces.setState({ snippets: [] });
      tellProblem(thrown);
    });
  }
}

const groupTitles: Record<PatternGroup, string> = { errors: "Errors and undoing", waiting: "Waiting", lists: "Lists and fan-out", data: "Data and nesting" };

const howMany = (states: number): string => (states === 1 ? "One state" : `${states} states`);

export function itemOfPattern(pattern: Pattern): PaletteItem {
  const { id, title, about, words, states } = pattern;
  return {
    id: `pattern:${id}`,
    title,
    detail: `${states}`,
    group: groupTitles[pattern.group],
    type: "Pattern",
    name: title,
    service: null,
    words: `pattern ${words}`,
    about: `${about} ${howMany(states)}.`,
    definition: null,
    piece: (language) => (language === "JSONata" ? pattern.jsonata : pattern.json_path),
  };
}

export function itemOfSnippet({ id, name, states, text, language }: Snippet): PaletteItem {
  return {
    id: `snippet:${id}`,
    title: name,
    detail: `${states}`,
    group: "My snippets",
    type: "Snippet",
    name,
    service: null,
    words: "snippet",
    about: `Your own, in ${language}. ${howMany(states)}.`,
    definition: null,
    piece: () => text,
  };
}

/** The states that would be kept as a snippet; none where the diagram cannot be edited. */
export function statesToKeep(): { document: number; states: readonly string[] } | null {
  const source = currentSource();
  const states = selectedStates(useSelection.getState().selected);
  return source === null || source.editable === null || states.length === 0 ? null : { document: source.editable, states };
}

/** Asks for a name and keeps the selected states. */
export function keepSelection(): void {
  const kept = statesToKeep();
  if (kept === null) tell("Select the states to keep first; hold Shift to select several.");
  else useDialogs.setState({ snippet: { kind: "save", ...kept } });
}

/* These reject with what is wrong with the name, which the dialog shows. */

export async function saveSnippet(document: number, states: readonly string[], name: string): Promise<void> {
  await flushTyping(document);
  put(await call("save_snippet", { document, states: [...states], name }));
  tell(`Kept as a snippet: ${name}`, "ok");
}

export async function renameSnippet(id: number, name: string): Promise<void> {
  put(await call("rename_snippet", { id, name }));
}

export async function deleteSnippet(id: number): Promise<void> {
  try {
    put(await call("delete_snippet", { id }));
  } catch (thrown) {
    tellProblem(thrown);
  }
}
