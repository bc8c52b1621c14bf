import type { Picture, PictureView } from "../schema";
import { activeDocument, type OpenDocument, useDocuments } from "../state/documents";
import { type RunView, useRunView } from "../state/runView";

/** What the canvas draws: the document that the window shows, or the execution that is open. */
export interface Source {
  /** Names it; another one is another diagram, drawn anew. */
  id: string;
  picture: Picture;
  /** The document whose states can be edited here; none in an execution and while the text is broken. */
  editable: number | null;
  /** The document whose picture it is; none in an execution. */
  document: number | null;
  /** Why the picture is not that of the text; none while it is. */
  stale: string | null;
  /** The picture is of what can be read of the text, which is broken. */
  partial: boolean;
  run: boolean;
  /** How much of the document, or of what ran, the picture shows. */
  view: PictureView;
  /** The text has nothing in it yet: a first state begins the state machine too. */
  blank: boolean;
}

/** A picture of nothing. */
export const nothing: Picture = { width: 0, height: 0, nodes: [], edges: [], notes: [], direction: "down" };

/** Only white space, or an empty object. */
function isBlank(document: OpenDocument): boolean {
  const { shown } = document.text;
  return shown.length < 200 && /^\s*(\{\s*\})?\s*$/.test(shown.toString());
}

function source(document: OpenDocument | null, runView: RunView | null): Source | null {
  if (runView !== null) {
    return { id: `run ${runView.run.arn}`, picture: runView.picture, editable: null, document: null, stale: null, partial: false, run: true, view: runView.view, blank: false };
  }
  if (document === null) return null;
  const { current, partial, reason, picture } = document.reading;
  const blank = document.format === "json" && isBlank(document);
  return {
    id: `document ${document.id}`,
    picture: blank ? nothing : picture,
    editable: current || blank ? document.id : null,
    document: document.id,
    stale: current || blank ? null : (reason ?? "The text cannot be read."),
    partial: partial && !blank,
    run: false,
    view: document.reading.view,
    blank,
  };
}

export function useSource(): Source | null {
  const document = useDocuments(({ open, active }) => (active === null ? null : (open[active] ?? null)));
  const runView = useRunView((state) => state.runView);
  return source(document, runView);
}

/** What the canvas draws right now, for gestures and commands. */
export function currentSource(): Source | null {
  return source(activeDocument(), useRunView.getState().runView);
}
