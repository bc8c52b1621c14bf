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

/** A string literal in the text and the name of the member it is the value of. */
export interface Value {
  member: string;
  text: string;
  from: number;
  to: number;
}

const jumps = new Set(["Next", "Default", "StartAt"]);
const memberAndString = /"((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

/** The transition (`Next`, `Default`, `StartAt`) whose value stands at a position of a line; `null` for anything else. */
export function transitionAt(line: string, position: number): Value | null {
  for (const match of line.matchAll(memberAndString)) {
    const [whole, member, raw] = match;
    if (member === undefined || raw === undefined || !jumps.has(member)) continue;
    const to = match.index + whole.length;
    const from = to - raw.length - 2;
    if (position < from || position > to) continue;
    try {
      return { member, text: JSON.parse(`"${raw}"`) as string, from, to };
    } catch {
      return null;
    }
  }
  return null;
}

/** The state that a transition at a position of the text leads to. */
export function target(outline: readonly OutlineEntry[], name: string, position: number): OutlineEntry | null {
  const here = stateAt(outline, position);
  const level = here === null ? outline.filter((entry) => !entry.key.includes("/")) : levelOf(outline, here.key);
  const same = level.find((entry) => entry.name === name);
  if (same !== undefined) return same;
  // `StartAt` of a branch stands in the state that holds the branch.
  if (here === null) return null;
  return outline.find((entry) => entry.key.startsWith(`${here.key}/`) && entry.name === name) ?? null;
}
