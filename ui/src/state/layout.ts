import { create } from "zustand";
import { recall, remember } from "./persisted";

export const sideTabs = ["files", "palette", "runs"] as const;
export const bottomTabs = ["problems", "variables", "timeline", "events", "data"] as const;
export const codePlaces = ["below", "beside", "hidden"] as const;
export type SideTab = (typeof sideTabs)[number];
export type BottomTab = (typeof bottomTabs)[number];
export type CodePlace = (typeof codePlaces)[number];

/** Which panels stand open. Their sizes are remembered by the window itself (`ui/src/shell/Panels.tsx`). */
export interface Layout {
  sideOpen: boolean;
  sideTab: SideTab;
  inspectorOpen: boolean;
  codePlace: CodePlace;
  /** Where the code pane comes back to after it was hidden. */
  codeBack: Exclude<CodePlace, "hidden">;
  bottomOpen: boolean;
  bottomTab: BottomTab;
}

interface LayoutActions {
  change: (layout: Partial<Layout>) => void;
  showSide: (tab: SideTab) => void;
  showBottom: (tab: BottomTab) => void;
  placeCode: (place: CodePlace) => void;
  toggleCode: () => void;
}

const first: Layout = {
  sideOpen: true,
  sideTab: "files",
  inspectorOpen: true,
  codePlace: "below",
  codeBack: "below",
  bottomOpen: false,
  bottomTab: "problems",
};

/** What was remembered, where it still makes sense. */
export function readLayout(value: unknown): Layout {
  const layout: Layout = { ...first };
  if (typeof value !== "object" || value === null) return layout;
  const kept = value as Record<string, unknown>;
  const flag = (name: "sideOpen" | "inspectorOpen" | "bottomOpen") => {
    if (typeof kept[name] === "boolean") layout[name] = kept[name];
  };
  flag("sideOpen");
  flag("inspectorOpen");
  flag("bottomOpen");
  const oneOf = <T extends string>(values: readonly T[], found: unknown, otherwise: T): T =>
    values.find((candidate) => candidate === found) ?? otherwise;
  layout.sideTab = oneOf(sideTabs, kept.sideTab, first.sideTab);
  layout.bottomTab = oneOf(bottomTabs, kept.bottomTab, first.bottomTab);
  layout.codePlace = oneOf(codePlaces, kept.codePlace, first.codePlace);
  layout.codeBack = oneOf(["below", "beside"] as const, kept.codeBack, first.codeBack);
  return layout;
}

export const useLayout = create<Layout & LayoutActions>()((set, get) => ({
  ...recall("layout", readLayout, first),
  change: (layout) => {
    set(layout);
    const { sideOpen, sideTab, inspectorOpen, codePlace, codeBack, bottomOpen, bottomTab } = get();
    remember("layout", { sideOpen, sideTab, inspectorOpen, codePlace, codeBack, bottomOpen, bottomTab });
  },
  showSide: (sideTab) => get().change({ sideOpen: true, sideTab }),
  showBottom: (bottomTab) => get().change({ bottomOpen: true, bottomTab }),
  placeCode: (codePlace) => get().change(codePlace === "hidden" ? { codePlace } : { codePlace, codeBack: codePlace }),
  toggleCode: () => get().placeCode(get().codePlace === "hidden" ? get().codeBack : "hidden"),
}));
