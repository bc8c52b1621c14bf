import { createContext, type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { lineAt, placeAt } from "../model/reorder";
import styles from "./forms.module.css";

/** What a card's handle needs of its list. */
export interface Reorder {
  /** The card being dragged. */
  dragged: number | null;
  handle: (index: number) => {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
}

export const ReorderContext = createContext<Reorder | null>(null);

/** A list of entries that are put in order by dragging their handles, or by the arrow keys on them. */
export function EntryCards({ count, onMove, isDisabled, children }: { count: number; onMove: (from: number, to: number) => void; isDisabled: boolean; children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; place: number; line: number } | null>(null);
  const refocus = useRef<number | null>(null);

  // After a move by key the handle of the same entry has the focus, wherever it stands now.
  useEffect(() => {
    if (refocus.current === null) return;
    const handles = list.current?.querySelectorAll<HTMLElement>(":scope > [data-card] [data-handle]");
    handles?.[refocus.current]?.focus();
    refocus.current = null;
  });

  const reorder = useMemo((): Reorder => {
    const move = (from: number, to: number) => {
      if (to === from || to < 0 || to >= count) return;
      onMove(from, to);
    };
    return {
      dragged: drag?.from ?? null,
      handle: (index) => ({
        onPointerDown: (event) => {
          if (isDisabled || event.button !== 0 || count < 2) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: index, place: index, line: 0 });
        },
        onPointerMove: (event) => {
          if (drag?.from !== index) return;
          const cards = [...(list.current?.querySelectorAll<HTMLElement>(":scope > [data-card]") ?? [])].map((card) => card.getBoundingClientRect());
          const place = placeAt(cards, index, event.clientY);
          if (place === drag.place) return;
          const behind = lineAt(place, index);
          const top = list.current?.getBoundingClientRect().top ?? 0;
          setDrag({ from: index, place, line: behind < 0 ? -4 : (cards[behind]?.bottom ?? top) - top + 4 });
        },
        onPointerUp: () => {
          if (drag?.from !== index) return;
          setDrag(null);
          move(index, drag.place);
        },
        onPointerCancel: () => setDrag(null),
        onKeyDown: (event) => {
          if (event.key === "Escape" && drag !== null) {
            setDrag(null);
            event.preventDefault();
            event.stopPropagation();
            return;
          }
          const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: count - 1 }[event.key];
          if (to === undefined || isDisabled) return;
          event.preventDefault();
          event.stopPropagation();
          if (to < 0 || to >= count || to === index) return;
          refocus.current = to;
          move(index, to);
        },
      }),
    };
  }, [count, drag, isDisabled, onMove]);

  return (
    <ReorderContext value={reorder}>
      <div ref={list} className={styles.cards}>
        {children}
        {drag !== null && drag.place !== drag.from && <div className={styles.dropLine} style={{ top: drag.line }} data-testid="drop-line" />}
      </div>
    </ReorderContext>
  );
}
