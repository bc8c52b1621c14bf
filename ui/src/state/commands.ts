import { create } from "zustand";

/** Something the person can do, listed in the command palette and the shortcut sheet. */
export interface AppCommand {
  /** Stable: `file.save`. */
  id: string;
  title: string;
  /** Heading in the shortcut sheet. */
  group: "File" | "Edit" | "View" | "Canvas" | "Run" | "Help";
  /** As `Mod+Shift+K`, `F5`, `Delete`, `?`. `Mod` is Ctrl, on a Mac the command key. */
  keys?: string | readonly string[];
  /** Left to text fields while one has the focus: undo, delete, copy. */
  editing?: boolean;
  /** Whether its keys are meant for it now; always when missing. Letters alone are, while their pane has the focus. */
  keysWhen?: () => boolean;
  /** The browser makes an event of these keys, to which the pane listens: they are listed, and left to it. */
  native?: boolean;
  /** Not listed in the palette: movements such as arrow keys. */
  hidden?: boolean;
  /** Whether it can be done now; always when missing. */
  isEnabled?: () => boolean;
  run: () => void | Promise<void>;
}

interface Registry {
  commands: readonly AppCommand[];
}

export const useCommands = create<Registry>()(() => ({ commands: [] }));

/** Adds commands; the answer takes them out again (call it when the pane goes away). */
export function registerCommands(added: readonly AppCommand[]): () => void {
  useCommands.setState(({ commands }) => ({
    commands: [...commands.filter((old) => !added.some((command) => command.id === old.id)), ...added],
  }));
  return () => {
    useCommands.setState(({ commands }) => ({ commands: commands.filter((command) => !added.includes(command)) }));
  };
}

export function runCommand(id: string): void {
  const command = useCommands.getState().commands.find((candidate) => candidate.id === id);
  if (command !== undefined && (command.isEnabled?.() ?? true)) void command.run();
}

/** The shortcut of a command as people read it, for tooltips. */
export function shortcutOf(id: string): string | undefined {
  const keys = useCommands.getState().commands.find((command) => command.id === id)?.keys;
  const one = typeof keys === "string" ? keys : keys?.[0];
  return one === undefined ? undefined : shortcutText(one);
}

function onMac(): boolean {
  return /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "");
}

/** `Mod+Shift+K` as people read it: "Ctrl Shift K". */
export function shortcutText(keys: string, mac = onMac()): string {
  const names: Record<string, string> = mac
    ? { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" }
    : { Mod: "Ctrl" };
  const shown: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", Delete: "Del", ContextMenu: "Menu" };
  return splitKeys(keys)
    .map((part) => names[part] ?? shown[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}

function splitKeys(keys: string): string[] {
  // "Mod++" is Mod and "+".
  return keys.endsWith("++") ? [...keys.slice(0, -2).split("+"), "+"] : keys.split("+");
}

/** What a key press has to say for `matches`. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export function matches(keys: string, press: KeyPress, mac = onMac()): boolean {
  const parts = splitKeys(keys);
  const key = parts.pop() ?? "";
  const wants = (name: string) => parts.includes(name);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (wants("Mod") !== mod || wants("Ctrl") !== (mac ? other : false) || (!mac && other)) return false;
  if (wants("Alt") !== press.altKey) return false;
  // A sign such as "?" may need Shift on this keyboard or not.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  if (!isSign && wants("Shift") !== press.shiftKey) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.tagName === "INPUT" || target.tagName === "TEXTAREA";
}

/** Dialogs hold the keyboard: what lies behind them can't be meant. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=alertdialog]") !== null;
}

/** Runs the command of a key press; `true` when there was one. */
export function dispatchKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || isInDialog(event.target)) return false;
  const inText = isTextField(event.target);
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1;
  for (const command of useCommands.getState().commands) {
    if (command.keys === undefined || command.native === true || (inText && (command.editing === true || bare))) continue;
    const all = typeof command.keys === "string" ? [command.keys] : command.keys;
    if (!all.some((keys) => matches(keys, event)) || !(command.keysWhen?.() ?? true) || !(command.isEnabled?.() ?? true)) continue;
    event.preventDefault();
    void command.run();
    return true;
  }
  return false;
}
