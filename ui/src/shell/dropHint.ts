import { create } from "zustand";

/** Whether files from outside hover over the window. */
export const useDropHint = create<{ isOver: boolean }>()(() => ({ isOver: false }));
