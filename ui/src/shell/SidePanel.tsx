import { PanelLeft } from "lucide-react";
import { IconButton, Tabs } from "../components";
import { Palette } from "../palette";
import { RunsList } from "../runs";
import { shortcutOf } from "../state/commands";
import { useLayout } from "../state/layout";
import { FilesPanel } from "./FilesPanel";
import styles from "./SidePanel.module.css";

export function SidePanel() {
  const { sideTab, showSide, change } = useLayout();
  return (
    <section className={styles.side} aria-label="Side panel">
      <Tabs
        label="Side panel"
        value={sideTab}
        onChange={showSide}
        items={[
          { id: "files", label: "Files", content: <FilesPanel /> },
          { id: "palette", label: "Palette", content: <Palette /> },
          { id: "runs", label: "Runs", content: <RunsList /> },
        ]}
        actions={
          <IconButton
            label="Fold the side panel"
            shortcut={shortcutOf("view.side")}
            icon={<PanelLeft size={16} aria-hidden />}
            onPress={() => change({ sideOpen: false })}
          />
        }
      />
    </section>
  );
}
