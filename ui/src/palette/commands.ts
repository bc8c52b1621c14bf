import type { AppCommand } from "../state/commands";
import { keepSelection, statesToKeep } from "./pieces";

/** What can be done with pieces from anywhere. */
export const paletteCommands: readonly AppCommand[] = [
  { id: "palette.keep", title: "Keep the selection as a snippet…", group: "Canvas", isEnabled: () => statesToKeep() !== null, run: keepSelection },
];
