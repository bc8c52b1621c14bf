import { Group, Panel } from "react-resizable-panels";
import { SplitHandle, Toasts } from "../components";
import { useDocuments } from "../state/documents";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import { useSession } from "../state/session";
import { BottomPanel } from "./BottomPanel";
import { Centre } from "./Centre";
import { Dialogs } from "./Dialogs";
import { DropOverlay } from "./DropOverlay";
import { inspectorDocks } from "./inspectorPlace";
import { InspectorOrRun } from "./InspectorOrRun";
import { Rail } from "./Rail";
import { SidePanel } from "./SidePanel";
import { Failed, Starting } from "./Starting";
import { StatusBar } from "./StatusBar";
import { TopBar } from "./TopBar";
import { useAtLeast } from "./useWidth";
import { useKeptSize } from "./keptSize";
import styles from "./Window.module.css";

/** The whole window. */
export function Window() {
  const stage = useSession((state) => state.stage);
  return (
    <div className={styles.window}>
      <TopBar />
      {stage === "ready" ? <Panes /> : stage === "starting" ? <Starting /> : <Failed />}
      <StatusBar />
      <Dialogs />
      <Toasts />
      <DropOverlay />
    </div>
  );
}

function Panes() {
  const bottomOpen = useLayout((layout) => layout.bottomOpen);
  const hasBottom = useHasBottom();
  const isOpen = bottomOpen && hasBottom;
  return (
    <main className={styles.main}>
      <Group className={styles.panes} orientation="vertical">
        <Panel id="upper" minSize={200}>
          <Columns />
        </Panel>
        {isOpen && <SplitHandle label="Height of the bottom panel" orientation="horizontal" />}
        {isOpen && <Bottom />}
      </Group>
      {hasBottom && !isOpen && <BottomPanel isFolded />}
    </main>
  );
}

function Bottom() {
  const kept = useKeptSize("bottom", 240, () => useLayout.getState().change({ bottomOpen: false }));
  return (
    <Panel id="bottom" minSize={96} {...kept}>
      <BottomPanel />
    </Panel>
  );
}

/** The bottom panel stands there when it has something to show. */
function useHasBottom(): boolean {
  const bottomOpen = useLayout((layout) => layout.bottomOpen);
  const hasRun = useRunView(({ runView }) => runView !== null);
  const hasProblems = useDocuments(({ open, active }) => (active === null ? 0 : (open[active]?.reading.problems.length ?? 0)) > 0);
  return bottomOpen || hasRun || hasProblems;
}

function Columns() {
  const sideOpen = useLayout((layout) => layout.sideOpen);
  const hasContent = useHasContent();
  const isWide = useAtLeast(inspectorDocks);
  const inspectorOpen = useLayout((layout) => layout.inspectorOpen) && hasContent;
  const isDocked = isWide && inspectorOpen;
  return (
    <div className={styles.columns}>
      {!sideOpen && <Rail />}
      <Group orientation="horizontal" className={styles.group}>
        {sideOpen && <Side />}
        {sideOpen && <SplitHandle label="Width of the side panel" orientation="vertical" />}
        <Panel id="centre" minSize={320}>
          <Centre />
        </Panel>
        {isDocked && <SplitHandle label="Width of the inspector" orientation="vertical" />}
        {isDocked && <DockedInspector />}
      </Group>
    </div>
  );
}

function Side() {
  const kept = useKeptSize("side", 248, () => useLayout.getState().change({ sideOpen: false }));
  return (
    <Panel id="side" minSize={184} maxSize={520} {...kept}>
      <SidePanel />
    </Panel>
  );
}

function DockedInspector() {
  const kept = useKeptSize("inspector", 340, () => useLayout.getState().change({ inspectorOpen: false }));
  return (
    <Panel id="inspector-panel" minSize={280} maxSize={900} {...kept}>
      <section className={styles.inspector} aria-label="Inspector">
        <InspectorOrRun />
      </section>
    </Panel>
  );
}

function useHasContent(): boolean {
  const hasDocument = useDocuments(({ active }) => active !== null);
  const hasRun = useRunView(({ runView }) => runView !== null);
  return hasDocument || hasRun;
}
