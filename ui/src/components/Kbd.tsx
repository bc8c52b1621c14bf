import styles from "./Kbd.module.css";

/** A shortcut as `shortcutText` writes it: "Ctrl K". */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className={styles.kbd}>{keys}</kbd>;
}
