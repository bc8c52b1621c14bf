import { useStore, ViewportPortal } from "@xyflow/react";
import { Copy, CornerDownRight, Plus } from "lucide-react";
import { classes } from "../../components";
import { shortcutText } from "../../state/commands";
import { planOf } from "../model/picture";
import { slotsOf, takesStates, type Slot } from "../model/slots";
import { useDrawn } from "../drawn";
import { useDrag } from "./drag";
import styles from "./DropSlots.module.css";

/** More lines than this on the screen would hide the diagram. */
const most = 300;

/**
 * While states are dragged: a line across every place where it can be dropped, and the slot that takes it, with its name. The state itself is
 * never drawn under the pointer.
 */
export function DropSlots() {
  const active = useDrag(({ drag }) => (drag?.kind === "insert" || drag?.kind === "move" ? drag.slot : null));
  const label = useDrag(({ drag }) => (drag?.kind === "insert" || drag?.kind === "move" ? drag.label : null));
  const isMove = useDrag(({ drag }) => drag?.kind === "move");
  const copies = useDrag(({ drag }) => drag?.kind === "move" && drag.copies);
  if (label === null) return null;
  const Sign = copies ? Copy : isMove ? CornerDownRight : Plus;
  return (
    <ViewportPortal>
      <Lines />
      {active !== null && active.into.kind !== "inside" && (
        <div className={styles.slot} style={{ transform: `translate(${active.at.x}px, ${active.at.y}px)` }}>
          <span className={classes(styles.taking, !active.level && styles.upright)} data-testid="drop-slot-active">
            <Sign size={14} aria-hidden />
            <span className={styles.what}>{copies ? `Copy of ${label}` : label}</span>
            {isMove && !copies && <span className={styles.other}>{shortcutText("Mod")} copies</span>}
          </span>
        </div>
      )}
    </ViewportPortal>
  );
}

/** The lines of all slots in view. */
function Lines() {
  const { picture } = useDrawn();
  const view = useStore(
    ({ transform: [x, y, zoom], width, height }) => ({ left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom }),
    (a, b) => a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom,
  );
  const active = useDrag(({ drag }) => (drag?.kind === "insert" || drag?.kind === "move" ? (drag.slot?.id ?? null) : null));
  const moved = useDrag(({ drag }) => (drag?.kind === "move" && !drag.copies ? drag.moved : null));
  const plan = planOf(picture);
  const inView = ({ at }: Slot): boolean => at.x >= view.left && at.x <= view.right && at.y >= view.top && at.y <= view.bottom;
  return slotsOf(picture)
    .filter((slot) => inView(slot) && (moved === null || takesStates(plan, slot, moved)))
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
}
