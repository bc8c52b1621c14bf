import { memo } from "react";
import { classes, ServiceTile, StatusShape } from "../../components";
import { useEditable, useFoldable } from "../editable";
import type { FlowNode } from "../model/flow";
import { runLine } from "../model/marks";
import { useShown } from "../run";
import { noteHeight } from "../model/slots";
import { fits, measureSmall, useFonts } from "../motion/measure";
import { Badges } from "./Badges";
import styles from "./Card.module.css";
import { FoldButton } from "./FoldButton";
import { Note } from "./Note";
import { Outlets } from "./Outlets";
import { Title } from "./Title";
import { type CardProps, useCard } from "./useCard";

/** What a card has beside its words: borders, its tile, a run's sign, and what is between them. */
const besideWords = 2 + 20 + 32 + 9 + 22;

/** A state that is no Choice and has no machine inside. */
export const StateCard = memo(function StateCard({ data, isNear }: CardProps) {
  const { node } = data;
  const { element, key, isSelected, frame, attributes } = useCard(data);
  const isEditable = useEditable();
  const line = useRunLine(data);
  const isFolded = useFoldable() && (node.state_type === "Parallel" || node.state_type === "Map");
  const subtitle = line ?? node.subtitle;
  // Nothing is sure to have room until the fonts are there, nor beside a closed frame's button and what a run counts of it.
  const room = useFonts() && !isFolded ? node.width - besideWords : 0;
  return (
    <div ref={element} className={styles.card} data-grab="" data-folded={isFolded ? "" : undefined} style={{ paddingBottom: noteHeight(node) }} {...attributes}>
      <ServiceTile service={node.service} stateType={node.state_type} size="head" />
      <div className={styles.words}>
        <div className={styles.first}>
          <Title stateKey={key} name={node.title} room={room} />
          {frame && <StatusShape meaning={frame.mark} className={styles.status} />}
        </div>
        <div className={styles.second}>
          <span className={classes(styles.subtitle, node.badges.length === 0 && fits(subtitle, room, measureSmall) && styles.whole)} title={node.subtitle}>
            {subtitle}
          </span>
          <Badges badges={node.badges} frame={frame} />
        </div>
      </div>
      {isFolded && <FoldButton stateKey={key} name={node.title} isFolded />}
      <Note node={node} />
      <Outlets node={node} isEditable={isEditable} isNear={isNear || isSelected} />
    </div>
  );
});

/** What the second line says in a run. */
export function useRunLine({ node }: FlowNode["data"]): string | null {
  return useShown((plan, marks) => {
    const frame = marks?.states.get(node.state ?? node.id);
    return marks === null || frame === undefined ? null : runLine(plan, node, frame, marks);
  });
}
