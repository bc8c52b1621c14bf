import { memo, useRef } from "react";
import { classes } from "../../components";
import { useDrag } from "../gestures/drag";
import type { FlowNode } from "../model/flow";
import { isState } from "../model/picture";
import { useGlide } from "../motion/useGlide";
import { useShown } from "../run";
import styles from "./Card.module.css";

/** The area of one machine inside a frame: drawn only where it is empty and takes a state. */
export const BranchArea = memo(function BranchArea({ data }: Pick<FlowNode, "data">) {
  const { node } = data;
  const element = useRef<HTMLDivElement>(null);
  useGlide(element, node, data);
  const isEmpty = useShown((plan) => !plan.children(node.id).some(isState)) ?? false;
  const isTarget = useDrag(({ drag }) => (drag?.kind === "insert" || drag?.kind === "move") && drag.slot?.id === `in ${node.id}`);
  return (
    <div ref={element} className={classes(styles.branch, isEmpty && styles.emptyBranch, isTarget && styles.targetBranch)} data-testid={`branch:${node.id}`}>
      {isEmpty && <span>Drop a state here</span>}
    </div>
  );
});
