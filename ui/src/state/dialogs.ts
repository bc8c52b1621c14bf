import { create } from "zustand";
import type { CompareWith } from "../schema";

export interface Choice<T> {
  id: T;
  label: string;
  tone?: "primary" | "danger";
}

/** A question with a few answers. */
interface Question {
  title: string;
  text: string;
  /** Names the question is about. */
  names: readonly string[];
  choices: readonly Choice<string>[];
  answer: (id: string | null) => void;
}

/** Choosing a path on the machine that the workbench runs on, for hosts without the system's dialogs. */
interface PathQuestion {
  mode: "file" | "folder" | "save";
  title: string;
  suggested: string;
  answer: (path: string | null) => void;
}

/** A name for states that are kept as a snippet, or another one for a snippet. */
export type SnippetQuestion =
  | { kind: "save"; document: number; states: readonly string[] }
  | { kind: "rename"; id: number; name: string };

interface Dialogs {
  palette: boolean;
  /** What the palette's field holds when it opens. */
  paletteText: string;
  shortcuts: boolean;
  run: boolean;
  /** What a new workflow shall be. */
  starters: boolean;
  question: Question | null;
  path: PathQuestion | null;
  /** The document whose conflict is shown. */
  conflict: number | null;
  snippet: SnippetQuestion | null;
  /** What is asked to become JSONata: a state with what is in it, or the whole workflow. */
  convert: { document: number; state: string | null } | null;
  /** The document that is shown beside another text of it. */
  compare: { document: number; name: string; with: CompareWith } | null;
}

export const useDialogs = create<Dialogs>()(() => ({
  palette: false,
  paletteText: "",
  shortcuts: false,
  run: false,
  starters: false,
  question: null,
  path: null,
  conflict: null,
  snippet: null,
  convert: null,
  compare: null,
}));

/** Asks; `null` when the person gives up. */
export function ask<T extends string>(
  title: string,
  text: string,
  choices: readonly Choice<T>[],
  names: readonly string[] = [],
): Promise<T | null> {
  return new Promise((resolve) => {
    useDialogs.getState().question?.answer(null);
    const answer = (id: string | null) => {
      useDialogs.setState({ question: null });
      resolve(id as T | null);
    };
    useDialogs.setState({ question: { title, text, names, choices, answer } });
  });
}

export function askPath(mode: PathQuestion["mode"], title: string, suggested = ""): Promise<string | null> {
  return new Promise((resolve) => {
    useDialogs.getState().path?.answer(null);
    const answer = (path: string | null) => {
      useDialogs.setState({ path: null });
      resolve(path);
    };
    useDialogs.setState({ path: { mode, title, suggested, answer } });
  });
}
