import { content, isContainer, written, type JsonChild, type JsonNode, type JsonPath, type JsonText } from "./jsonTree";

/** A value before and after. Containers on both sides are compared member by member; all else is one change. */
export interface DiffNode {
  key: string | number | null;
  path: JsonPath;
  mark: "same" | "added" | "removed" | "changed";
  before: JsonNode | null;
  after: JsonNode | null;
  /** Set where both sides are containers of one kind. */
  children: readonly DiffNode[];
  /** How many additions, removals and changes are in it. */
  changes: number;
}

/** Arrays up to this long are aligned by content; longer ones by index, since alignment costs the product of both lengths. */
const ALIGN_LIMIT = 400;

/** Compares two texts as data: the order of members and the white space do not count, numbers count by value. */
export function diff(before: JsonText, after: JsonText): DiffNode {
  const keys = new Map<JsonNode, string>();
  const beforeKey = (node: JsonNode) => canonical(before, node, keys);
  const afterKey = (node: JsonNode) => canonical(after, node, keys);

  const compare = (old: JsonNode, fresh: JsonNode, key: string | number | null, path: JsonPath): DiffNode => {
    if (beforeKey(old) === afterKey(fresh)) return { key, path, mark: "same", before: old, after: fresh, children: [], changes: 0 };
    if (!isContainer(old) || old.kind !== fresh.kind) return { key, path, mark: "changed", before: old, after: fresh, children: [], changes: 1 };
    const children = old.kind === "object" ? members(old, fresh, path) : items(old, fresh, path);
    const changes = children.reduce((sum, child) => sum + child.changes, 0);
    return { key, path, mark: "changed", before: old, after: fresh, children, changes };
  };

  const removed = (child: JsonChild, path: JsonPath): DiffNode => ({ key: child.key, path: [...path, child.key], mark: "removed", before: child.node, after: null, children: [], changes: 1 });
  const added = (child: JsonChild, path: JsonPath): DiffNode => ({ key: child.key, path: [...path, child.key], mark: "added", before: null, after: child.node, children: [], changes: 1 });

  const members = (old: JsonNode, fresh: JsonNode, path: JsonPath): DiffNode[] => {
    const byKey = new Map(old.children.map((child) => [child.key, child]));
    const result = fresh.children.map((child) => {
      const match = byKey.get(child.key);
      byKey.delete(child.key);
      return match === undefined ? added(child, path) : compare(match.node, child.node, child.key, [...path, child.key]);
    });
    // What went stands behind what stayed, as a deletion has no place in the new order.
    return [...result, ...[...byKey.values()].map((child) => removed(child, path))];
  };

  const items = (old: JsonNode, fresh: JsonNode, path: JsonPath): DiffNode[] => {
    const pairs = old.children.length <= ALIGN_LIMIT && fresh.children.length <= ALIGN_LIMIT
      ? aligned(old.children.map((child) => beforeKey(child.node)), fresh.children.map((child) => afterKey(child.node)))
      : byIndex(old.children.length, fresh.children.length);
    return pairs.map(([from, to]) => {
      const left = from === null ? undefined : old.children[from];
      const right = to === null ? undefined : fresh.children[to];
      if (left !== undefined && right !== undefined) return compare(left.node, right.node, right.key, [...path, right.key]);
      if (right !== undefined) return added(right, path);
      return removed(left ?? { key: 0, node: old }, path);
    });
  };

  return compare(before.root, after.root, null, []);
}

type Pair = [number | null, number | null];

const byIndex = (before: number, after: number): Pair[] =>
  Array.from({ length: Math.max(before, after) }, (_, i) => [i < before ? i : null, i < after ? i : null]);

/** The longest common subsequence keeps its items together; what lies between is paired in order as changes. */
function aligned(before: readonly string[], after: readonly string[]): Pair[] {
  const width = after.length + 1;
  const length = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      length[i * width + j] =
        before[i] === after[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
    }
  }
  const pairs: Pair[] = [];
  let gone: number[] = [];
  let come: number[] = [];
  const flush = () => {
    for (let k = 0; k < Math.max(gone.length, come.length); k += 1) pairs.push([gone[k] ?? null, come[k] ?? null]);
    gone = [];
    come = [];
  };
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      flush();
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (j >= after.length || (i < before.length && (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0))) {
      gone.push(i);
      i += 1;
    } else {
      come.push(j);
      j += 1;
    }
  }
  flush();
  return pairs;
}

/** Equal for values that are equal as data. Bottom up, each node once. */
function canonical(json: JsonText, root: JsonNode, known: Map<JsonNode, string>): string {
  const stack: JsonNode[] = [root];
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    if (known.has(node)) {
      stack.pop();
      continue;
    }
    const missing = node.children.filter((child) => !known.has(child.node));
    if (missing.length > 0) {
      for (const child of missing) stack.push(child.node);
      continue;
    }
    stack.pop();
    known.set(node, keyOf(json, node, known));
  }
  return known.get(root) ?? "";
}

function keyOf(json: JsonText, node: JsonNode, known: ReadonlyMap<JsonNode, string>): string {
  switch (node.kind) {
    case "object": {
      const parts = node.children.map((child) => `${JSON.stringify(child.key)}:${known.get(child.node) ?? ""}`);
      return digest(`{${parts.sort().join(",")}}`);
    }
    case "array":
      return digest(`[${node.children.map((child) => known.get(child.node) ?? "").join(",")}]`);
    case "string":
      return digest(JSON.stringify(content(json, node)));
    case "number": {
      const text = written(json, node);
      const value = Number(text);
      // Past what a double holds exactly, the spelling decides.
      return Number.isSafeInteger(value) || (text.length <= 15 && Number.isFinite(value)) ? String(value) : text;
    }
    case "boolean":
    case "null":
      return written(json, node);
  }
}

/** Long keys are shortened, or a deep value would be written out once for each level around it. Two 32-bit hashes and the length stand for it. */
function digest(text: string): string {
  if (text.length <= 64) return text;
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return `#${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}.${text.length}${text[0] ?? ""}`;
}
