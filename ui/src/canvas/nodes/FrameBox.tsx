import { Columns2, Layers, Plus } from "lucide-react";
import { memo, type ReactNode } from "react";
import { classes, StatusShape } from "../../components";
import { useEditable, useFoldable } from "../editable";
import { addBranch } from "../gestures/actions";
import { Badges } from "./Badges";
import styles from "./Card.module.css";
import { FoldButton } from "./FoldButton";
import { Note } from "./Note";
import { Outlets } from "./Outlets";
import { useRunLine } from "./StateCard";
import { Title } from "./Title";
import { type CardProps, useCard } from "./useCard";

/** A Parallel or Map: a header bar over its machines; a Map throws the shadow of a stack. */
export const FrameBox = memo(function FrameBox({ data, isNear }: CardProps) {
  const { node } = data;
  const { element, key, isSelected, frame, attributes } = useCard(data);
  const isEditable = useEditable();
  const canFold = useFoldable();
  const line = useRunLine(data);
  const isMap = node.state_type === "Map";
  const Icon = isMap ? Layers : Columns2;
  return (
    <div ref={element} className={classes(styles.frame, isMap && styles.stack)} {...attributes}>
      <div className={styles.bar} data-grab="">
        <Icon size={16} aria-hidden className={styles.barIcon} />
        <Title stateKey={key} name={node.title} />
        {!isMap && <span className={classes(styles.subtitle, line === null && styles.counted)}>{line ?? <span>{node.subtitle}</span>}</span>}
        {!isMap && <Badges badges={node.badges} frame={frame} />}
        {frame && <StatusShape meaning={frame.mark} className={styles.status} />}
        <span className={styles.tools}>
          {!isMap && isEditable && (
          <button type="button" className={classes(styles.add, "nopan")} aria-label={`Add a branch to ${node.title}`} title="Add a branch" tabIndex={-1} onClick={(event) => {
            event.stopPropagation();
            void addBranch(key);
          }}>
            <Plus size={14} aria-hidden />
          </button>
          )}
          {canFold && <FoldButton stateKey={key} name={node.title} isFolded={false} />}
        </span>
      </div>
      {isMap && <EachOf words={node.subtitle}><Badges badges={node.badges} frame={frame} /></EachOf>}
      <Note node={node} isInside />
      <Outlets node={node} isEditable={isEditable} isNear={isNear || isSelected} />
    </div>
  );
});

/** The second line of a Map: what it iterates over, the path in the type of data; at its end the marks, so that the first is the name's. */
function EachOf({ words, children }: { words: string; children: ReactNode }) {
  const path = /^(each of )(\S+)$/.exec(words);
  return (
    <div className={styles.each} title={words} data-grab="">
      <span className={styles.eachWords}>{path === null ? words : <>{path[1]}<code>{path[2]}</code></>}</span>
      {children}
    </div>
  );
}
