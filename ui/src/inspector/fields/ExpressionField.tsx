import { call } from "../../host";
import { useEditing } from "../editing";
import { completionInside, expressionText } from "../model/expressionText";
import { pointerOf, type Written } from "../model/edits";
import type { Way } from "../model/rawText";
import { Preview } from "../preview/Preview";
import styles from "./fields.module.css";
import { JsonEditor } from "./JsonEditor";
import { useDraft } from "./useDraft";

/** A JSONata expression without its braces, completed where it is written, with what it gives. */
export function ExpressionField({ field, label, way, value, write }: { field: string; label: string; way: Way; value: string; write: (text: string) => Written }) {
  const { document, detail, isDisabled } = useEditing();
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
          const answer = await call("complete_draft", { document, state: detail?.key ?? "", pointer: pointerOf(way), text: inside.json, position: inside.into(position) });
          return completionInside(answer, inside);
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
