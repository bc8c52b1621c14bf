import type { OpenDocument } from "../state/documents";

/** Why the form can't change anything now; `null` when it can. */
export function notEditable(document: OpenDocument): string | null {
  if (!document.reading.current) {
    return `The text can't be read now, so the form rests. ${document.reading.reason ?? ""} Repair it in the code pane.`.replace("  ", " ");
  }
  return null;
}
