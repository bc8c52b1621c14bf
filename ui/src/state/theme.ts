import { create } from "zustand";
import type { Theme } from "../schema";
import { recall, remember } from "./persisted";

export type ThemeChoice = "system" | Theme;

const dark = "(prefers-color-scheme: dark)";

function read(value: unknown): ThemeChoice | undefined {
  return value === "system" || value === "light" || value === "dark" ? value : undefined;
}

function resolve(choice: ThemeChoice): Theme {
  if (choice !== "system") return choice;
  return globalThis.matchMedia?.(dark).matches ? "dark" : "light";
}

interface ThemeState {
  choice: ThemeChoice;
  /** What is shown. */
  theme: Theme;
  choose: (choice: ThemeChoice) => void;
}

export const useTheme = create<ThemeState>()((set) => {
  const choice = recall<ThemeChoice>("theme", read, "system");
  return {
    choice,
    theme: resolve(choice),
    choose: (chosen) => {
      remember("theme", chosen);
      set({ choice: chosen, theme: resolve(chosen) });
    },
  };
});

/** Puts the theme on the page and follows the system. */
export function followTheme(): void {
  const show = (theme: Theme) => {
    document.documentElement.dataset.theme = theme;
  };
  show(useTheme.getState().theme);
  useTheme.subscribe(({ theme }) => show(theme));
  window.matchMedia(dark).addEventListener("change", () => {
    useTheme.setState(({ choice }) => ({ theme: resolve(choice) }));
  });
}
