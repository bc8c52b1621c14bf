import { ChevronDown, ChevronUp } from "lucide-react";
import { IconButton, Tabs } from "../components";
import { DataPanel, EventsTable, Timeline } from "../debugger";
import { shortcutOf } from "../state/commands";
import { countProblems, useActiveDocumentUnhurried } from "../state/documents";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import { VariablesPanel } from "../variables";
import styles from "./BottomPanel.module.css";
import { ProblemsPanel } from "./ProblemsPanel";
import { useAtLeast } from "./useWidth";

/** Problems, Variables, Timeline, Events, Data. In a wide window timeline and events stand side by side. */
export function BottomPanel({ isFolded }: { isFolded?: boolean }) {
  const { bottomTab, showBottom, change } = useLayout();
  const document = useActiveDocumentUnhurried();
  const lastEvent = useRunView(({ runView }) => runView?.lastEvent);
  const isWide = useAtLeast(1200);
  const problems = document?.reading.problems ?? [];
  const { errors, warnings } = countProblems(problems);
  const both = isWide && isFolded !== true && lastEvent !== undefined && (bottomTab === "timeline" || bottomTab === "events");
  const side = (
    <div className={styles.both}>
      <div className={styles.half}>
        <Timeline />
      </div>
      <div className={styles.half}>
        <EventsTable />
      </div>
    </div>
  );
  return (
    <section className={isFolded === true ? styles.folded : styles.panel} aria-label="Bottom panel">
      <Tabs
        label="Bottom panel"
        size="compact"
        value={bottomTab}
        onChange={showBottom}
        items={[
          {
            id: "problems",
            label: "Problems",
            count: problems.length === 0 ? undefined : problems.length,
            countTone: errors > 0 ? "fail" : warnings > 0 ? "caught" : "neutral",
            content: <ProblemsPanel />,
          },
          { id: "variables", label: "Variables", content: <VariablesPanel /> },
          { id: "timeline", label: "Timeline", isShown: both, content: both ? side : <Timeline /> },
          { id: "events", label: "Events", isShown: both, count: lastEvent, content: both ? side : <EventsTable /> },
          { id: "data", label: "Data", content: <DataPanel /> },
        ]}
        actions={
          <IconButton
            label={isFolded === true ? "Show the bottom panel" : "Fold the bottom panel"}
            shortcut={shortcutOf("view.bottom")}
            placement="top"
            icon={isFolded === true ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
            onPress={() => change({ bottomOpen: isFolded === true })}
          />
        }
      />
    </section>
  );
}
