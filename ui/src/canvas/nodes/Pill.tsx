import { memo, useRef } from "react";
import { useDrag } from "../gestures/drag";
import type { FlowNode } from "../model/flow";
import { pillMark } from "../model/marks";
import { useGlide } from "../motion/useGlide";
import { useShown } from "../run";
import styles from "./Card.module.css";

/** Where a machine starts or ends. */
export const Pill = memo(function Pill({ data }: Pick<FlowNode, "data">) {
  const { node } = data;
  const element = useRef<HTMLDivElement>(null);
  useGlide(element, node, data);
  const mark = useShown((plan, marks) => (marks === null ? null : (pillMark(plan, node, marks)?.mark ?? "not_visited")));
  const drag = useDrag((state) =>
    state.drag?.kind !== "connect" || state.drag.over !== node.id ? undefined : state.drag.refusal === null ? "target" : "refused",
  );
  return (
    <div ref={element} className={styles.pill} data-mark={mark ?? undefined} data-drag={drag} data-testid={`pill:${node.id}`}>
      {node.title}
    </div>
  );
});
