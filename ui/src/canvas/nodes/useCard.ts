import { type RefObject, useLayoutEffect, useRef } from "react";
import type { PictureNode, StateFrame } from "../../schema";
import { selectedSet, selectedState, useSelection } from "../../state/selection";
import { useFinding } from "../finding";
import { useDrag } from "../gestures/drag";
import { useLasso } from "../gestures/lasso";
import type { FlowNode } from "../model/flow";
import { nodeLabel } from "../model/label";
import { useGlide } from "../motion/useGlide";
import { useStateFrame } from "../run";

export interface CardProps {
  data: FlowNode["data"];
  /** The pointer or the focus has been on it: what can be done with it is there from then on. */
  isNear: boolean;
}

export interface CardState {
  element: RefObject<HTMLDivElement | null>;
  key: string;
  isSelected: boolean;
  /** As in `useStateFrame`. */
  frame: StateFrame | null | undefined;
  /** For the card's element. */
  attributes: Record<string, string | undefined>;
}

/** What every card has: its place and motion, selection, how it stands in a run, and what is read out of it. */
export function useCard(data: { node: PictureNode; isNew: boolean }): CardState {
  const { node } = data;
  const key = node.state ?? node.id;
  const element = useRef<HTMLDivElement>(null);
  useGlide(element, node, data);
  const isSelected = useSelection((state) => selectedSet(state.selected).has(key));
  const isFocused = useSelection((state) => selectedState(state.selected) === key);
  const frame = useStateFrame(key);
  const drag = useDrag((state) =>
    state.drag?.kind === "move" ? (state.drag.moved.has(key) && !state.drag.copies ? "moved" : undefined)
    : state.drag?.kind !== "connect" ? undefined
    : state.drag.over !== node.id ? "dragging"
    : state.drag.refusal === null ? "target" : "refused",
  );
  const isHit = useFinding(({ keys }) => keys.has(key));
  const isLassoed = useLasso(({ lasso }) => lasso?.taken.has(key) ?? false);
  const label = nodeLabel(node, frame ?? null);

  useLayoutEffect(() => {
    const wrapper = element.current?.parentElement;
    if (!wrapper) return;
    wrapper.setAttribute("aria-label", label);
    wrapper.setAttribute("aria-current", String(isSelected));
    // Tab reaches the canvas and then the selected card (of several the one in focus); the arrow keys reach all others.
    wrapper.setAttribute("tabindex", isFocused ? "0" : "-1");
  }, [label, isSelected, isFocused, data]);

  const attributes = {
    "data-testid": `state:${key}`,
    "data-state": key,
    "data-selected": isSelected ? "" : undefined,
    "data-mark": frame === undefined ? undefined : (frame?.mark ?? "not_visited"),
    "data-hit": isHit ? "" : undefined,
    "data-drag": isLassoed ? "lassoed" : drag,
  };
  return { element, key, isSelected, frame, attributes };
}
