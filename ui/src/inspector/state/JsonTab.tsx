import { useEditing } from "../editing";
import { JsonEditor } from "../fields/JsonEditor";
import { useDraft } from "../fields/useDraft";
import styles from "../Inspector.module.css";
import { jsonProblem } from "../model/edits";
import { dedent } from "../model/rawText";

/** The state's text as it is written, so that no field is out of reach. */
export function JsonTab() {
  const { path, detail, isDisabled } = useEditing();
  const draft = useDraft(dedent(detail?.text ?? ""), (text) => {
    const refused = jsonProblem(text);
    return refused === null ? { edits: [{ edit: "replace_state_text", state: path, text }] } : { refused };
  }, { lines: true });
  return (
    <div className={styles.jsonTab} data-testid="field:JSON">
      <JsonEditor
        value={draft.text}
        label={`JSON of ${detail?.name ?? "the state"}`}
        isTall
        isDisabled={isDisabled}
        onChange={draft.change}
        onCommit={draft.commit}
        onEscape={draft.restore}
      />
      <div className={styles.jsonFoot}>
        <p className={draft.error === undefined ? undefined : styles.bad} role={draft.error === undefined ? undefined : "alert"}>
          {draft.error ?? "Written when it is left or with Ctrl Enter."}
        </p>
      </div>
    </div>
  );
}
