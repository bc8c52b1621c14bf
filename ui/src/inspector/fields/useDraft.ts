import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { tell } from "../../state/toasts";
import type { Written } from "../model/edits";
import { sendEdits, useEditing } from "../editing";

export interface Draft {
  text: string;
  error: string | undefined;
  change: (text: string) => void;
  /** Writes it, where it differs from what is shown. */
  commit: () => void;
  /** Back to what the document says; `false` when it says so already. */
  restore: () => boolean;
  /** Enter writes, Escape restores. For the element around the control. */
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * What the person writes in a control, until it is written to the document: on Enter, when the control is left, when
 * it goes, and before a shortcut such as the one for Save.
 */
export function useDraft(shown: string, write: (text: string) => Written, options: { lines?: boolean } = {}): Draft {
  const { document, path } = useEditing();
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | undefined>();
  const underway = useRef<string | null>(null);

  const isGone = useRef(false);

  const commit = (text: string | null): void => {
    // Enter wrote it, and now it is left.
    if (text !== null && text === underway.current) return;
    if (text === null || text === shown) {
      setDraft(null);
      setError(undefined);
      return;
    }
    const written = write(text);
    if ("refused" in written) {
      setError(written.refused);
      return;
    }
    underway.current = text;
    void sendEdits(document, path, written.edits).then((refusal) => {
      underway.current = null;
      if (isGone.current && refusal !== null) tell(refusal, "caught");
      setError(refusal ?? undefined);
      // What was typed since is kept.
      if (refusal === null) setDraft((now) => (now === text ? null : now));
    });
  };

  const leave = (): void => {
    if (draft === null || draft === shown) return;
    const written = write(draft);
    if ("refused" in written) {
      tell(`Not kept: ${written.refused}`, "caught");
      return;
    }
    void sendEdits(document, path, written.edits).then((refusal) => {
      if (refusal !== null) tell(refusal, "caught");
    });
  };
  const leaving = useRef(leave);
  const sent = useRef(false);
  useLayoutEffect(() => {
    leaving.current = leave;
    sent.current = error === undefined && sent.current;
  });
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      if (!sent.current) leaving.current();
    };
  }, []);

  const restore = (): boolean => {
    if (draft === null && error === undefined) return false;
    sent.current = false;
    setDraft(null);
    setError(undefined);
    return true;
  };

  const now = draft ?? shown;
  return {
    text: now,
    error,
    change: (text) => {
      sent.current = false;
      setDraft(text);
      setError(undefined);
    },
    commit: () => {
      // What is on its way need not be sent again when the control goes.
      sent.current = true;
      commit(draft);
    },
    restore,
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing) return;
      const isMod = event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && (options.lines !== true || isMod)) {
        event.preventDefault();
        sent.current = true;
        commit(draft);
      } else if (event.key === "Escape") {
        if (restore()) event.preventDefault();
      } else if ((isMod && event.key.toLowerCase() === "s") || event.key === "F5") {
        sent.current = true;
        commit(draft);
      }
    },
  };
}
