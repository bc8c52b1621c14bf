import { FolderInput } from "lucide-react";
import { useDropHint } from "./dropHint";
import styles from "./DropOverlay.module.css";

/** Says what dropping a file here does, while one hovers over the window. */
export function DropOverlay() {
  const isOver = useDropHint((state) => state.isOver);
  if (!isOver) return null;
  return (
    <div className={styles.overlay}>
      <p className={styles.card}>
        <FolderInput size={16} aria-hidden /> Drop a workflow or a folder to open it
      </p>
    </div>
  );
}
