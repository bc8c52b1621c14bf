import type { OutlineEntry } from "../schema";

/** The innermost state whose name or object holds a position; `null` between and outside states. */
export function stateAt(outline: readonly OutlineEntry[], position: number): OutlineEntry | null {
  let found: OutlineEntry | null = null;
  for (const entry of outline) {
    if (position < entry.name_from || position > entry.to) continue;
    if (found === null || entry.name_from >= found.name_from) found = entry;
  }
  return found;
}

/** The states that stand at the same level as `key`, itself included. */
export function levelOf(outline: readonly OutlineEntry[], key: string): OutlineEntry[] {
  const prefix = key.slice(0, key.lastIndexOf("/") + 1);
  return outline.filter((entry) => entry.key.startsWith(prefix) && !entry.key.slice(prefix.length).includes("/"));
}
