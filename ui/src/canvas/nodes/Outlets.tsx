import { memo } from "react";
import type { PictureNode } from "../../schema";
import { classes } from "../../components";
import { beginConnect } from "../gestures/drag";
import { outletsOf, type PlacedOutlet } from "../model/outlets";
import { planOf } from "../model/picture";
import { currentSource } from "../source";
import { useShown } from "../run";
import styles from "./Outlets.module.css";

interface OutletsProps {
  node: PictureNode;
  isEditable: boolean;
  isNear: boolean;
}

/**
 * Where connectors are dragged from. A Choice's rules show theirs always, as the places where the edges leave; all others are there once the
 * pointer or the focus was on the card or it is selected, and shown while it is (by style sheet alone, so that hovering costs no drawing).
 */
export function Outlets(props: OutletsProps) {
  const isAsked = props.node.state_type === "Choice" || (props.isNear && props.isEditable);
  return isAsked ? <Placed {...props} /> : null;
}

const Placed = memo(function Placed({ node, isEditable, isNear }: OutletsProps) {
  // The answer names what the outlets hang on: the edges that leave, and where.
  useShown((plan) => plan.out(node.id).map(({ id, points }) => `${id} ${points[0]?.x} ${points[0]?.y}`).join());
  const source = currentSource();
  if (source === null) return null;
  const placed = outletsOf(planOf(source.picture), node);
  return placed.map((one) => <OutletDot key={`${one.outlet.kind}${"index" in one.outlet ? one.outlet.index : ""}`} node={node} placed={one} isEditable={isEditable} isNear={isNear} />);
});

function OutletDot({ node, placed, isEditable, isNear }: OutletsProps & { placed: PlacedOutlet }) {
  const { outlet, at, label, edge } = placed;
  const isTaken = useShown((_, marks) => edge !== null && (marks?.edges.has(edge.id) ?? false));
  const isRule = edge !== null && (outlet.kind === "choice" || outlet.kind === "default");
  // An existing catcher is led elsewhere by its edge's end.
  if ((outlet.kind === "catch" && edge !== null) || (!(isEditable && isNear) && !isRule)) return null;
  const isNew = outlet.kind === "new_rule" || outlet.kind === "new_catch";
  return (
    <span
      className={classes(styles.outlet, isRule && styles.always, isNew && styles.add, isTaken === true && styles.taken, "nopan")}
      // Counted from inside of the border.
      style={{ left: at.x - 1, top: at.y - 1 }}
      data-testid={`outlet:${outlet.kind}${"index" in outlet ? `:${outlet.index}` : ""}:${outlet.state}`}
      title={isEditable ? `${label}: drag to a state` : undefined}
      aria-hidden
      onPointerDown={(event) => {
        if (!isEditable) return;
        event.stopPropagation();
        event.preventDefault();
        beginConnect(event.nativeEvent, outlet, { x: node.x + at.x, y: node.y + at.y });
      }}
    />
  );
}
