import { Files, History, PanelLeft, Shapes } from "lucide-react";
import { IconButton } from "../components";
import { shortcutOf } from "../state/commands";
import { type SideTab, useLayout } from "../state/layout";
import styles from "./Rail.module.css";

const tabs: { id: SideTab; label: string; icon: typeof Files }[] = [
  { id: "files", label: "Files", icon: Files },
  { id: "palette", label: "Palette", icon: Shapes },
  { id: "runs", label: "Runs", icon: History },
];

/** What is left of the side panel when it is folded. */
export function Rail() {
  const { sideTab, showSide, change } = useLayout();
  return (
    <nav className={styles.rail} aria-label="Side panel">
      {tabs.map(({ id, label, icon: Icon }) => (
        <IconButton
          key={id}
          label={label}
          placement="right"
          isOn={id === sideTab}
          icon={<Icon size={16} aria-hidden />}
          onPress={() => showSide(id)}
        />
      ))}
      <span className={styles.gap} />
      <IconButton
        label="Show the side panel"
        shortcut={shortcutOf("view.side")}
        placement="right"
        icon={<PanelLeft size={16} aria-hidden />}
        onPress={() => change({ sideOpen: true })}
      />
    </nav>
  );
}
