import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { IconButton } from "../../components";
import { closeFind, look, step, useFinding } from "../finding";
import { focusState } from "../gestures/focus";
import styles from "./Chrome.module.css";

/** Looks for words in the names, fields and ARNs of all states; Enter goes from one to the next. */
export function FindBar() {
  const { open, query, hits, at } = useFinding();
  if (!open) return null;
  const hit = hits[at];
  const close = (): void => {
    closeFind();
    if (hit !== undefined) focusState(hit.key);
  };
  return (
    <div className={styles.find} role="search" data-testid="find">
      <div className={styles.findRow}>
        <Search size={14} aria-hidden />
        <input
          autoFocus
          className={styles.findInput}
          aria-label="Find in states"
          placeholder="Name, field or ARN"
          spellCheck={false}
          value={query}
          onChange={(event) => look(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") {
              event.preventDefault();
              step(event.shiftKey || event.key === "ArrowUp" ? -1 : 1);
            } else if (event.key === "Escape") {
              event.preventDefault();
              close();
            }
          }}
        />
        <output className={styles.findCount} aria-live="polite">
          {query.trim() === "" ? "" : hits.length === 0 ? "none" : `${at + 1} of ${hits.length}`}
        </output>
        <IconButton label="The one before" icon={<ChevronUp size={14} aria-hidden />} isDisabled={hits.length === 0} onPress={() => step(-1)} />
        <IconButton label="The next one" icon={<ChevronDown size={14} aria-hidden />} isDisabled={hits.length === 0} onPress={() => step(1)} />
        <IconButton label="Close" icon={<X size={14} aria-hidden />} onPress={close} />
      </div>
      {hit !== undefined && <code className={styles.findLine} title={hit.line}>{hit.line}</code>}
    </div>
  );
}
