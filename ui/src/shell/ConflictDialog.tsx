import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import { Button, Dialog } from "../components";
import type { Conflict, Resolution } from "../schema";
import { conflictOf, documentOf, resolveConflict } from "../state/documents";
import { useTheme } from "../state/theme";
import { tellProblem } from "../state/toasts";
import styles from "./ConflictDialog.module.css";
import { mergeLook, named } from "./mergeLook";

/** Both sides of a document whose file was changed by another program; nothing is lost until the person chose. */
export default function ConflictDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [isEdited, setEdited] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const merge = useRef<MergeView | null>(null);
  const theme = useTheme((state) => state.theme);
  const name = documentOf(id)?.name ?? "The workflow";

  useEffect(() => {
    let stays = true;
    conflictOf(id).then(
      (found) => stays && setConflict(found),
      (thrown: unknown) => {
        tellProblem(thrown);
        onClose();
      },
    );
    return () => {
      stays = false;
    };
  }, [id, onClose]);

  useEffect(() => {
    const parent = place.current;
    if (conflict === null || parent === null) return undefined;
    const common = mergeLook(theme);
    const view = new MergeView({
      parent,
      a: { doc: conflict.theirs ?? "", extensions: [common, EditorState.readOnly.of(true), named("The file's text")] },
      b: {
        doc: conflict.mine,
        extensions: [common, named("Your text"), EditorView.updateListener.of((update) => update.docChanged && setEdited(true))],
      },
      revertControls: "a-to-b",
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    merge.current = view;
    return () => {
      merge.current = null;
      view.destroy();
    };
  }, [conflict, theme]);

  function end(choice: Resolution) {
    resolveConflict(id, choice).then(onClose, tellProblem);
  }

  const isGone = conflict !== null && conflict.theirs === null;
  return (
    <Dialog
      title={`${name} was changed on both sides`}
      size="full"
      isOpen
      isAsking
      flush
      onClose={onClose}
      footnote="Nothing is written to the file until you save."
      actions={
        <>
          <Button onPress={onClose}>Decide later</Button>
          <Button isDisabled={conflict === null || isGone} onPress={() => end({ keep: "theirs" })}>
            Take the file's text
          </Button>
          {isEdited ? (
            <Button
              variant="primary"
              onPress={() => end({ keep: "merged", text: merge.current?.b.state.doc.toString() ?? conflict?.mine ?? "" })}
            >
              Keep the text on the right
            </Button>
          ) : (
            <Button variant="primary" isDisabled={conflict === null} onPress={() => end({ keep: "mine" })}>
              Keep mine
            </Button>
          )}
        </>
      }
    >
      <div className={styles.sides}>
        <p>{isGone ? "The file is gone" : "The file, as another program wrote it"}</p>
        <p>Yours; the arrows take pieces over from the left, and you can type here</p>
      </div>
      <div ref={place} className={styles.merge} />
    </Dialog>
  );
}
