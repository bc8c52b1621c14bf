import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";

/** Lines of one height, of which only those in sight are drawn. */
export function useLines(scroller: RefObject<HTMLDivElement | null>, count: number, height: number): Virtualizer<HTMLDivElement, Element> {
  // The virtualizer keeps its own state: components that use it are not memoised by a compiler, which is as it should be.
  // eslint-disable-next-line react-hooks/incompatible-library
  return useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 12 });
}
