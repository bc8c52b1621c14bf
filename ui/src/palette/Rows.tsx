import type { ReactNode } from "react";
import { classes, ServiceTile } from "../components";
import { insertHere } from "../canvas/gestures/changes";
import { beginInsert, useDrag } from "../canvas/gestures/drag";
import type { NewState } from "../canvas/model/edits";
import { activeDocument } from "../state/documents";
import type { PaletteItem, QueryLanguage } from "./catalogue";
import styles from "./Palette.module.css";

export function Rows({ items, isRepeat }: { items: readonly PaletteItem[]; isRepeat?: boolean }) {
  return (
    <ul>
      {items.map((item) => (
        <Row key={item.id} item={item} testId={isRepeat === true ? `palette-used:${item.id}` : `palette-item:${item.id}`} />
      ))}
    </ul>
  );
}

/** Something to put in: dragged onto a line, or pressed to go after what is selected. */
export function Row({ item, testId, actions }: { item: PaletteItem; testId: string; actions?: ReactNode }) {
  const { about } = item;
  const label = item.type === "Task" && item.service !== null ? `${item.title} · ${item.detail}` : item.title;
  const isDragged = useDrag(({ drag }) => drag?.kind === "insert" && drag.label === label);
  const what = item.piece === undefined ? item.id : null;
  return (
    <li className={actions === undefined ? undefined : styles.withActions}>
      <button
        type="button"
        className={classes(styles.row, isDragged && styles.dragged)}
        data-testid={testId}
        data-palette-row
        title={[what, about, "Drag it onto a line of the diagram, or press Enter to add it after the selected state."].filter((part) => typeof part === "string" && part !== "").join("\n")}
        onPointerDown={(event) => beginInsert(event.nativeEvent, newState(item), label)}
        onDragStart={(event) => event.preventDefault()}
        onClick={() => void insertHere(newState(item))}
      >
        <ServiceTile service={item.service} stateType={item.type} size="row" />
        <span className={styles.title}>{item.title}</span>
        <span className={styles.detail}>{item.detail}</span>
      </button>
      {actions}
    </li>
  );
}

/** What is added, in the language of the workflow. */
export function newState(item: PaletteItem): NewState {
  const language: QueryLanguage = activeDocument()?.reading.query_language === "JSONata" ? "JSONata" : "JSONPath";
  return {
    type: item.type,
    name: item.name,
    ...(item.definition === null ? {} : { definition: item.definition(language) }),
    ...(item.piece === undefined ? {} : { piece: item.piece(language) }),
  };
}
