import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Dialog } from "react-aria-components";
import { classes, ServiceTile } from "../../components";
import type { Point, ServiceTile as Tile } from "../../schema";
import { Floating } from "./CanvasMenu";
import styles from "./Picker.module.css";

/** Something to choose. */
export interface PickItem {
  id: string;
  title: string;
  detail: string;
  type: string;
  service: Tile | null;
}

interface PickerProps {
  label: string;
  at: Point;
  items: readonly PickItem[];
  query: string;
  onQuery: (query: string) => void;
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** A list beside a state that is chosen from by typing: arrows go through it, Enter takes, Escape leaves. */
export function Picker({ label, at, items, query, onQuery, onChoose, onClose }: PickerProps) {
  const [index, setIndex] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const current = Math.min(index, items.length - 1);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current, items]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setIndex((current + step + items.length) % items.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = items[current];
      if (chosen !== undefined) onChoose(chosen.id);
    }
  };
  return (
    <Floating at={at} label={label} onClose={onClose}>
      <Dialog aria-label={label} className={styles.dialog}>
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={items.length > 0 ? `${id}-${current}` : undefined}
          aria-label={label}
          placeholder={label}
          spellCheck={false}
          className={styles.input}
          data-testid="picker"
          value={query}
          onChange={(event) => {
            onQuery(event.target.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div ref={list} id={id} role="listbox" aria-label={label} className={styles.list}>
          {items.map((item, place) => (
            <div
              key={item.id}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === current}
              className={classes(styles.row, place === current && styles.current)}
              data-testid={`pick:${item.id}`}
              onPointerMove={() => setIndex(place)}
              onClick={() => onChoose(item.id)}
            >
              <ServiceTile size="row" service={item.service} stateType={item.type} />
              <span className={styles.title}>{item.title}</span>
              <span className={styles.detail}>{item.detail}</span>
            </div>
          ))}
        </div>
        {items.length === 0 && <p className={styles.none}>Nothing is called so. Type fewer letters.</p>}
      </Dialog>
    </Floating>
  );
}
