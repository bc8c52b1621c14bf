import { useSyncExternalStore } from "react";

function subscribe(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** Whether the window is at least this wide, in CSS pixels. */
export function useAtLeast(width: number): boolean {
  return useSyncExternalStore(subscribe, () => window.innerWidth >= width);
}
