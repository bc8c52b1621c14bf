import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { classes } from "../../components";
import type { TextInput } from "../../components/TextField";
import { kindLetters } from "../../code/assist/options";
import type { CompletionItem } from "../../schema";
import styles from "./completion.module.css";

const widest = 420;
const narrowest = 260;
/** Less room than this below the line, and the list stands above it. */
const leastRoom = 220;

/** The list of a line's completions, outside of what scrolls and folds. */
export function CompletionPopup({ id, label, items, active, input, onTake, onClose }: {
  id: string;
  /** What the line is called. */
  label: string;
  items: readonly CompletionItem[];
  active: number | null;
  input: RefObject<TextInput | null>;
  onTake: (item: CompletionItem) => void;
  onClose: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const line = input.current?.getBoundingClientRect();
    const { style } = box.current ?? {};
    if (line === undefined || style === undefined) return;
    const width = Math.min(widest, Math.max(narrowest, line.width + 18), window.innerWidth - 16);
    const left = Math.max(8, Math.min(line.left - 9, window.innerWidth - width - 8));
    const isBelow = window.innerHeight - line.bottom > leastRoom || window.innerHeight - line.bottom > line.top;
    style.left = `${left}px`;
    style.width = `${width}px`;
    style.top = isBelow ? `${line.bottom + 8}px` : "auto";
    style.bottom = isBelow ? "auto" : `${window.innerHeight - line.top + 8}px`;
  }, [input]);

  // What stands under the line has moved away from it.
  const closing = useRef(onClose);
  useLayoutEffect(() => {
    closing.current = onClose;
  });
  useEffect(() => {
    const onScroll = (event: Event): void => {
      if (!(event.target instanceof Node) || !(box.current?.contains(event.target) ?? false)) {
        if (event.target !== input.current) closing.current();
      }
    };
    const onResize = (): void => closing.current();
    window.addEventListener("scroll", onScroll, true);
    window.addEventListener("resize", onResize);
    return () => {
      window.removeEventListener("scroll", onScroll, true);
      window.removeEventListener("resize", onResize);
    };
  }, [input]);

  useEffect(() => {
    if (active !== null) globalThis.document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  const chosen = active === null ? undefined : items[active];
  return createPortal(
    <div
      ref={box}
      className={styles.popup}
      data-testid="line-completion"
      // The line keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      <ul id={id} role="listbox" aria-label={`Completions for ${label}`} className={styles.list}>
        {items.map((item, index) => (
          <li key={`${item.kind} ${item.label}`} id={`${id}-${index}`} role="option" aria-selected={index === active} className={styles.option} onClick={() => onTake(item)}>
            <span className={classes(styles.kind, styles[item.kind])} aria-hidden>
              {kindLetters[item.kind]}
            </span>
            <span className={styles.label}>{item.label}</span>
            {item.detail !== null && <span className={styles.detail}>{item.detail}</span>}
          </li>
        ))}
      </ul>
      <p className={styles.says}>{chosen === undefined ? "↓ chooses, Enter takes, Esc closes" : (chosen.documentation ?? chosen.label)}</p>
    </div>,
    globalThis.document.body,
  );
}
