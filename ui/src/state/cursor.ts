import { create } from "zustand";

/** Where the caret is in the code pane, 1-based; `null` while the code pane is hidden. */
interface CursorState {
  at: { line: number; column: number } | null;
}

export const useCursor = create<CursorState>()(() => ({ at: null }));
