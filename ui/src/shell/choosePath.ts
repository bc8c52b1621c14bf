import { host } from "../host";
import { askPath } from "../state/dialogs";

const workflowFiles = [{ name: "Workflows (ASL)", extensions: ["json", "yaml", "yml"] }];

/* The system's dialogs where the host has them, a list of folders otherwise. `null`: given up. */

export function chooseWorkflow(title = "Open a workflow"): Promise<string | null> {
  const { chooseFile } = host().native;
  return chooseFile ? chooseFile(title, workflowFiles) : askPath("file", title);
}

export function chooseFolder(): Promise<string | null> {
  const { chooseFolder: choose } = host().native;
  return choose ? choose("Open a folder") : askPath("folder", "Open a folder");
}

export function chooseSavePath(title: string, suggested: string, extensions: string[]): Promise<string | null> {
  const { saveFile } = host().native;
  if (!saveFile) return askPath("save", title, suggested);
  const kind = extensions[0] ?? "json";
  return saveFile(title, suggested, [{ name: kind.toUpperCase(), extensions }]);
}
