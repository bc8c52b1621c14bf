import type { InputHTMLAttributes, ReactNode, Ref } from "react";
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
  inputRef?: Ref<HTMLInputElement>;
  /** What the line says of itself beyond the field: that it has a list. */
  inputProps?: InputHTMLAttributes<HTMLInputElement>;
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
            <Input ref={inputRef} className={styles.input} placeholder={placeholder} spellCheck={false} {...inputProps} />
          ) : (
            <TextArea className={styles.input} placeholder={placeholder} rows={rows} spellCheck={false} />
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
