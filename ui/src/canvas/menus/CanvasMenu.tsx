import { type ReactNode, useRef } from "react";
import { Popover } from "react-aria-components";
import { MenuList } from "../../components";
import type { Point } from "../../schema";
import { planOf } from "../model/picture";
import { currentSource } from "../source";
import { groupsOf } from "./groups";
import { useMenus } from "./menu";
import styles from "./Menus.module.css";

const close = (): void => useMenus.setState({ menu: null });

/** The menu of states or an edge, where the pointer is. */
export function CanvasMenu() {
  const menu = useMenus((menus) => menus.menu);
  const source = currentSource();
  if (menu === null || source === null) return null;
  const groups = groupsOf(planOf(source.picture), menu.target, menu.at, source.editable !== null);
  return (
    <Floating at={menu.at} label="Menu" onClose={close}>
      <MenuList label="Menu" groups={groups} onClose={close} />
    </Floating>
  );
}

/** A popover at a place of the window. */
export function Floating({ at, label, onClose, children }: { at: Point; label: string; onClose: () => void; children: ReactNode }) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: at.x, top: at.y }} aria-hidden />
      <Popover
        isOpen
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        aria-label={label}
        className={styles.popover}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        {children}
      </Popover>
    </>
  );
}
