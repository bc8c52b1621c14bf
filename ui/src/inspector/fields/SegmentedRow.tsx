import { useState } from "react";
import { classes, Segmented } from "../../components";
import type { Edit } from "../../schema";
import { FieldLabel } from "../docs/FieldDoc";
import { sendEdits, useEditing } from "../editing";
import styles from "./fields.module.css";

/** One of a few; written as soon as it is chosen. */
export function SegmentedRow<K extends string>({ field, label, options, value, write, description }: {
  field: string;
  label: string;
  options: readonly { id: K; label: string; title?: string }[];
  value: K;
  write: (value: K) => Edit[];
  description?: string | undefined;
}) {
  const editing = useEditing();
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <div className={classes(styles.pair, styles.pairTop, options.length > 2 && styles.stacked)} data-row>
      <FieldLabel field={field} className={styles.pairLabel}>
        {label}
      </FieldLabel>
      <div className={styles.control} data-testid={`field:${field}`}>
        <Segmented
          label={label}
          wide
          options={options}
          value={value}
          isDisabled={editing.isDisabled}
          onChange={(chosen) => {
            if (chosen !== value) void sendEdits(editing.document, editing.path, write(chosen)).then(setRefusal);
          }}
        />
        {description !== undefined && <p className={styles.help}>{description}</p>}
        {refusal !== null && <p className={styles.error}>{refusal}</p>}
      </div>
    </div>
  );
}
