import { tell } from "../state/toasts";

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(`${what} copied.`, "ok");
  } catch {
    tell(`The clipboard could not be written. Select the text and copy it with the keyboard.`, "caught");
  }
}
