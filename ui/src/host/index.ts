import { browserHost } from "./browser";
import type { AnswerOf, ArgsOf, CommandName, Host } from "./host";
import { tauriHost } from "./tauri";

export type { AnswerOf, ArgsOf, CommandName, Connection, FileFilter, Host, NativeAbilities, Unsubscribe } from "./host";
export { HostProblem } from "./problem";

let chosen: Host | undefined;

/** The host that this page runs in. */
export function host(): Host {
  chosen ??= "__TAURI_INTERNALS__" in globalThis ? tauriHost() : browserHost();
  return chosen;
}

/** Puts another host in place: for tests. */
export function setHost(other: Host): void {
  chosen = other;
}

/** Asks the workbench. Rejects with `HostProblem`. */
export function call<C extends CommandName>(command: C, args: ArgsOf<C>): Promise<AnswerOf<C>> {
  return host().call(command, args);
}
