import { create } from "zustand";
import type { Frame, FrameStep, OutlineEntry, PayloadRef, Picture, PictureView, Run, TextFormat } from "../schema";

/** How fast a run is played: a factor of events per second, or with the pauses as they were recorded (gaps capped). */
export type PlaySpeed = 0.5 | 1 | 2 | 4 | 10 | "recorded";

/** The open execution as of one event: all that the canvas draws a run from. Written by `debugger/viewer.ts` alone. */
export interface RunView {
  /** The execution as it stands now (not as of `at`). */
  run: Run;
  /** The diagram of the definition that ran, which may differ from the document's. */
  picture: Picture;
  /** How much of it the picture shows. */
  view: PictureView;
  /** That definition's states. */
  outline: OutlineEntry[];
  /** That definition's text. */
  definition: string;
  format: TextFormat;
  /** What it was given. */
  input: PayloadRef | null;
  /** What it gave, once it has ended. */
  output: PayloadRef | null;
  /** The view after event `at`; the one shown before (see `frame.at`) while its window is on the way, none before the first window. */
  frame: Frame | null;
  /** The event that led from the frame before to this one, when the view moved forward by one; none after a jump or a step back. Its edges are where tokens travel. */
  lastStep: FrameStep | null;
  /** The event shown; 0 before all. While a jump waits for its window this is already the new place. */
  at: number;
  /** The newest event there is. */
  lastEvent: number;
  playing: boolean;
  speed: PlaySpeed;
  /** Whether the view follows the newest event. */
  following: boolean;
}

/** `runView` is null while no execution is open. */
export const useRunView = create<{ runView: RunView | null }>(() => ({ runView: null }));
