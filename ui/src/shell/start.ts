import { host, call, HostProblem } from "../host";
import type { Event } from "../schema";
import { paletteCommands } from "../palette";
import { dispatchKey, registerCommands } from "../state/commands";
import { useDialogs } from "../state/dialogs";
import { tellDirection } from "../state/diagramView";
import { diskChanged, documentChanged, isDirty, takeOver, useDocuments } from "../state/documents";
import { useSession } from "../state/session";
import { tell, useToasts } from "../state/toasts";
import { mayCloseWindow, openAnything } from "./actions";
import { appCommands } from "./appCommands";
import { useDropHint } from "./dropHint";
import { acceptDrops } from "./dropInBrowser";

async function load(): Promise<void> {
  try {
    // Before anything is placed for this page.
    await tellDirection();
    const session = await call("session", {});
    const { version, folder, recent, recoveries, history, documents, notices } = session;
    useSession.setState({ stage: "ready", problem: null, version, folder, recent, recoveries, history });
    await takeOver(documents);
    for (const notice of notices) showNotice(notice.severity, notice.message);
  } catch (thrown) {
    const problem = HostProblem.from(thrown);
    useSession.setState(({ stage }) => ({ stage: stage === "ready" ? stage : "failed", problem }));
  }
}

function showNotice(severity: "error" | "warning" | "hint", text: string): void {
  const tone = severity === "error" ? "fail" : severity === "warning" ? "caught" : "neutral";
  useToasts.getState().show({ tone, text });
}

function take(event: Event): void {
  switch (event.event) {
    case "folder_changed":
      useSession.setState({ folder: event.data });
      break;
    case "document_changed":
      documentChanged(event.data);
      break;
    case "disk_changed":
      diskChanged(event.data);
      break;
    case "notice":
      showNotice(event.data.severity, event.data.message);
      break;
    case "open_requested":
      void openAnything(event.data.path);
      break;
    case "advanced":
    case "runs_changed":
      // The panes of runs listen themselves.
      break;
  }
}

/** Sets the page going: what is open, what comes in, keys, drops and closing. */
export function start(): void {
  registerCommands([...appCommands, ...paletteCommands]);
  host().onEvent(take);
  let heard = false;
  host().onConnection((connection) => {
    const was = useSession.getState().connection;
    useSession.setState({ connection });
    // What happened while nothing was heard is asked for.
    if (connection === "connected" && heard && was === "lost") {
      tell("Connected again.", "ok");
      void load();
    }
    if (connection === "connected") heard = true;
  });
  void load();

  // In the capture phase nothing is known yet of what a pane does with a key; panes come first.
  window.addEventListener("keydown", dispatchKey);

  const { onDrop, onCloseRequest, setTitle } = host().native;
  onDrop?.((drop) => {
    useDropHint.setState({ isOver: drop.kind === "over" });
    if (drop.kind === "drop") void openAll(drop.paths);
  });
  if (onDrop === undefined) acceptDrops();
  onCloseRequest?.(mayCloseWindow);
  if (onCloseRequest === undefined) {
    window.addEventListener("beforeunload", (event) => {
      const { open } = useDocuments.getState();
      if (Object.values(open).some(isDirty)) event.preventDefault();
    });
  }
  let shown = "";
  const titled = () => {
    const { open, active } = useDocuments.getState();
    const document = active === null ? undefined : open[active];
    const folder = useSession.getState().folder?.name;
    const parts = [document && (isDirty(document) ? "● " : "") + document.name, folder, "Stepwell"];
    const title = parts.filter(Boolean).join(" - ");
    if (title !== shown) setTitle?.(title);
    shown = title;
  };
  useDocuments.subscribe(titled);
  useSession.subscribe(titled);
  titled();
}

async function openAll(paths: readonly string[]): Promise<void> {
  useDialogs.getState().path?.answer(null);
  for (const path of paths) await openAnything(path);
}
