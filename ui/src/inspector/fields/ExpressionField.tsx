import { useCompleteDraft } from "../completion/useCompleteDraft";
import { useEditing } from "../editing";
import type { Written } from "../model/edits";
import { completionInside, expressionText } from "../model/quotedText";
import type { Way } from "../model/rawText";
import { Preview } from "../preview/Preview";
import styles from "./fields.module.css";
import { JsonEditor } from "./JsonEditor";
import { useDraft } from "./useDraft";

/** A JSONata expression without its braces, completed where it is written, with what it gives. */
export function ExpressionField({ field, label, way, value, write }: { field: string; label: string; way: Way; value: string; write: (text: string) => Written }) {
  const { isDisabled } = useEditing();
  const complete = useCompleteDraft();
  const draft = useDraft(value, write, { lines: true });
  return (
    <div className={styles.json} data-testid={`field:${field}`}>
      <JsonEditor
        value={draft.text}
        label={label}
        isExpression
        isDisabled={isDisabled}
        isBad={draft.error !== undefined}
        onChange={draft.change}
        onCommit={draft.commit}
        onEscape={draft.restore}
        complete={async (text, position) => {
          const inside = expressionText(text);
          return completionInside(await complete(way, inside.json, inside.into(position)), inside);
        }}
      />
      {draft.error !== undefined && (
        <p className={styles.error} role="alert">
          {draft.error}
        </p>
      )}
      <Preview way={way} json={expressionText(draft.text).json} />
    </div>
  );
}
