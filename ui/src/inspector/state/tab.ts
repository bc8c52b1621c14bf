import { create } from "zustand";

export type TabId = "Configuration" | "Input/Output" | "Variables" | "Errors" | "Test" | "JSON";

/** The tab that was chosen last, for whichever state. */
export const useTab = create<{ tab: TabId }>(() => ({ tab: "Configuration" }));
