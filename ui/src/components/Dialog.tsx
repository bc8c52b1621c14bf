import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { classes } from "./classes";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton";

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** `wide` for diffs and lists, `full` for nearly the whole window. */
  size?: "normal" | "wide" | "full";
  /** Asks something: a click beside it does not close it. */
  isAsking?: boolean;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** Left of the buttons: a hint, a check box. */
  footnote?: ReactNode;
  /** The content has no padding of its own place. */
  flush?: boolean;
  /** The content has nothing that takes the focus: it takes it itself, to be scrolled with the keyboard. */
  isText?: boolean;
  children: ReactNode;
}

export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, size = "normal", isAsking, actions, footnote, flush, isText, children } = props;
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable={isAsking !== true}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={styles.overlay}
    >
      <Modal className={classes(styles.modal, styles[size])}>
        <AriaDialog className={styles.dialog} role={isAsking === true ? "alertdialog" : "dialog"}>
          <header className={styles.header}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            <IconButton label="Close" shortcut="Esc" icon={<X size={16} aria-hidden />} onPress={onClose} />
          </header>
          <div
            className={classes(styles.body, flush === true && styles.flush)}
            {...(isText === true ? { tabIndex: 0, role: "region", "aria-label": title } : {})}
          >
            {children}
          </div>
          {(actions !== undefined || footnote !== undefined) && (
            <footer className={styles.footer}>
              <div className={styles.footnote}>{footnote}</div>
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
