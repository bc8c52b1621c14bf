import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { open, save } from "@tauri-apps/plugin-dialog";
import type { Event } from "../schema";
import type { AnswerOf, ArgsOf, CommandName, Connection, Host, Unsubscribe } from "./host";
import { HostProblem } from "./problem";

/** Turns a subscription that is set up later into one that can be ended at once. */
function soon(subscription: Promise<Unsubscribe>): Unsubscribe {
  let ended = false;
  let end: Unsubscribe | undefined;
  void subscription.then((unsubscribe) => {
    if (ended) unsubscribe();
    else end = unsubscribe;
  });
  return () => {
    ended = true;
    end?.();
  };
}

/** The desktop window: one bridge command, one event channel. */
export function tauriHost(): Host {
  return {
    kind: "desktop",
    async call<C extends CommandName>(command: C, args: ArgsOf<C>): Promise<AnswerOf<C>> {
      try {
        return await invoke<AnswerOf<C>>("bridge", { request: { command, args } });
      } catch (thrown) {
        throw HostProblem.from(thrown);
      }
    },
    onEvent: (listener) => soon(listen<Event>("workbench", (event) => listener(event.payload))),
    onConnection(listener: (connection: Connection) => void) {
      listener("connected");
      return () => undefined;
    },
    native: {
      chooseFile: (title, filters) => open({ title, filters, multiple: false, directory: false }),
      chooseFolder: (title) => open({ title, multiple: false, directory: true }),
      saveFile: (title, suggested, filters) => save({ title, defaultPath: suggested, filters }),
      onDrop: (listener) =>
        soon(
          getCurrentWebview().onDragDropEvent(({ payload }) => {
            if (payload.type === "drop") listener({ kind: "drop", paths: payload.paths });
            else listener({ kind: payload.type === "leave" ? "leave" : "over" });
          }),
        ),
      onCloseRequest: (mayClose) =>
        soon(
          getCurrentWindow().onCloseRequested(async (event) => {
            if (!(await mayClose())) event.preventDefault();
          }),
        ),
      setTitle: (title) => void getCurrentWindow().setTitle(title),
    },
  };
}
