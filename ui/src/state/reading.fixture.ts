import type { Reading, ReadingChange } from "../schema";

/** A change that tells all of a reading anew, for tests. */
export function anew(reading: Reading): ReadingChange {
  const all = <Item>(items: Item[]) => [{ from: 0, count: 0, moved: null, then: items }];
  const { picture, outline } = reading;
  return { ...reading, since: reading.number, picture: { ...picture, nodes: all(picture.nodes), edges: all(picture.edges) }, outline: all(outline) };
}
