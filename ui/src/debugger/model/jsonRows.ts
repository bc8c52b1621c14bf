import { content, isContainer, pathKey, written, type JsonNode, type JsonPath, type JsonText } from "./jsonTree";

/** A line of the tree. */
export interface JsonRow {
  path: JsonPath;
  /** `pathKey` of the path. */
  id: string;
  depth: number;
  /** None for the whole. */
  key: string | number | null;
  node: JsonNode;
  /** Whether its children are shown; none for scalars and empty containers. */
  open: boolean | null;
}

/** How many lines are unfolded unasked. */
const FIRST_LINES = 48;
/** A container with more children stays folded unasked. */
const FIRST_CHILDREN = 24;
/** One written longer than this stays folded unasked, in characters. */
const FIRST_LENGTH = 16_384;

/** What is unfolded before the person folds anything: level by level while there is room, large values folded. The whole is always open. */
export function openAtFirst(json: JsonText): Set<string> {
  const open = new Set<string>();
  let lines = 1;
  let level: { path: JsonPath; node: JsonNode }[] = [{ path: [], node: json.root }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { path, node } of level) {
      const count = node.children.length;
      if (count === 0) continue;
      const large = count > FIRST_CHILDREN || node.to - node.from > FIRST_LENGTH || lines + count > FIRST_LINES;
      if (path.length > 0 && large) continue;
      open.add(pathKey(path));
      lines += count;
      for (const child of node.children) if (child.node.children.length > 0) next.push({ path: [...path, child.key], node: child.node });
    }
    level = next;
  }
  return open;
}

/** The lines to draw. The whole has none of its own when it is a container: its members stand at depth 0. */
export function rows(json: JsonText, open: ReadonlySet<string>): JsonRow[] {
  const lines: JsonRow[] = [];
  if (json.root.children.length === 0) return [{ path: [], id: "", depth: 0, key: null, node: json.root, open: null }];
  const waiting: JsonRow[] = [];
  const push = (parent: JsonNode, path: JsonPath, depth: number) => {
    for (let i = parent.children.length - 1; i >= 0; i -= 1) {
      const child = parent.children[i];
      if (child === undefined) continue;
      const childPath = [...path, child.key];
      const id = pathKey(childPath);
      waiting.push({ path: childPath, id, depth, key: child.key, node: child.node, open: child.node.children.length === 0 ? null : open.has(id) });
    }
  };
  push(json.root, [], 0);
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    lines.push(row);
    if (row.open === true) push(row.node, row.path, row.depth + 1);
  }
  return lines;
}

/** Paths whose name or scalar holds the words, any case, in order; at most `limit`. */
export function search(json: JsonText, words: string, limit = 1_000): JsonPath[] {
  const wanted = words.toLowerCase();
  if (wanted === "") return [];
  const found: JsonPath[] = [];
  const waiting: { path: JsonPath; node: JsonNode; key: string | number | null }[] = [{ path: [], node: json.root, key: null }];
  for (let item = waiting.pop(); item !== undefined && found.length < limit; item = waiting.pop()) {
    const { path, node, key } = item;
    const inKey = typeof key === "string" && key.toLowerCase().includes(wanted);
    const inValue = !isContainer(node) && (node.kind === "string" ? content(json, node) : written(json, node)).toLowerCase().includes(wanted);
    if (inKey || inValue) found.push(path);
    for (let i = node.children.length - 1; i >= 0; i -= 1) {
      const child = node.children[i];
      if (child !== undefined) waiting.push({ path: [...path, child.key], node: child.node, key: child.key });
    }
  }
  return found;
}

/** Everything that must be open for these to be seen. */
export function openFor(open: ReadonlySet<string>, paths: readonly JsonPath[]): Set<string> {
  const result = new Set(open);
  for (const path of paths) for (let length = 0; length < path.length; length += 1) result.add(pathKey(path.slice(0, length)));
  return result;
}
