import { call, HostProblem } from "../host";
import type { Compared, CompareWith } from "../schema";
import { useDialogs } from "../state/dialogs";
import { documentOf, flushTyping } from "../state/documents";

export interface Comparison {
  /** The document that is compared. */
  document: number;
  name: string;
  with: CompareWith;
}

/** Shows a document beside another text of it. */
export function beginCompare(document: number, against: CompareWith): void {
  const name = documentOf(document)?.name ?? "The workflow";
  useDialogs.setState({ compare: { document, name, with: against } });
}

/** Rejects with what is in the way, as a sentence that says what to do. */
export async function compared({ document, with: against }: Comparison): Promise<Compared> {
  try {
    await flushTyping(document);
    return await call("compare", { document, with: against });
  } catch (thrown) {
    throw HostProblem.from(thrown);
  }
}
