import { ChevronsUpDown } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { classes } from "../../components/classes";
import { diffRows } from "../model/diffRows";
import type { DiffNode } from "../model/jsonDiff";
import type { JsonText } from "../model/jsonTree";
import { Fold, LINE, Name, ValueText } from "./JsonTree";
import styles from "./Json.module.css";
import { useLines } from "../useLines";

const SIGNS = { same: "", added: "+", removed: "−", changed: "~" } as const;
const WORDS = { same: undefined, added: "added", removed: "removed", changed: "changed" } as const;

/** What a value has become, as a tree: what is the same is folded or left out. */
export function JsonChanges({ before, after, diff, label }: { before: JsonText; after: JsonText; diff: DiffNode; label: string }) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => diffRows(diff, toggled), [diff, toggled]);
  const virtual = useLines(scroller, lines.length, LINE);
  const toggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  return (
    <div ref={scroller} className={styles.lines} role="tree" aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize() + 8, position: "relative" }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const folds = line.open !== null || line.skipped !== undefined;
          return (
            <div
              key={line.id}
              role="treeitem"
              aria-level={line.depth + 1}
              aria-expanded={line.open ?? undefined}
              aria-description={WORDS[line.mark]}
              className={classes(styles.line, line.mark !== "same" && styles[line.mark])}
              style={{ top: item.start + 4, paddingLeft: 20 + line.depth * 14 }}
              onClick={folds ? () => toggle(line.id) : undefined}
            >
              <span className={styles.sign}>{SIGNS[line.mark]}</span>
              {line.skipped !== undefined ? (
                <span className={styles.skipped}>
                  <ChevronsUpDown size={12} aria-hidden /> {line.skipped} the same
                </span>
              ) : (
                <>
                  <Fold open={line.open} />
                  {line.key !== null && <Name name={line.key} />}
                  {line.before !== null && (
                    <span className={line.mark === "changed" ? styles.old : undefined}>
                      <ValueText json={before} node={line.before} open={line.open === true} />
                    </span>
                  )}
                  {line.mark === "changed" && <span className={styles.punct}> → </span>}
                  {line.after !== null && <ValueText json={after} node={line.after} open={line.open === true} />}
                </>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
