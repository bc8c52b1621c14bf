import { Shapes } from "lucide-react";
import { Button, classes, EmptyState } from "../../components";
import { useLayout } from "../../state/layout";
import { insert } from "../gestures/changes";
import { useDrag } from "../gestures/drag";
import type { Source } from "../source";
import styles from "./Chrome.module.css";

/** A diagram without states says how to get the first one, and takes a state dropped anywhere. */
export function NothingYet({ source }: { source: Source }) {
  const takes = useDrag(({ drag }) => drag?.kind === "insert" && drag.anywhere);
  if (source.editable === null) return null;
  return (
    <div className={classes(styles.hint, takes && styles.takes)} data-testid="canvas-empty">
      {!takes && (
        <EmptyState
          icon={<Shapes size={24} aria-hidden />}
          title="No states yet"
          actions={
            <>
              <Button onPress={() => useLayout.getState().showSide("palette")}>Show the palette</Button>
              <Button variant="primary" onPress={() => void insert({ type: "Pass", name: "Pass" }, null)}>
                Add a Pass state
              </Button>
            </>
          }
        >
          Drag a state from the palette and drop it here, or write the definition in the code pane.
        </EmptyState>
      )}
    </div>
  );
}
