import { useState } from "react";
import type { PanelProps } from "react-resizable-panels";
import { recall, remember } from "../state/persisted";

/**
 * What a panel that drags and folds needs: the size it had last, in pixels; its size is kept while it changes, and
 * a panel that is dragged shut folds.
 */
export function useKeptSize(name: string, first: number, fold: () => void): Pick<PanelProps, "defaultSize" | "onResize" | "collapsible" | "groupResizeBehavior"> {
  const key = `size.${name}`;
  const [defaultSize] = useState(() => recall(key, (value) => (typeof value === "number" && value > 40 ? value : undefined), first));
  return {
    defaultSize,
    collapsible: true,
    groupResizeBehavior: "preserve-pixel-size",
    onResize: ({ inPixels }, _id, before) => {
      if (before === undefined) return;
      if (inPixels > 0) remember(key, Math.round(inPixels));
      else fold();
    },
  };
}
