/** How well a query fits a text, and which characters it met. */
export interface Fit {
  score: number;
  /** Offsets in the text, ascending. */
  at: readonly number[];
}

function startsWord(text: string, index: number): boolean {
  if (index === 0) return true;
  const before = text[index - 1] as string;
  const here = text[index] as string;
  if (/[\s/._:-]/.test(before)) return true;
  return before === before.toLowerCase() && here !== here.toLowerCase();
}

/**
 * Whether the query's characters stand in the text in order, and how well: whole pieces and starts of words
 * count most, early ones more than late ones. White space in the query is left out.
 */
export function fit(query: string, text: string): Fit | null {
  const wanted = query.toLowerCase().replace(/\s+/g, "");
  if (wanted === "") return { score: 0, at: [] };
  const lower = text.toLowerCase();
  // A piece that stands there as it was typed beats any scattering.
  const spaced = query.trim().toLowerCase();
  const whole = lower.indexOf(spaced);
  if (whole >= 0) {
    const score = 100 + (startsWord(text, whole) ? 40 : 0) + (whole === 0 ? 20 : 0) - Math.min(20, text.length / 8);
    return { score, at: Array.from({ length: spaced.length }, (_, index) => whole + index) };
  }
  const at: number[] = [];
  let score = 0;
  let from = 0;
  for (const letter of wanted) {
    let found = -1;
    for (let index = from; index < lower.length; index++) {
      if (lower[index] !== letter) continue;
      if (found < 0) found = index;
      // Prefer the start of a word, or the next letter of the same piece.
      if (index === from || startsWord(text, index)) {
        found = index;
        break;
      }
    }
    if (found < 0) return null;
    score += 1 + (startsWord(text, found) ? 8 : 0) + (found === from && from > 0 ? 4 : 0);
    at.push(found);
    from = found + 1;
  }
  // Letters scattered in the middles of words are chance, not what was meant.
  if (score < wanted.length * 4) return null;
  return { score: score - Math.min(10, (at.at(-1) ?? 0) / 10), at };
}
