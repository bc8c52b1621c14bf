import { ChangeSet } from "@codemirror/state";
import { closeRun } from "../debugger/viewer";
import { documentOf, newDocument, typeText } from "../state/documents";
import { editorText } from "../state/documentText";
import { tell, tellProblem } from "../state/toasts";
import { useDropHint } from "./dropHint";

/** As much as the workbench opens itself. */
const largest = 8 * 1024 * 1024;

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/**
 * Files dropped on the page in a browser. It does not tell where they lie, so each becomes a new workflow with
 * the file's text, which the person saves where they want it.
 */
export function acceptDrops(): void {
  window.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    useDropHint.setState({ isOver: true });
  });
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) useDropHint.setState({ isOver: false });
  });
  window.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    useDropHint.setState({ isOver: false });
    for (const file of event.dataTransfer?.files ?? []) openCopy(file).catch(tellProblem);
  });
}

async function openCopy(file: File): Promise<void> {
  if (file.size > largest) {
    tell(`${file.name} is too large to drop here. Open it by its path instead.`, "fail");
    return;
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    tell(`${file.name} is no text. Drop a workflow written as JSON or YAML.`, "fail");
    return;
  }
  const id = await newDocument();
  closeRun();
  const length = documentOf(id)?.text.shown.length ?? 0;
  typeText(id, ChangeSet.of([{ from: 0, to: length, insert: editorText(text) }], length));
  tell(`This is a copy of ${file.name}: a browser does not tell where a file lies. Save it where you want it.`);
}
