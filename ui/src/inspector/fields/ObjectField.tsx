import { Braces, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "../../components";
import { FieldLabel, ObjectContext } from "../docs/FieldDoc";
import { sendEdits, useEditing } from "../editing";
import { setAt } from "../model/edits";
import type { Way } from "../model/rawText";
import { objectOf } from "../state/stateFields";
import styles from "./fields.module.css";
import { JsonField } from "./JsonField";

/** A field that holds an object with a form of its own; its JSON is a click away. */
export function ObjectField({ title, object, way, value, hint, start, note, children }: {
  title: string;
  /** What the language calls it: `item reader`. */
  object: string;
  way: Way;
  value: unknown;
  hint: string;
  /** What it begins with. */
  start: Record<string, unknown>;
  /** Behind the title. */
  note?: ReactNode;
  children: ReactNode;
}) {
  const { document, path, isDisabled } = useEditing();
  const [isJson, setJson] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = (to: unknown) => void sendEdits(document, path, [setAt(path, way, to)]).then(setRefusal);
  const field = String(way.at(-1) ?? "");
  const isThere = value !== undefined;
  // What is no object has no form.
  const hasForm = isThere && Object.is(objectOf(value), value);
  const showJson = isThere && (isJson || !hasForm);
  return (
    <section className={styles.json} data-testid={`field:${field}`} aria-label={title} data-row>
      <div className={styles.head}>
        <h3>
          <FieldLabel field={field}>{title}</FieldLabel>
        </h3>
        {note}
        {!isThere && (
          <span className={styles.headNote} title={hint}>
            {hint}
          </span>
        )}
        <span className={styles.gap} />
        {hasForm && <IconButton label={`${title} as JSON`} isOn={isJson} icon={<Braces size={16} aria-hidden />} onPress={() => setJson(!isJson)} />}
        {isThere ? (
          <IconButton label={`Remove ${title}`} isDisabled={isDisabled} icon={<Trash2 size={16} aria-hidden />} onPress={() => send(undefined)} />
        ) : (
          <IconButton label={`Add ${title}`} isDisabled={isDisabled} icon={<Plus size={16} aria-hidden />} onPress={() => send(start)} />
        )}
      </div>
      {refusal !== null && <p className={styles.error}>{refusal}</p>}
      {hasForm && !showJson && (
        <ObjectContext value={object}>
          <div className={styles.objectForm}>{children}</div>
        </ObjectContext>
      )}
      {showJson && <JsonField title={title} way={way} isRequired isBare />}
    </section>
  );
}
