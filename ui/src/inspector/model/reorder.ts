/** Where a card stands, top to bottom. */
export interface Extent {
  top: number;
  bottom: number;
}

/** Which place a card has when it is let go at a height: it passes another once that one's middle is passed. */
export function placeAt(cards: readonly Extent[], from: number, y: number): number {
  let place = 0;
  for (const [index, { top, bottom }] of cards.entries()) {
    if (index !== from && y > (top + bottom) / 2) place += 1;
  }
  return place;
}

/** Where the line stands that shows the place: behind the card of this index; -1 before the first. */
export function lineAt(place: number, from: number): number {
  return place > from ? place : place - 1;
}

/** The index that an entry has after another was moved. */
export function indexAfter(index: number, from: number, to: number): number {
  if (index === from) return to;
  if (from < index && index <= to) return index - 1;
  if (to <= index && index < from) return index + 1;
  return index;
}

/** The list with an entry at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const others = list.filter((_, index) => index !== from);
  return [...others.slice(0, to), ...list.slice(from, from + 1), ...others.slice(to)];
}
