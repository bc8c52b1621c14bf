import type { Moved, OutlineEntry, Part, PictureEdge, PictureNode, Point, Reading, ReadingChange } from "../schema";

/** The reading that follows from another one; none when it follows from a reading that is not the one that is here. */
export function followed(before: Reading, change: ReadingChange): Reading | null {
  const { since, picture, outline, ...rest } = change;
  if (since !== before.number) return null;
  const nodes = put(before.picture.nodes, picture.nodes, moveNode);
  const edges = put(before.picture.edges, picture.edges, moveEdge);
  const entries = put(before.outline, outline, moveEntry);
  if (nodes === null || edges === null || entries === null) return null;
  return { ...rest, picture: { ...picture, nodes, edges }, outline: entries };
}

/** What stays as it was stays the same object, so that it is not drawn again. */
function put<Item>(before: readonly Item[], parts: readonly Part<Item>[], move: (item: Item, by: Moved) => Item): Item[] | null {
  const now: Item[] = [];
  for (const { from, count, moved, then } of parts) {
    if (from + count > before.length) return null;
    for (const item of before.slice(from, from + count)) now.push(moved === null ? item : move(item, moved));
    now.push(...then);
  }
  return now;
}

const movePoint = ({ x, y }: Point, by: Moved): Point => ({ x: x + by.x, y: y + by.y });

function moveNode(node: PictureNode, by: Moved): PictureNode {
  return { ...node, ...movePoint(node, by) };
}

function moveEdge(edge: PictureEdge, by: Moved): PictureEdge {
  const { points, label_at } = edge;
  return { ...edge, points: points.map((point) => movePoint(point, by)), label_at: label_at && movePoint(label_at, by) };
}

function moveEntry(entry: OutlineEntry, { text }: Moved): OutlineEntry {
  return { ...entry, from: entry.from + text, to: entry.to + text, name_from: entry.name_from + text, name_to: entry.name_to + text };
}
