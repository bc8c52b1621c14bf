import { call, host, HostProblem } from "../host";
import type { ExportForm, NewDocumentArgs, Recovery } from "../schema";
import { beginCompare } from "../compare";
import { ask, useDialogs } from "../state/dialogs";
import {
  activeDocument,
  activate,
  closeDocument,
  documentOf,
  flushTyping,
  isDirty,
  newDocument,
  openWorkflow,
  save,
  saveAs,
  useDocuments,
} from "../state/documents";
import { openFolder, useSession } from "../state/session";
import { useTheme } from "../state/theme";
import { tell, tellProblem } from "../state/toasts";
import { closeRun } from "../debugger/viewer";
import { chooseFolder, chooseSavePath, chooseWorkflow } from "./choosePath";

/* What menus, shortcuts and buttons do. None of these rejects: what goes wrong is told. */

function told<Args extends unknown[]>(action: (...args: Args) => Promise<void>): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      await action(...args);
    } catch (thrown) {
      tellProblem(thrown);
    }
  };
}

export const openFileDialog = told(async () => {
  const path = await chooseWorkflow();
  if (path !== null) await showWorkflow(path);
});

export const openFolderDialog = told(async () => {
  const path = await chooseFolder();
  if (path !== null) await openFolder(path);
});

export const openFolderAt = told(openFolder);

/** Opens a workflow file and shows it in place of whatever is shown. */
export const showWorkflow = told(async (path: string) => {
  await openWorkflow(path);
  closeRun();
});

export function showDocument(id: number): void {
  closeRun();
  activate(id);
}

/** Opens what was dropped or asked for from outside: a folder or a workflow. */
export const openAnything = told(async (path: string) => {
  if (/\.(json|ya?ml)$/i.test(path)) return showWorkflow(path);
  try {
    await openFolder(path);
  } catch {
    // No folder: then the problem of opening it as a file is the one to tell.
    await showWorkflow(path);
  }
});

/** Asks what a new workflow shall be. */
export function beginNew(): void {
  useDialogs.setState({ starters: true });
}

/** Begins a workflow: empty, or from a starter. */
export const startFrom = told(async (choice: NewDocumentArgs) => {
  useDialogs.setState({ starters: false });
  await newDocument(choice);
  closeRun();
});

/** Asks for a file and shows the document beside it. */
export const compareWithFile = told(async (id: number) => {
  const path = await chooseWorkflow("Compare with");
  if (path !== null) beginCompare(id, { against: "file", path });
});

export const openRecovery = told(async (recovery: Recovery) => {
  await openWorkflow(recovery.path);
  closeRun();
});

/** A file name for a document that has none. */
function suggestedPath(name: string, extension: string): string {
  const folder = useSession.getState().folder?.path;
  const file = `${name.replace(/[\\/:*?"<>|]+/g, "-")}.${extension}`;
  return folder === undefined ? file : `${folder}/${file}`;
}

/** Saves; asks for a path where there is none yet. `false`: it is not saved. */
export async function saveDocument(id: number): Promise<boolean> {
  try {
    const document = documentOf(id);
    if (document === null) return false;
    if (document.path === null) return await saveDocumentAs(id);
    const answer = await save(id);
    if (answer.result === "conflict") {
      useDialogs.setState({ conflict: id });
      return false;
    }
    return answer.result === "written";
  } catch (thrown) {
    const problem = HostProblem.from(thrown);
    tellProblem(problem);
    return false;
  }
}

export async function saveDocumentAs(id: number): Promise<boolean> {
  try {
    const document = documentOf(id);
    if (document === null) return false;
    const extension = document.format === "json" ? "asl.json" : "asl.yaml";
    const path = await chooseSavePath(
      "Save the workflow as",
      document.path ?? suggestedPath(document.name, extension),
      document.format === "json" ? ["asl.json", "json"] : ["asl.yaml", "yaml", "yml"],
    );
    if (path === null) return false;
    // The system's dialog has asked already whether to replace a file.
    let answer = await saveAs(id, path, host().native.saveFile !== undefined);
    if (answer.result === "exists") {
      const choice = await ask("Replace the file?", "There is a file of that name already. Replacing it loses what it holds.", [
        { id: "replace", label: "Replace", tone: "danger" },
      ], [path]);
      if (choice === null) return false;
      answer = await saveAs(id, path, true);
    }
    if (answer.result === "written") tell(`Saved as ${answer.path}${answer.mocks === null ? "" : `, with its mocks in ${answer.mocks}`}`, "ok");
    return answer.result === "written";
  } catch (thrown) {
    tellProblem(thrown);
    return false;
  }
}

export async function saveAll(): Promise<boolean> {
  for (const id of useDocuments.getState().order) {
    const document = documentOf(id);
    if (document !== null && isDirty(document) && !(await saveDocument(id))) return false;
  }
  return true;
}

/** Closes a document; asks when it has unsaved work. */
export const closeWithCare = told(async (id: number) => {
  if (await closeDocument(id, false)) return;
  const name = documentOf(id)?.name ?? "this workflow";
  const choice = await ask("Save before closing?", `${name} has changes that are not in its file.`, [
    { id: "discard", label: "Close without saving", tone: "danger" },
    { id: "save", label: "Save", tone: "primary" },
  ]);
  if (choice === "discard") await closeDocument(id, true);
  if (choice === "save" && (await saveDocument(id))) await closeDocument(id, false);
});

/** Asked before the desktop window closes. */
export async function mayCloseWindow(): Promise<boolean> {
  const { open, order } = useDocuments.getState();
  for (const id of order) await flushTyping(id).catch(() => undefined);
  const unsaved = order.flatMap((id) => {
    const document = open[id];
    return document !== undefined && isDirty(document) ? [document] : [];
  });
  if (unsaved.length === 0) return true;
  const text = unsaved.length === 1 ? "One workflow has" : `${unsaved.length} workflows have`;
  const choice = await ask(
    "Save before closing?",
    `${text} changes that are not in the file.`,
    [
      { id: "discard", label: "Close without saving", tone: "danger" },
      { id: "save", label: unsaved.length === 1 ? "Save" : "Save all", tone: "primary" },
    ],
    unsaved.map((document) => document.path ?? document.name),
  );
  if (choice === "save") return saveAll();
  if (choice === null) return false;
  for (const { id } of unsaved) await closeDocument(id, true).catch(() => undefined);
  return true;
}

/** Exports the shown document: to a file the person chooses, in a browser as a download. */
export const exportDocument = told(async (form: ExportForm) => {
  const document = activeDocument();
  if (document === null) return;
  await flushTyping(document.id);
  const { theme } = useTheme.getState();
  const base = { document: document.id, form, theme };
  if (host().native.saveFile !== undefined) {
    const extension = form === "json" || form === "yaml" ? `asl.${form}` : form;
    const path = await chooseSavePath(`Export as ${form.toUpperCase()}`, suggestedPath(document.name, extension), [extension]);
    if (path === null) return;
    const exported = await call("export_document", { ...base, path });
    tell(`Exported to ${exported.path ?? path}`, "ok");
    return;
  }
  const exported = await call("export_document", base);
  if (exported.base64 === null) return;
  download(exported.name, exported.media_type, exported.base64);
  tell(`Exported as ${exported.name}`, "ok");
});

function download(name: string, mediaType: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
