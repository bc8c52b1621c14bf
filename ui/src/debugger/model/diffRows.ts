import type { DiffNode } from "./jsonDiff";
import { pathKey, type JsonNode, type JsonPath } from "./jsonTree";

/** A line of the comparison. */
export interface DiffRow {
  id: string;
  depth: number;
  path: JsonPath;
  key: string | number | null;
  mark: DiffNode["mark"];
  /** Shown in place; of a change both. */
  before: JsonNode | null;
  after: JsonNode | null;
  /** Whether its children are shown; none where there are none. */
  open: boolean | null;
  /** Set on a line that stands for members left out because they are the same. */
  skipped?: number;
}

/** A stretch of equal members longer than this is left out. */
const EQUAL_SHOWN = 4;

/** The lines to draw: what changed is open, what is the same is folded, long stretches of equal members are left out. `toggled` are lines that the person turned over. */
export function diffRows(root: DiffNode, toggled: ReadonlySet<string>): DiffRow[] {
  const lines: DiffRow[] = [];
  const value = (node: JsonNode, mark: DiffNode["mark"], path: JsonPath, depth: number, key: string | number | null): void => {
    // Removed and added may share a path: the id tells them apart.
    const id = `${mark}:${pathKey(path)}`;
    const openUnasked = (mark === "added" || mark === "removed") && node.children.length <= 8 && depth < 8 && mark === "added";
    const open = node.children.length === 0 ? null : openUnasked !== toggled.has(id);
    lines.push({ id, depth, path, key, mark, before: mark === "removed" ? node : null, after: mark === "removed" ? null : node, open });
    if (open === true) for (const child of node.children) value(child.node, mark, [...path, child.key], depth + 1, child.key);
  };
  const children = (node: DiffNode, depth: number): void => {
    let i = 0;
    while (i < node.children.length) {
      let end = i;
      while (end < node.children.length && node.children[end]?.mark === "same") end += 1;
      const id = `skip:${pathKey(node.path)}:${i}`;
      if (end - i > EQUAL_SHOWN && !toggled.has(id)) {
        lines.push({ id, depth, path: node.path, key: null, mark: "same", before: null, after: null, open: null, skipped: end - i });
        i = end;
        continue;
      }
      for (; i < end; i += 1) {
        const same = node.children[i];
        if (same !== undefined && same.after !== null) value(same.after, "same", same.path, depth, same.key);
      }
      const changed = node.children[i];
      if (changed !== undefined) one(changed, depth);
      i += 1;
    }
  };
  const one = (node: DiffNode, depth: number): void => {
    if (node.children.length === 0) {
      if (node.mark === "removed" && node.before !== null) value(node.before, "removed", node.path, depth, node.key);
      else if (node.mark === "added" && node.after !== null) value(node.after, "added", node.path, depth, node.key);
      else if (node.mark === "same" && node.after !== null) value(node.after, "same", node.path, depth, node.key);
      else if (node.before !== null && node.after !== null && (node.before.children.length > 0 || node.after.children.length > 0)) {
        // Of different kinds: one went, the other came.
        value(node.before, "removed", node.path, depth, node.key);
        value(node.after, "added", node.path, depth, node.key);
      } else lines.push({ id: `changed:${pathKey(node.path)}`, depth, path: node.path, key: node.key, mark: "changed", before: node.before, after: node.after, open: null });
      return;
    }
    const id = `inside:${pathKey(node.path)}`;
    const open = !toggled.has(id);
    // A container with changes inside is itself no change: its line stays plain.
    lines.push({ id, depth, path: node.path, key: node.key, mark: "same", before: null, after: node.after, open });
    if (open) children(node, depth + 1);
  };
  if (root.children.length > 0) children(root, 0);
  else if (root.mark === "same" && root.after !== null && root.after.children.length > 0) {
    for (const child of root.after.children) value(child.node, "same", [child.key], 0, child.key);
  } else one(root, 0);
  return lines;
}
