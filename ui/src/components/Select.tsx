import { Check, ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
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

/** Options of which there may be a thousand: made one by one for what is chosen, and all only for who is about to choose. */
export interface ManyOptions<K extends Key = string> {
  find: (id: K) => SelectOption<K> | null;
  all: () => readonly SelectOption<K>[];
}

/** From here on a list is given to the field only once the pointer or the focus is on it: each option costs when the field appears. */
const many = 50;

export interface SelectProps<K extends Key = string> {
  label: string;
  /** The label is read out only. */
  hideLabel?: boolean;
  /** The label stands before the field, as in the inspector. */
  inline?: boolean;
  /** Grey words inside the button before the value: "Test case **big-basket**". */
  prefix?: string;
  options: readonly SelectOption<K>[] | ManyOptions<K>;
  value: K | null;
  placeholder?: string;
  isDisabled?: boolean;
  /** Has the focus when it appears. */
  autoFocus?: boolean;
  className?: string;
  onChange: (value: K) => void;
}

function isList<K extends Key>(options: SelectProps<K>["options"]): options is readonly SelectOption<K>[] {
  return Array.isArray(options);
}

function offered<K extends Key>(options: SelectProps<K>["options"], value: K | null, isNear: boolean): readonly SelectOption<K>[] {
  if (isList(options)) return isNear || options.length <= many ? options : options.filter(({ id }) => id === value);
  if (isNear) return options.all();
  const chosen = value === null ? null : options.find(value);
  return chosen === null ? [] : [chosen];
}

export function Select<K extends Key = string>(props: SelectProps<K>) {
  const { label, hideLabel, inline, prefix, options, value, placeholder, isDisabled, autoFocus, className, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(autoFocus === true);
  const list = offered(options, value, isOpen || isHovered || isFocused);
  return (
    <AriaSelect
      aria-label={hideLabel === true ? label : undefined}
      value={value}
      isDisabled={isDisabled}
      isOpen={isOpen}
      onOpenChange={setOpen}
      placeholder={placeholder ?? "Choose"}
      onChange={(key) => {
        if (key !== null) onChange(key as K);
      }}
      className={classes(styles.select, inline === true && styles.inline, className)}
    >
      {hideLabel !== true && <Label className={styles.label}>{label}</Label>}
      <Button autoFocus={autoFocus === true} className={styles.button} onHoverChange={setHovered} onFocusChange={setFocused}>
        {prefix !== undefined && <span className={styles.prefix}>{prefix}</span>}
        <SelectValue className={classes(styles.value, prefix !== undefined && styles.strong)}>
          {({ defaultChildren, isPlaceholder }) => {
            const chosen = list.find((option) => option.id === value);
            return isPlaceholder || chosen === undefined ? defaultChildren : chosen.label;
          }}
        </SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list} items={list}>
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
