import { call, HostProblem } from "../../host";
import { flushTyping } from "../../state/documents";
import { tell, tellProblem } from "../../state/toasts";
import { nameOfKey } from "../../state/stateKey";
import { removeEdit } from "../model/edits";
import type { SlotPlace } from "../model/slots";
import { currentSource } from "../source";
import { chosenStates } from "./actions";
import { change, mayEdit } from "./changes";
import { isInCanvas } from "./focus";
import { insertText, insertTextHere } from "./insertText";

/** The text of states, as the workbench writes it. */
export async function textOf(document: number, states: readonly string[]): Promise<string> {
  await flushTyping(document);
  return (await call("states_text", { document, states: [...states] })).text;
}

/**
 * Puts a text into the clipboard that is on its way. Engines that allow it only right behind a key press take the promise;
 * the others the text.
 */
async function writeClipboard(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === "undefined") {
    await navigator.clipboard.writeText(await text);
    return;
  }
  const blob = text.then((written) => new Blob([written], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function howMany(keys: readonly string[]): string {
  return keys.length === 1 ? nameOfKey(keys[0]!) : `${keys.length} states`;
}

/** Whether states are selected that can be copied. Text that is marked somewhere is meant rather than they. */
export function canCopy(): boolean {
  return isInCanvas() && currentSource()?.run === false && chosenStates().length > 0 && (window.getSelection()?.isCollapsed ?? true);
}

/** Copies the selected states as ASL text. `false`: nothing was copied, and the person knows why. */
async function copy(keys: readonly string[]): Promise<boolean> {
  const document = currentSource()?.editable ?? null;
  if (document === null || keys.length === 0) return false;
  const text = textOf(document, keys);
  try {
    await writeClipboard(text);
    return true;
  } catch (thrown) {
    try {
      await text;
    } catch (refused) {
      tellProblem(refused);
      return false;
    }
    tell(`The clipboard cannot be written (${HostProblem.from(thrown).message}). Copy the text in the code pane instead.`, "caught");
    return false;
  }
}

export async function copySelected(): Promise<void> {
  if (!mayEdit()) return;
  const keys = chosenStates();
  if (await copy(keys)) tell(`${howMany(keys)} copied as ASL.`, "ok");
}

export async function cutSelected(): Promise<void> {
  if (!mayEdit()) return;
  const keys = chosenStates();
  if (await copy(keys)) await change([removeEdit(keys)]);
}

/** Pastes from a menu, where no key press has brought the text along. */
export async function pasteFromClipboard(): Promise<void> {
  if (!mayEdit()) return;
  let text: string;
  try {
    text = await navigator.clipboard.readText();
  } catch {
    tell("The clipboard may not be read from a menu here. Press Ctrl V to paste.", "caught");
    return;
  }
  await insertTextHere(text);
}

/** Copies of the selected states behind them, as one piece. */
export async function duplicateSelected(): Promise<void> {
  const document = currentSource()?.editable ?? null;
  const keys = chosenStates();
  if (!mayEdit() || document === null || keys.length === 0) return;
  try {
    await insertTextHere(await textOf(document, keys));
  } catch (thrown) {
    tellProblem(thrown);
  }
}

/** Copies of states in a slot, as one piece; they are selected. */
export async function copyStates(keys: readonly string[], into: SlotPlace): Promise<void> {
  const document = currentSource()?.editable ?? null;
  if (!mayEdit() || document === null) return;
  try {
    await insertText(await textOf(document, keys), into);
  } catch (thrown) {
    tellProblem(thrown);
  }
}

/** Listens to the browser's own paste, which brings the clipboard's text without asking for leave. */
export function takePastes(): () => void {
  const isMine = (): boolean => isInCanvas() && currentSource() !== null;
  const onPaste = (event: ClipboardEvent): void => {
    if (event.defaultPrevented || !isMine()) return;
    event.preventDefault();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (mayEdit()) void insertTextHere(text);
  };
  // WebKit makes no paste event outside of fields unless this one is taken.
  const onBefore = (event: Event): void => {
    if (isMine()) event.preventDefault();
  };
  document.addEventListener("paste", onPaste);
  document.addEventListener("beforepaste", onBefore);
  return () => {
    document.removeEventListener("paste", onPaste);
    document.removeEventListener("beforepaste", onBefore);
  };
}
