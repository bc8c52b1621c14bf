import type { ChangeSet } from "@codemirror/state";

/** Changes that the workbench made, which the editor takes once the canvas has been drawn. */
export interface Late {
  /** Puts changes behind those that wait. */
  take: (changes: ChangeSet) => void;
  /** Has the editor take what waits, at once: before anything that goes by the places of the newest text. */
  catchUp: () => void;
  /** What was typed in the editor, as it is in the newest text; what waits is then what it is in the editor's. */
  typed: (changes: ChangeSet) => ChangeSet;
  stop: () => void;
}

/** How long they wait at most, in milliseconds, where no frame is drawn: in a window that nobody sees. */
const longest = 200;

/**
 * The editor is the slowest to draw a change, and the text is not where one looks after a change of the diagram: it comes a frame later. Meanwhile
 * the document is ahead of the editor.
 */
export function late(apply: (changes: ChangeSet) => void): Late {
  let waiting: ChangeSet | null = null;
  let stops: (() => void) | null = null;

  const catchUp = (): void => {
    stops?.();
    stops = null;
    const changes = waiting;
    waiting = null;
    if (changes !== null) apply(changes);
  };
  const begin = (): void => {
    let after: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      after = setTimeout(catchUp);
    });
    const atLast = setTimeout(catchUp, longest);
    stops = () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
      clearTimeout(atLast);
    };
  };
  return {
    take: (changes) => {
      waiting = waiting === null ? changes : waiting.compose(changes);
      if (stops === null) begin();
    },
    catchUp,
    typed: (changes) => {
      if (waiting === null) return changes;
      const ahead = changes.map(waiting, true);
      waiting = waiting.map(changes);
      return ahead;
    },
    stop: () => {
      stops?.();
      stops = null;
      waiting = null;
    },
  };
}
