import { create } from "zustand";
import { HostProblem } from "../host";

export type ToastTone = "neutral" | "ok" | "caught" | "fail";

export interface Toast {
  id: number;
  tone: ToastTone;
  /** One sentence. */
  text: string;
  /** Where it is about: a file, a state. */
  place?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
}

interface Toasts {
  toasts: readonly Toast[];
  /** Shows a toast; the same text is not shown twice at once. Errors stay until they are closed. */
  show: (toast: Omit<Toast, "id">) => number;
  close: (id: number) => void;
}

let next = 1;

export const useToasts = create<Toasts>()((set, get) => ({
  toasts: [],
  show: (toast) => {
    const same = get().toasts.find((other) => other.text === toast.text && other.place === toast.place);
    if (same !== undefined) return same.id;
    const id = next++;
    // Five fit; the oldest that is no error goes first.
    const kept = [...get().toasts];
    while (kept.length >= 5) kept.splice(Math.max(0, kept.findIndex((other) => other.tone !== "fail")), 1);
    set({ toasts: [...kept, { ...toast, id }] });
    return id;
  },
  close: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
}));

/** Tells the person why something did not happen. */
export function tellProblem(thrown: unknown): void {
  const problem = HostProblem.from(thrown);
  // A lost connection has a bar of its own.
  if (problem.code === "connection_lost" || problem.code === "not_allowed") return;
  useToasts.getState().show({ tone: "fail", text: problem.message, place: problem.place });
}

export function tell(text: string, tone: ToastTone = "neutral"): void {
  useToasts.getState().show({ tone, text });
}
