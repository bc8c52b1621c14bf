import { Group, Panel } from "react-resizable-panels";
import { Canvas } from "../canvas";
import { CodePane } from "../code";
import { SplitHandle } from "../components";
import { RunBar, Scrubber } from "../debugger";
import { useActiveDocument } from "../state/documents";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import styles from "./Centre.module.css";
import { ErrorBoundary } from "./ErrorBoundary";
import { useKeptSize } from "./keptSize";
import { NoticeBars } from "./NoticeBars";
import { Welcome } from "./Welcome";

/** The canvas, with the code below or beside it; for an execution, with the scrubber below it. */
export function Centre() {
  const document = useActiveDocument();
  const hasRun = useRunView(({ runView }) => runView !== null);
  const codePlace = useLayout((layout) => layout.codePlace);
  if (document === null && !hasRun) {
    return (
      <section className={styles.centre} aria-label="Workflow">
        <NoticeBars />
        <Welcome />
      </section>
    );
  }
  const hasCode = document !== null && !hasRun && codePlace !== "hidden";
  return (
    <section className={styles.centre} aria-label="Workflow">
      <NoticeBars />
      {hasRun && (
        <ErrorBoundary name="The execution's bar">
          <RunBar />
        </ErrorBoundary>
      )}
      <CanvasAndCode place={hasCode ? codePlace : "hidden"} />
      {hasRun && (
        <ErrorBoundary name="The scrubber">
          <Scrubber />
        </ErrorBoundary>
      )}
    </section>
  );
}

function CanvasAndCode({ place }: { place: "below" | "beside" | "hidden" }) {
  const isBelow = place !== "beside";
  return (
    <Group orientation={isBelow ? "vertical" : "horizontal"} className={styles.split}>
      <Panel id="canvas" minSize={isBelow ? 120 : 240} className={styles.canvas}>
        <ErrorBoundary name="The canvas">
          <Canvas />
        </ErrorBoundary>
      </Panel>
      {place !== "hidden" && (
        <SplitHandle
          label={isBelow ? "Height of the code pane" : "Width of the code pane"}
          orientation={isBelow ? "horizontal" : "vertical"}
        />
      )}
      {place !== "hidden" && <Code key={place} place={place} />}
    </Group>
  );
}

function Code({ place }: { place: "below" | "beside" }) {
  const kept = useKeptSize(`code.${place}`, place === "below" ? 220 : 480, () => useLayout.getState().placeCode("hidden"));
  return (
    <Panel id={`code-${place}`} minSize={place === "below" ? 96 : 240} {...kept}>
      <section className={styles.code} aria-label="Code">
        <ErrorBoundary name="The code">
          <CodePane />
        </ErrorBoundary>
      </section>
    </Panel>
  );
}
