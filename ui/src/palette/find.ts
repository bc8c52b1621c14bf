import type { Picture } from "../schema";
import { fit } from "../state/fuzzy";
import { actionItems, flowItems, type PaletteItem } from "./catalogue";

export interface PaletteGroup {
  title: string;
  items: readonly PaletteItem[];
}

/** Items in their groups, in the order of the catalogue. */
export function groupsOf(items: readonly PaletteItem[]): PaletteGroup[] {
  const groups = new Map<string, PaletteItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups].map(([title, members]) => ({ title, items: members }));
}

/** Items that a query fits, best first, over the tabs of states and actions. */
export function find(query: string): PaletteItem[] {
  return fitting(query, [...flowItems, ...actionItems]);
}

/** Patterns and snippets that a query fits, best first. */
export function findPieces(query: string, pieces: readonly PaletteItem[]): PaletteItem[] {
  return fitting(query, pieces);
}

function fitting(query: string, items: readonly PaletteItem[]): PaletteItem[] {
  const scored: { item: PaletteItem; score: number }[] = [];
  for (const item of items) {
    const isPiece = item.piece !== undefined;
    const title = fit(query, isPiece ? item.title : `${item.title} ${item.detail}`);
    // A piece's id says nothing that its title does not.
    const id = isPiece ? null : fit(query, item.id);
    // Words are for finding what is called otherwise: as they are typed, not scattered.
    const word = item.words.toLowerCase().includes(query.trim().toLowerCase());
    const score = Math.max(title?.score ?? -1, id === null ? -1 : id.score - 1, word ? 60 : -1);
    if (score > 0) scored.push({ item, score });
  }
  return scored.sort((a, b) => b.score - a.score).map(({ item }) => item);
}

/** Actions that the workflow calls already, most often called first. */
export function usedIn(picture: Picture): PaletteItem[] {
  const counts = new Map<string, number>();
  for (const { state_type, subtitle, badges } of picture.nodes) {
    if (state_type !== "Task") continue;
    const id = badges.some(({ badge }) => badge === "token") ? `${subtitle}.waitForTaskToken` : subtitle;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return actionItems.filter(({ id }) => counts.has(id)).sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
}
