import { create } from "zustand";
import { useLayout } from "../state/layout";
import { type Selected, selectedState, useSelection } from "../state/selection";
import { useAtLeast } from "./useWidth";

/** From this width of the window on the inspector stands beside the canvas, in CSS pixels. */
export const inspectorDocks = 1440;

/** In a narrow window: whether the form of the machine itself was asked for, which no selection brings. */
const useMachineForm = create<{ asked: boolean }>(() => ({ asked: false }));

const isOfDiagram = (selected: Selected | null): boolean => selectedState(selected) !== null || selected?.kind === "edge";

// What is selected next takes its place, and does not give it back.
useSelection.subscribe(({ selected }) => {
  if (isOfDiagram(selected) && useMachineForm.getState().asked) useMachineForm.setState({ asked: false });
});

/** Whether the inspector can be seen: beside the canvas, or over it while something is selected or the machine's form was asked for. */
export function useInspectorShown(): { shown: boolean; floats: boolean } {
  const isWide = useAtLeast(inspectorDocks);
  const isOpen = useLayout((layout) => layout.inspectorOpen);
  const hasSelection = useSelection(({ selected }) => isOfDiagram(selected));
  const { asked } = useMachineForm();
  const shown = isOpen && (isWide || hasSelection || asked);
  return { shown, floats: shown && !isWide };
}

/** Closes what floats over the canvas. */
export function closeFloating(): void {
  if (useMachineForm.getState().asked) useMachineForm.setState({ asked: false });
  else useLayout.getState().change({ inspectorOpen: false });
}

/** Shows the inspector or folds it; in a narrow window with nothing selected it shows the machine's own form. */
export function toggleInspector(): void {
  const { inspectorOpen, change } = useLayout.getState();
  const isNarrow = window.innerWidth < inspectorDocks;
  if (!isNarrow || isOfDiagram(useSelection.getState().selected)) {
    change({ inspectorOpen: !inspectorOpen });
    return;
  }
  const asked = !(inspectorOpen && useMachineForm.getState().asked);
  useMachineForm.setState({ asked });
  if (asked) change({ inspectorOpen: true });
}
