import { Check, X } from "lucide-react";
import { memo } from "react";
import { classes, MiddleEllipsis, ServiceTile, StatusShape } from "../../components";
import { useSelection } from "../../state/selection";
import { useEditable } from "../editable";
import { tailLength } from "../model/ellipsis";
import type { FlowNode } from "../model/flow";
import { ruleFrames } from "../model/marks";
import { useShown } from "../run";
import styles from "./Card.module.css";
import { Badges } from "./Badges";
import { Note } from "./Note";
import { Outlets } from "./Outlets";
import { useRunLine } from "./StateCard";
import { Title } from "./Title";
import { type CardProps, useCard } from "./useCard";

/** A Choice with its rules, in the order tried; each row is selected for itself. */
export const ChoiceCard = memo(function ChoiceCard({ data, isNear }: CardProps) {
  const { node } = data;
  const { element, key, isSelected, frame, attributes } = useCard(data);
  const isEditable = useEditable();
  const line = useRunLine(data);
  const became = useShown((plan, marks) => (marks === null ? "" : ruleFrames(plan, node, marks).join()))?.split(",") ?? [];
  return (
    <div ref={element} className={classes(styles.card, styles.choice)} data-grab="" {...attributes}>
      <div className={styles.head}>
        <ServiceTile service={node.service} stateType="Choice" size="head" />
        <div className={styles.words}>
          <div className={styles.first}>
            <Title stateKey={key} name={node.title} />
            {frame && <StatusShape meaning={frame.mark} className={styles.status} />}
          </div>
          <div className={styles.second}>
            <span className={styles.subtitle}>{line ?? node.subtitle}</span>
            <Badges badges={node.badges} frame={frame} />
          </div>
        </div>
      </div>
      {node.rules.map((row, i) => (
        <Rule key={row.index ?? "default"} stateKey={key} row={row} became={became[i] ?? ""} />
      ))}
      <Note node={node} />
      <Outlets node={node} isEditable={isEditable} isNear={isNear || isSelected} />
    </div>
  );
});

function Rule({ stateKey, row, became }: {
  stateKey: string;
  row: FlowNode["data"]["node"]["rules"][number];
  became: string;
}) {
  const isSelected = useSelection(({ selected }) => selected?.kind === "rule" && selected.state === stateKey && selected.rule === row.index);
  return (
    <div
      className={classes(styles.rule, became === "taken" && styles.ruleTaken)}
      style={{ top: row.y - 1, height: row.height }}
      data-selected-rule={isSelected ? "" : undefined}
      data-testid={`rule:${row.index ?? "default"}:${stateKey}`}
      onClick={(event) => {
        // With Shift or Ctrl the whole state is meant.
        if (event.shiftKey || event.ctrlKey || event.metaKey) return;
        event.stopPropagation();
        useSelection.getState().select({ kind: "rule", state: stateKey, rule: row.index }, "canvas");
      }}
    >
      <span className={styles.ruleIndex}>{row.index === null ? "–" : row.index + 1}</span>
      <MiddleEllipsis text={row.label} tail={tailLength(row.label)} className={styles.ruleLabel} />
      {became === "taken" && <Check size={14} className={styles.ruleMark} aria-label="taken" />}
      {became === "passed" && <X size={12} className={styles.ruleMark} aria-label="was false" />}
    </div>
  );
}
