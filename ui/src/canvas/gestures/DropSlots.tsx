import { useStore, ViewportPortal } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo } from "react";
import type { Picture } from "../../schema";
import { classes } from "../../components";
import { slotsOf, type Slot } from "../model/slots";
import { useDrag } from "./drag";
import styles from "./DropSlots.module.css";

/** More lines than this on the screen would hide the diagram. */
const most = 300;

/**
 * While a state is dragged: a line across every place where it can be dropped, and the slot that takes it, with its name. The state itself is
 * never drawn under the pointer.
 */
export function DropSlots({ picture }: { picture: Picture }) {
  const active = useDrag(({ drag }) => (drag?.kind === "insert" ? drag.slot : null));
  const label = useDrag(({ drag }) => (drag?.kind === "insert" ? drag.label : null));
  if (label === null) return null;
  return (
    <ViewportPortal>
      <Lines picture={picture} />
      {active !== null && active.into.kind !== "inside" && (
        <div className={styles.slot} style={{ transform: `translate(${active.at.x}px, ${active.at.y}px)` }}>
          <span className={classes(styles.taking, !active.level && styles.upright)} data-testid="drop-slot-active">
            <Plus size={14} aria-hidden />
            {label}
          </span>
        </div>
      )}
    </ViewportPortal>
  );
}

/** The lines of all slots in view. */
const Lines = memo(function Lines({ picture }: { picture: Picture }) {
  const view = useStore(
    ({ transform: [x, y, zoom], width, height }) => ({ left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom }),
    (a, b) => a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom,
  );
  const active = useDrag(({ drag }) => (drag?.kind === "insert" ? (drag.slot?.id ?? null) : null));
  const inView = ({ at }: Slot): boolean => at.x >= view.left && at.x <= view.right && at.y >= view.top && at.y <= view.bottom;
  return slotsOf(picture)
    .filter(inView)
    .slice(0, most)
    .map((slot) => (
      <div
        key={slot.id}
        className={classes(styles.line, !slot.level && styles.upright, slot.into.kind === "inside" && styles.inside)}
        style={{ transform: `translate(${slot.at.x}px, ${slot.at.y}px)` }}
        data-testid="drop-slot"
        data-slot={slot.id}
        data-active={slot.id === active ? "" : undefined}
      />
    ));
});
