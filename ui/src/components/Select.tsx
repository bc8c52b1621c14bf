import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  type Key,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./Select.module.css";

export interface SelectOption<K extends Key = string> {
  id: K;
  label: string;
  /** Grey, behind the label. */
  detail?: string;
  icon?: ReactNode;
}

export interface SelectProps<K extends Key = string> {
  label: string;
  /** The label is read out only. */
  hideLabel?: boolean;
  /** The label stands before the field, as in the inspector. */
  inline?: boolean;
  /** Grey words inside the button before the value: "Test case **big-basket**". */
  prefix?: string;
  options: readonly SelectOption<K>[];
  value: K | null;
  placeholder?: string;
  isDisabled?: boolean;
  /** Has the focus when it appears. */
  autoFocus?: boolean;
  className?: string;
  onChange: (value: K) => void;
}

export function Select<K extends Key = string>(props: SelectProps<K>) {
  const { label, hideLabel, inline, prefix, options, value, placeholder, isDisabled, autoFocus, className, onChange } = props;
  return (
    <AriaSelect
      aria-label={hideLabel === true ? label : undefined}
      value={value}
      isDisabled={isDisabled}
      placeholder={placeholder ?? "Choose"}
      onChange={(key) => {
        if (key !== null) onChange(key as K);
      }}
      className={classes(styles.select, inline === true && styles.inline, className)}
    >
      {hideLabel !== true && <Label className={styles.label}>{label}</Label>}
      <Button autoFocus={autoFocus === true} className={styles.button}>
        {prefix !== undefined && <span className={styles.prefix}>{prefix}</span>}
        <SelectValue className={classes(styles.value, prefix !== undefined && styles.strong)}>
          {({ defaultChildren, isPlaceholder }) => {
            const chosen = options.find((option) => option.id === value);
            return isPlaceholder || chosen === undefined ? defaultChildren : chosen.label;
          }}
        </SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.item}>
              {option.icon}
              <span className={styles.itemLabel}>{option.label}</span>
              {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
              {option.id === value && <Check size={14} aria-hidden className={styles.check} />}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
