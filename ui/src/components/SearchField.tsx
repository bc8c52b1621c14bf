import { Search, X } from "lucide-react";
import type { Ref } from "react";
import { Button, Input, SearchField as AriaSearchField, type SearchFieldProps as AriaProps } from "react-aria-components";
import { classes } from "./classes";
import styles from "./SearchField.module.css";

export interface SearchFieldProps extends Omit<AriaProps, "className" | "style" | "children"> {
  /** Read out, and shown while empty. */
  label: string;
  className?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function SearchField({ label, className, inputRef, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={classes(styles.field, className)}>
      <Search size={16} aria-hidden />
      <Input ref={inputRef} className={styles.input} placeholder={label} spellCheck={false} />
      <Button className={styles.clear} aria-label="Clear">
        <X size={14} aria-hidden />
      </Button>
    </AriaSearchField>
  );
}
