import { ChevronsDownUp, ChevronsUpDown, Maximize2 } from "lucide-react";
import { classes } from "../../components";
import { drillInto, toggleFold } from "../gestures/viewing";
import styles from "./Card.module.css";

/** Opens and closes a Parallel or Map, and shows it alone. With the keyboard F and Ctrl Enter do. */
export function FoldButton({ stateKey, name, isFolded }: { stateKey: string; name: string; isFolded: boolean }) {
  const Fold = isFolded ? ChevronsUpDown : ChevronsDownUp;
  const fold = isFolded ? "Open" : "Close";
  return (
    <>
      {!isFolded && <button
        type="button"
        className={classes(styles.add, "nopan")}
        aria-label={`Show ${name} alone`}
        title="Show it alone"
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          void drillInto(stateKey);
        }}
      >
        <Maximize2 size={13} aria-hidden />
      </button>}
      <button
        type="button"
        className={classes(styles.add, isFolded && styles.always, "nopan")}
        aria-label={`${fold} ${name}`}
        aria-expanded={!isFolded}
        title={fold}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          void toggleFold(stateKey);
        }}
      >
        <Fold size={14} aria-hidden />
      </button>
    </>
  );
}
