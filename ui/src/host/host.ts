import type { Commands, Event } from "../schema";

export type CommandName = keyof Commands;
export type ArgsOf<C extends CommandName> = Commands[C]["args"];
export type AnswerOf<C extends CommandName> = Commands[C]["answer"];

/** Whether the backend can be heard. The desktop window is always `connected`. */
export type Connection = "connecting" | "connected" | "lost" | "refused";

/** Ends a subscription. */
export type Unsubscribe = () => void;

export interface FileFilter {
  name: string;
  /** Without the dot. */
  extensions: string[];
}

/** What only some hosts can do; the page offers another way where a function is missing. */
export interface NativeAbilities {
  /** The system's dialogs. `null`: the person gave up. */
  chooseFile?: (title: string, filters: FileFilter[]) => Promise<string | null>;
  chooseFolder?: (title: string) => Promise<string | null>;
  saveFile?: (title: string, suggested: string, filters: FileFilter[]) => Promise<string | null>;
  /** Files dragged onto the window: `over` while they hover, the paths when dropped. */
  onDrop?: (listener: (drop: { kind: "over" | "leave" } | { kind: "drop"; paths: string[] }) => void) => Unsubscribe;
  /** Asked before the window closes; `false` keeps it open. */
  onCloseRequest?: (mayClose: () => Promise<boolean>) => Unsubscribe;
  setTitle?: (title: string) => void;
  /** Shows a page of the web, outside of this one. */
  openPage?: (address: string) => void;
}

/**
 * Where the page runs: the desktop window, or a browser on `stepwell serve --ui`. Both carry the same
 * declared commands and events; nothing outside of this folder knows which one it is.
 */
export interface Host {
  readonly kind: "desktop" | "browser";
  /** Rejects with `HostProblem`. */
  call<C extends CommandName>(command: C, args: ArgsOf<C>): Promise<AnswerOf<C>>;
  onEvent(listener: (event: Event) => void): Unsubscribe;
  /** Called at once with how it stands, and whenever that changes. */
  onConnection(listener: (connection: Connection) => void): Unsubscribe;
  readonly native: NativeAbilities;
}
