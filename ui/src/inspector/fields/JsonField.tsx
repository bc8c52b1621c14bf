import { Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "../../components";
import { FieldLabel } from "../docs/FieldDoc";
import { sendEdits, useEditing } from "../editing";
import { useCompleteDraft } from "../completion/useCompleteDraft";
import { rawNow } from "../model/ahead";
import { jsonProblem, setAt, setRaw } from "../model/edits";
import type { Way } from "../model/rawText";
import styles from "./fields.module.css";
import { Preview } from "../preview/Preview";
import { JsonEditor } from "./JsonEditor";
import { useDraft } from "./useDraft";

/** A field that holds JSON, as its text. What is not there can be added, what is there removed. */
export function JsonField({ title, way, note, hint, start = "{\n  \n}", isRequired, isBare, keepsEmpty }: {
  title: string;
  way: Way;
  /** Behind the title. */
  note?: ReactNode;
  /** What it is for, while it is not there. */
  hint?: string;
  /** What an added field begins with. */
  start?: string;
  isRequired?: boolean;
  /** The title stands elsewhere. */
  isBare?: boolean;
  /** The editor stands there also while the field does not. */
  keepsEmpty?: boolean;
}) {
  const { document, path, detail, isDisabled } = useEditing();
  const [isAdding, setAdding] = useState(false);
  const raw = detail === null ? null : rawNow(detail, way);
  const field = String(way.findLast((step) => typeof step === "string") ?? "");
  const isShown = raw !== null || isAdding || keepsEmpty === true;
  const text = isShown && <JsonText key={raw === null ? "new" : "there"} title={title} way={way} raw={raw} start={start} isNew={isAdding && raw === null} onLeft={() => setAdding(false)} />;
  if (isBare === true) return text;
  return (
    <section className={styles.json} data-testid={`field:${field}`} aria-label={title} data-row>
      <div className={styles.head}>
        <h3>
          <FieldLabel field={field}>{title}</FieldLabel>
        </h3>
        {note}
        {!isShown && hint !== undefined && <span className={styles.headNote} title={hint}>{hint}</span>}
        <span className={styles.gap} />
        {!isShown && <IconButton label={`Add ${title}`} isDisabled={isDisabled} icon={<Plus size={16} aria-hidden />} onPress={() => setAdding(true)} />}
        {isShown && isRequired !== true && (raw !== null || isAdding) && (
          <IconButton
            label={`Remove ${title}`}
            isDisabled={isDisabled}
            icon={<Trash2 size={16} aria-hidden />}
            onPress={() => {
              setAdding(false);
              if (raw !== null) void sendEdits(document, path, [setAt(path, way, undefined)]);
            }}
          />
        )}
      </div>
      {text}
    </section>
  );
}

function JsonText({ title, way, raw, start, isNew, onLeft }: { title: string; way: Way; raw: string | null; start: string; isNew: boolean; onLeft: () => void }) {
  const { path, isDisabled } = useEditing();
  const complete = useCompleteDraft();
  const shown = raw ?? (isNew ? start : "");
  const draft = useDraft(shown, (text) => {
    if (raw === null && text.trim() === "") return { edits: [] };
    const refused = jsonProblem(text);
    return refused === null ? { edits: [setRaw(path, way, text.trim())] } : { refused };
  }, { lines: true });
  return (
    <>
      <JsonEditor
        value={draft.text}
        label={title}
        isDisabled={isDisabled}
        isBad={draft.error !== undefined}
        autoFocus={isNew}
        complete={(text, position) => complete(way, text, position)}
        onChange={draft.change}
        onCommit={(text) => {
          draft.commit();
          if (text.replace(/\s/g, "") === start.replace(/\s/g, "")) onLeft();
        }}
        onEscape={() => {
          const restored = draft.restore();
          if (isNew) onLeft();
          return restored || isNew;
        }}
      />
      {draft.error !== undefined && <p className={styles.error} role="alert">{draft.error}</p>}
      {(raw !== null || isNew) && <Preview way={way} json={draft.text} />}
    </>
  );
}
