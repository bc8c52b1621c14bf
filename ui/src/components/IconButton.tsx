import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { classes } from "./classes";
import styles from "./IconButton.module.css";
import { Tip, type TipPlacement } from "./Tooltip";

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children" | "aria-label"> {
  /** Says what it does; shown as the tooltip and read out. */
  label: string;
  icon: ReactNode;
  /** As `shortcutText` writes it, for the tooltip. */
  shortcut?: string;
  /** For buttons that stay on. */
  isOn?: boolean;
  placement?: TipPlacement;
  className?: string;
}

export function IconButton({ label, icon, shortcut, isOn, placement, className, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} shortcut={shortcut} placement={placement}>
      <AriaButton
        {...rest}
        aria-label={label}
        aria-pressed={isOn}
        className={classes(styles.button, isOn === true && styles.on, className)}
      >
        {icon}
      </AriaButton>
    </Tip>
  );
}
