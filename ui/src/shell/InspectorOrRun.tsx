import { useEffect } from "react";
import { RunInspector } from "../debugger";
import { Inspector } from "../inspector";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import { selectedState, useSelection } from "../state/selection";
import { ErrorBoundary } from "./ErrorBoundary";
import styles from "./InspectorOrRun.module.css";
import { useAtLeast } from "./useWidth";

/** From this width of the window on the inspector stands beside the canvas, in CSS pixels. */
export const inspectorDocks = 1440;

/** The document's states, or the data of the execution that is shown. */
export function InspectorOrRun() {
  const hasRun = useRunView(({ runView }) => runView !== null);
  return <ErrorBoundary name="The inspector">{hasRun ? <RunInspector /> : <Inspector />}</ErrorBoundary>;
}

/** In a narrow window the inspector lies over the canvas while a state is selected. */
export function FloatingInspector() {
  const isWide = useAtLeast(inspectorDocks);
  const isOpen = useLayout((layout) => layout.inspectorOpen);
  const hasState = useSelection(({ selected }) => selectedState(selected) !== null) && isOpen && !isWide;
  useEffect(() => {
    if (!hasState) return undefined;
    const closed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) useLayout.getState().change({ inspectorOpen: false });
    };
    window.addEventListener("keydown", closed);
    return () => window.removeEventListener("keydown", closed);
  }, [hasState]);
  if (!hasState) return null;
  return (
    <section className={styles.floating} aria-label="Inspector">
      <InspectorOrRun />
    </section>
  );
}
