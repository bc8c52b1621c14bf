import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import styles from "./Button.module.css";
import { classes } from "./classes";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  /** `primary` is the one thing to do here; `quiet` has no border until hovered. */
  variant?: "plain" | "primary" | "quiet" | "danger";
  icon?: ReactNode;
  /** What stands behind the label: a shortcut, an arrow. */
  trailing?: ReactNode;
  className?: string;
  children?: ReactNode;
}

export function Button({ variant = "plain", icon, trailing, className, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classes(styles.button, styles[variant], className)}>
      {icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
      {trailing}
    </AriaButton>
  );
}
