import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup, type Key } from "react-aria-components";
import { classes } from "./classes";
import styles from "./Segmented.module.css";

export interface SegmentedProps<K extends Key = string> {
  label: string;
  options: readonly { id: K; label: ReactNode; title?: string }[];
  value: K;
  onChange: (value: K) => void;
  /** Fills the width of its place. */
  wide?: boolean;
  isDisabled?: boolean;
}

/** One of a few: "Tree | Changes | Text". */
export function Segmented<K extends Key = string>({ label, options, value, onChange, wide, isDisabled }: SegmentedProps<K>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      isDisabled={isDisabled}
      onSelectionChange={(keys) => {
        const [first] = keys;
        if (first !== undefined) onChange(first as K);
      }}
      className={classes(styles.group, wide === true && styles.wide)}
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id} className={styles.option} aria-label={option.title}>
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
