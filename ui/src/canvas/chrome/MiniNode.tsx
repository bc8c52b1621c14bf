import type { MiniMapNodeProps } from "@xyflow/react";
import { memo } from "react";
import { selectedState, useSelection } from "../../state/selection";
import { useShown } from "../run";
import styles from "./Chrome.module.css";

/** A state on the minimap: its shape, its meaning in a run, whether it is selected. */
export const MiniNode = memo(function MiniNode({ id, x, y, width, height }: MiniMapNodeProps) {
  const what = useShown((plan, marks) => {
    const node = plan.node(id);
    if (node === undefined || node.kind === "branch") return "";
    const mark = node.state === null ? null : marks?.states.get(node.state)?.mark;
    return `${node.kind} ${mark ?? ""}`;
  });
  const isSelected = useSelection(({ selected }) => selectedState(selected) === id);
  if (what === null || what === "") return null;
  const [kind, mark] = what.split(" ");
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={kind === "state" ? 8 : 12}
      className={styles.mini}
      data-kind={kind}
      data-mark={mark === "" ? undefined : mark}
      data-selected={isSelected ? "" : undefined}
    />
  );
});
