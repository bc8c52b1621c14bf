import { create } from "zustand";
import type { EdgeFrame, Frame, RunDetail, StateFrame } from "../schema";

/**
 * The execution that the window shows instead of the document: its own definition's picture, with the states
 * and edges as of one event. Written by `ui/src/debugger`; the canvas and the inspector only read it.
 */
export interface RunView {
  /** Shown execution; `null`: the window shows the document. */
  arn: string | null;
  /** Loaded after `arn`. */
  detail: RunDetail | null;
  /** The view after event `frame.at`. */
  frame: Frame | null;
  /** By key, of `frame`: for cards that look up their own. */
  states: ReadonlyMap<string, StateFrame>;
  /** By edge id, of `frame`. */
  edges: ReadonlyMap<string, EdgeFrame>;
  /** Tokens on their way along edges in this very step: those that the step's event moved. */
  tokens: readonly { edge: string; step: number }[];
  /** How long a token takes along an edge, in ms; 0 for no motion. */
  tokenTime: number;
  /** The newest event there is. */
  lastEvent: number;
}

export const noRun: RunView = {
  arn: null,
  detail: null,
  frame: null,
  states: new Map(),
  edges: new Map(),
  tokens: [],
  tokenTime: 0,
  lastEvent: 0,
};

export const useRun = create<RunView>()(() => noRun);
