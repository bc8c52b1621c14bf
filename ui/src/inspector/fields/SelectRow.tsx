import { useState } from "react";
import { Select, type SelectProps } from "../../components";
import { FieldLabel } from "../docs/FieldDoc";
import { sendEdits, useEditing } from "../editing";
import type { Edit } from "../../schema";
import styles from "./fields.module.css";

/** One of a list; written as soon as it is chosen. */
export function SelectRow<K extends string>({ field, label, hideLabel, options, value, placeholder, write, isDisabled, also }: {
  field: string;
  label: string;
  hideLabel?: boolean;
  options: SelectProps<K>["options"];
  value: K | null;
  placeholder?: string;
  write: (value: K) => Edit[];
  isDisabled?: boolean;
  /** Further fields that this control writes. */
  also?: string | undefined;
}) {
  const editing = useEditing();
  const [refusal, setRefusal] = useState<string | null>(null);
  const control = (
    <div className={styles.control} data-testid={`field:${field}`} data-fields={also}>
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
    <div className={styles.pair} data-row>
      <FieldLabel field={field.split(".").at(-1) ?? field} className={styles.pairLabel}>
        {label}
      </FieldLabel>
      {control}
    </div>
  );
}
