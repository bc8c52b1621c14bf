import { useState } from "react";
import { Select, type SelectOption } from "../../components";
import { sendEdits, useEditing } from "../editing";
import type { Edit } from "../../schema";
import styles from "./fields.module.css";

/** One of a list; written as soon as it is chosen. */
export function SelectRow<K extends string>({ field, label, hideLabel, options, value, placeholder, write, isDisabled }: {
  field: string;
  label: string;
  hideLabel?: boolean;
  options: readonly SelectOption<K>[];
  value: K | null;
  placeholder?: string;
  write: (value: K) => Edit[];
  isDisabled?: boolean;
}) {
  const editing = useEditing();
  const [refusal, setRefusal] = useState<string | null>(null);
  const control = (
    <div className={styles.control} data-testid={`field:${field}`}>
      <Select
        label={label}
        hideLabel
        options={options}
        value={value}
        isDisabled={editing.isDisabled || isDisabled === true}
        {...(placeholder === undefined ? {} : { placeholder })}
        onChange={(chosen) => {
          if (chosen !== value) void sendEdits(editing.document, editing.path, write(chosen)).then(setRefusal);
        }}
      />
      {refusal !== null && <p className={styles.error}>{refusal}</p>}
    </div>
  );
  if (hideLabel === true) return control;
  return (
    <div className={styles.pair}>
      <span className={styles.pairLabel} aria-hidden>{label}</span>
      {control}
    </div>
  );
}
