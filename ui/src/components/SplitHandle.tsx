import { Separator } from "react-resizable-panels";
import { classes } from "./classes";
import styles from "./SplitHandle.module.css";

/** The border between two panels: it drags, and moves with the arrow keys when it has the focus. */
export function SplitHandle({ label, orientation }: { label: string; orientation: "vertical" | "horizontal" }) {
  return <Separator aria-label={label} className={classes(styles.handle, styles[orientation])} />;
}
