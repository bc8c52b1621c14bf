/** A state with its place in a text, as the outline has it. */
interface Entry {
  key: string;
  from: number;
  to: number;
  name_from: number;
}

/** A state in whose name or fields a text was found. */
export interface Hit {
  key: string;
  /** The line where it was found first. */
  line: string;
}

const longest = 100;

/** States whose own text holds the words: the innermost one for each place, in the order of the text. */
export function findStates(text: string, outline: readonly Entry[], query: string): Hit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const all = text.toLowerCase();
  // A few letters are longer in lower case: places would be those of another text then.
  const where = all.length === text.length ? all : text;
  const hits = new Map<string, Hit>();
  const around: Entry[] = [];
  let next = 0;
  for (let at = where.indexOf(wanted); at >= 0; at = where.indexOf(wanted, at + wanted.length)) {
    while (next < outline.length && outline[next]!.name_from <= at) around.push(outline[next++]!);
    while (around.length > 0 && around.at(-1)!.to <= at) around.pop();
    // A state that ended may still lie below one that began later and ended too.
    const inner = around.findLast((entry) => entry.to > at);
    if (inner !== undefined && !hits.has(inner.key)) hits.set(inner.key, { key: inner.key, line: lineAt(text, at) });
  }
  return [...hits.values()];
}

function lineAt(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at) + 1;
  const end = text.indexOf("\n", at);
  const line = text.slice(Math.max(start, at - longest), end < 0 ? at + longest : Math.min(end, at + longest));
  return line.trim();
}
