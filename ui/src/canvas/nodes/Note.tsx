import { classes } from "../../components";
import type { PictureNode } from "../../schema";
import { noteHeight } from "../model/slots";
import styles from "./Card.module.css";

/** A state's comment, in the lines that the picture has room for: at the foot of a card, below the header of a frame. */
export function Note({ node, isInside }: { node: PictureNode; isInside?: boolean }) {
  if (node.note.length === 0) return null;
  return (
    <div className={classes(styles.note, isInside === true && styles.noteInside)} style={{ height: noteHeight(node) }} data-testid={`note:${node.state ?? node.id}`}>
      {node.note.map((line, index) => (
        <div key={index} className={styles.noteLine}>
          {line}
        </div>
      ))}
    </div>
  );
}
