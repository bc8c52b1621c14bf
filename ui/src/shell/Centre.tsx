import { ChevronDown, ChevronRight, Columns2, Rows2 } from "lucide-react";
import { Group, Panel } from "react-resizable-panels";
import { Canvas } from "../canvas";
import { CodePane } from "../code";
import { IconButton, MiddleEllipsis, SplitHandle } from "../components";
import { RunBar, Scrubber } from "../debugger";
import { shortcutOf } from "../state/commands";
import { useActiveDocumentUnhurried, useDocuments } from "../state/documents";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import styles from "./Centre.module.css";
import { ErrorBoundary } from "./ErrorBoundary";
import { FloatingInspector } from "./InspectorOrRun";
import { useKeptSize } from "./keptSize";
import { NoticeBars } from "./NoticeBars";
import { Welcome } from "./Welcome";

/** The canvas, with the code below or beside it; for an execution, with the scrubber below it. */
export function Centre() {
  const hasDocument = useDocuments(({ active }) => active !== null);
  const hasRun = useRunView(({ runView }) => runView !== null);
  const codePlace = useLayout((layout) => layout.codePlace);
  if (!hasDocument && !hasRun) {
    return (
      <section className={styles.centre} aria-label="Workflow">
        <NoticeBars />
        <Welcome />
      </section>
    );
  }
  const hasCode = hasDocument && !hasRun && codePlace !== "hidden";
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
      <Panel id="canvas-panel" minSize={isBelow ? 120 : 240} className={styles.canvas}>
        <ErrorBoundary name="The canvas">
          <Canvas />
        </ErrorBoundary>
        <FloatingInspector />
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
        <CodeBar place={place} />
        <ErrorBoundary name="The code">
          <CodePane />
        </ErrorBoundary>
      </section>
    </Panel>
  );
}

/** The code pane's file, and where the pane stands. */
function CodeBar({ place }: { place: "below" | "beside" }) {
  const document = useActiveDocumentUnhurried();
  const placeCode = useLayout((layout) => layout.placeCode);
  const file = document?.path?.split(/[\\/]/).at(-1) ?? document?.name ?? "";
  const other = place === "below" ? "beside" : "below";
  const Other = place === "below" ? Columns2 : Rows2;
  return (
    <header className={styles.bar}>
      <span className={styles.file} title={document?.path ?? "Not saved yet"}>
        <MiddleEllipsis text={file} tail={14} />
      </span>
      <span className={styles.gap} />
      <IconButton
        label={`Code ${other} the canvas`}
        placement="top"
        icon={<Other size={16} aria-hidden />}
        onPress={() => placeCode(other)}
      />
      <IconButton
        label="Hide the code"
        shortcut={shortcutOf("view.code")}
        placement="top"
        icon={place === "below" ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
        onPress={() => placeCode("hidden")}
      />
    </header>
  );
}
