import { create } from "zustand";

/** The card whose name is being written. */
export const useRenaming = create<{ key: string | null }>(() => ({ key: null }));

export function startRenaming(key: string | null): void {
  useRenaming.setState({ key });
}
