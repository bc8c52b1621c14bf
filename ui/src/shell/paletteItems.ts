import type { AppCommand } from "../state/commands";
import { fit } from "../state/fuzzy";
import type { OutlineEntry, PictureNode, WorkflowEntry } from "../schema";
import { pathOfKey } from "../state/stateKey";

export type PaletteItem =
  | { kind: "state"; id: string; title: string; detail: string; entry: OutlineEntry; node: PictureNode | undefined }
  | { kind: "workflow"; id: string; title: string; detail: string; path: string }
  | { kind: "command"; id: string; title: string; detail: string; command: AppCommand };

export interface FoundItem {
  item: PaletteItem;
  /** Offsets in the title to mark. */
  at: readonly number[];
}

export function paletteItems(
  outline: readonly OutlineEntry[],
  nodes: readonly PictureNode[],
  workflows: readonly WorkflowEntry[],
  commands: readonly AppCommand[],
): PaletteItem[] {
  const byState = new Map(nodes.filter((node) => node.kind === "state" || node.kind === "frame").map((node) => [node.state, node]));
  return [
    ...outline.map((entry): PaletteItem => {
      const around = pathOfKey(entry.key).slice(0, -1).join(" › ");
      return { kind: "state", id: `state ${entry.key}`, title: entry.name, detail: around, entry, node: byState.get(entry.key) };
    }),
    ...workflows.map(({ path, name, relative }): PaletteItem => ({ kind: "workflow", id: `workflow ${path}`, title: name, detail: relative, path })),
    ...commands
      .filter((command) => command.hidden !== true && (command.isEnabled?.() ?? true))
      .map((command): PaletteItem => ({ kind: "command", id: `command ${command.id}`, title: command.title, detail: command.group, command })),
  ];
}

const shownAtMost = 60;

/** What fits the words typed, best first. A leading ">" asks for commands only. */
export function search(items: readonly PaletteItem[], words: string): FoundItem[] {
  const onlyCommands = words.startsWith(">");
  const query = onlyCommands ? words.slice(1) : words;
  const pool = onlyCommands ? items.filter((item) => item.kind === "command") : items;
  if (query.trim() === "") return pool.slice(0, shownAtMost).map((item) => ({ item, at: [] }));
  const found: (FoundItem & { score: number })[] = [];
  for (const item of pool) {
    const own = fit(query, item.title);
    if (own !== null) {
      found.push({ item, at: own.at, score: own.score + (item.kind === "state" ? 3 : 0) });
      continue;
    }
    const wider = fit(query, `${item.detail} ${item.title}`);
    if (wider !== null) found.push({ item, at: [], score: wider.score - 30 });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, shownAtMost);
}
