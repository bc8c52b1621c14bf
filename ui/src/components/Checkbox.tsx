import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import { Check, Minus } from "lucide-react";
import styles from "./Checkbox.module.css";

/** A box to tick, with its words behind it. */
export function Checkbox({ isSelected, isIndeterminate, isDisabled, onChange, children }: {
  isSelected: boolean;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  onChange: (isSelected: boolean) => void;
  children: ReactNode;
}) {
  return (
    <AriaCheckbox
      className={styles.checkbox}
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      isDisabled={isDisabled}
      onChange={onChange}
    >
      <span className={styles.box}>
        {isIndeterminate === true ? <Minus size={12} aria-hidden /> : isSelected && <Check size={12} aria-hidden />}
      </span>
      {children}
    </AriaCheckbox>
  );
}
