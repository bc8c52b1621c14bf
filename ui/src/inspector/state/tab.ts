import { create } from "zustand";

export type TabId = "Configuration" | "Input/Output" | "Errors" | "JSON";

/** The tab that was chosen last, for whichever state. */
export const useTab = create<{ tab: TabId }>(() => ({ tab: "Configuration" }));
