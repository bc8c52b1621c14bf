import type { AriaAttributes, ReactNode, RefObject } from "react";
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./TextField.module.css";

export type TextInput = HTMLInputElement | HTMLTextAreaElement;

export interface TextFieldProps extends Omit<AriaTextFieldProps, "className" | "style" | "children"> {
  label?: string;
  placeholder?: string;
  description?: ReactNode;
  error?: string | undefined;
  icon?: ReactNode;
  /** Unit or hint at the right end. */
  suffix?: ReactNode;
  /** Data is set in the code type. */
  mono?: boolean;
  /** More than one line: a text area of that height. */
  rows?: number;
  /** The label stands before the field, as in the inspector. */
  inline?: boolean;
  className?: string;
  /** The line, or the area where there are more. */
  inputRef?: RefObject<TextInput | null>;
  /** What the line says of itself beyond the field: that it has a list. */
  inputProps?: AriaAttributes & { autoComplete?: string };
}

export function TextField(props: TextFieldProps) {
  const { label, placeholder, description, error, icon, suffix, mono, rows, inline, className, inputRef, inputProps, ...rest } = props;
  return (
    <AriaTextField
      {...rest}
      isInvalid={error !== undefined || rest.isInvalid === true}
      className={classes(styles.field, inline === true && styles.inline, className)}
    >
      {label !== undefined && <Label className={styles.label}>{label}</Label>}
      <div className={styles.column}>
        <div className={classes(styles.box, rows !== undefined && styles.tall, mono === true && styles.mono)}>
          {icon}
          {rows === undefined ? (
            <Input ref={inputRef as RefObject<HTMLInputElement | null> | undefined} className={styles.input} placeholder={placeholder} spellCheck={false} {...inputProps} />
          ) : (
            <TextArea ref={inputRef as RefObject<HTMLTextAreaElement | null> | undefined} className={styles.input} placeholder={placeholder} rows={rows} spellCheck={false} {...inputProps} />
          )}
          {suffix !== undefined && <span className={styles.suffix}>{suffix}</span>}
        </div>
        {description !== undefined && error === undefined && (
          <Text slot="description" className={styles.description}>
            {description}
          </Text>
        )}
        {error !== undefined && <FieldError className={styles.error}>{error}</FieldError>}
      </div>
    </AriaTextField>
  );
}
