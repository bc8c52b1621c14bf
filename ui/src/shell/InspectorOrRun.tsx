import { useEffect } from "react";
import { RunInspector } from "../debugger";
import { Inspector } from "../inspector";
import { useRunView } from "../state/runView";
import { ErrorBoundary } from "./ErrorBoundary";
import { closeFloating, useInspectorShown } from "./inspectorPlace";
import styles from "./InspectorOrRun.module.css";


/** The document's states, or the data of the execution that is shown. */
export function InspectorOrRun() {
  const hasRun = useRunView(({ runView }) => runView !== null);
  return <ErrorBoundary name="The inspector">{hasRun ? <RunInspector /> : <Inspector />}</ErrorBoundary>;
}

/** In a narrow window the inspector lies over the canvas. */
export function FloatingInspector() {
  const { floats } = useInspectorShown();
  useEffect(() => {
    if (!floats) return undefined;
    const closed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) closeFloating();
    };
    window.addEventListener("keydown", closed);
    return () => window.removeEventListener("keydown", closed);
  }, [floats]);
  if (!floats) return null;
  return (
    <section className={styles.floating} aria-label="Inspector">
      <InspectorOrRun />
    </section>
  );
}
