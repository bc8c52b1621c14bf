import type { ComponentProps, ReactNode } from "react";
import { Focusable, Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";
import { Kbd } from "./Kbd";
import styles from "./Tooltip.module.css";

export type TipPlacement = "top" | "bottom" | "left" | "right";

export interface TipProps {
  text: ReactNode;
  shortcut?: string | undefined;
  placement?: TipPlacement | undefined;
  /** A React Aria component (a button, a field). For a plain element use `TipOn`. */
  children: ReactNode;
}

/** A tooltip for a control: shown on hover after a moment, and on keyboard focus at once. */
export function Tip({ text, shortcut, placement = "bottom", children }: TipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className={styles.tip} placement={placement} offset={6}>
        <span className={styles.text}>{text}</span>
        {shortcut !== undefined && <Kbd keys={shortcut} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

/** A tooltip for a plain element such as a shortened name. */
export function TipOn({ text, placement = "bottom", children }: Omit<TipProps, "children"> & { children: FocusableChild }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <Focusable>{children}</Focusable>
      <AriaTooltip className={styles.tip} placement={placement} offset={6}>
        <span className={styles.text}>{text}</span>
      </AriaTooltip>
    </TooltipTrigger>
  );
}

type FocusableChild = ComponentProps<typeof Focusable>["children"];
