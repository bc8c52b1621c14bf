import { create } from "zustand";
import type { Folder, HistoryInfo, Recent, Recovery } from "../schema";
import { call, type Connection, type HostProblem } from "../host";

interface SessionState {
  /** Whether the page knows how things stand. */
  stage: "starting" | "ready" | "failed";
  problem: HostProblem | null;
  connection: Connection;
  version: string;
  folder: Folder | null;
  recent: readonly Recent[];
  recoveries: readonly Recovery[];
  history: HistoryInfo | null;
}

export const useSession = create<SessionState>()(() => ({
  stage: "starting",
  problem: null,
  connection: "connecting",
  version: "",
  folder: null,
  recent: [],
  recoveries: [],
  history: null,
}));

export async function openFolder(path: string): Promise<void> {
  const folder = await call("open_folder", { path });
  useSession.setState({ folder });
  wasOpened(folder.path, true);
}

export async function closeFolder(): Promise<void> {
  await call("close_folder", {});
  useSession.setState({ folder: null });
}

export async function forgetRecent(path: string): Promise<void> {
  const { recent } = await call("forget_recent", { path });
  useSession.setState({ recent });
}

export async function discardRecovery(path: string): Promise<void> {
  await call("discard_recovery", { path });
  useSession.setState(({ recoveries }) => ({ recoveries: recoveries.filter((one) => one.path !== path) }));
}

/** Something was opened: it stands first in the recent list, and what was kept of it after a crash is open now. */
export function wasOpened(path: string, folder: boolean): void {
  const name = path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
  useSession.setState(({ recent, recoveries }) => ({
    recent: [{ path, name, folder, opened: Date.now() }, ...recent.filter((entry) => entry.path !== path)],
    recoveries: recoveries.filter((recovery) => recovery.path !== path),
  }));
}
