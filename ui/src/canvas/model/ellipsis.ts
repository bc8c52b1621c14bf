/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

const dots = "…";

/**
 * The text, or its start and its end around an ellipsis where it is wider than `width`: names of states differ
 * as often at their end as at their start. Characters outside the basic plane are kept whole.
 */
export function middleEllipsis(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = Array.from(text);
  const cut = (kept: number): string => {
    const start = letters.slice(0, Math.ceil(kept / 2)).join("").trimEnd();
    const end = kept < 2 ? "" : letters.slice(letters.length - Math.floor(kept / 2)).join("").trimStart();
    return start + dots + end;
  };
  let low = 0;
  let high = letters.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(cut(middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? dots : cut(low);
}

/** How many characters at a name's end stay when its middle is left out: a third of it, at most ten, not beginning with a space. */
export function tailLength(name: string): number {
  const letters = Array.from(name);
  let tail = Math.min(10, Math.floor(letters.length / 3));
  while (tail > 0 && letters[letters.length - tail]?.trim() === "") tail--;
  return tail;
}
