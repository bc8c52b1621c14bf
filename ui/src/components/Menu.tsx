import type { ReactElement, ReactNode } from "react";
import { Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from "react-aria-components";
import { classes } from "./classes";
import { Kbd } from "./Kbd";
import styles from "./Menu.module.css";

export interface MenuAction {
  id: string;
  label: string;
  icon?: ReactNode;
  shortcut?: string | undefined;
  /** Second line, for entries that need saying. */
  detail?: string;
  tone?: "danger";
  isDisabled?: boolean;
  /** A tick before it. */
  isOn?: boolean;
  run: () => void;
}

export interface MenuGroup {
  title?: string;
  actions: readonly MenuAction[];
}

/** A menu below its button (the child: a `Button` or `IconButton`). */
export function Menu({ label, groups, children }: { label: string; groups: readonly MenuGroup[]; children: ReactElement }) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover} offset={4}>
        <MenuList label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  );
}

/** The menu alone, for a popover of one's own (context menus). */
export function MenuList({ label, groups, onClose }: { label: string; groups: readonly MenuGroup[]; onClose?: () => void }) {
  const shown = groups.filter((group) => group.actions.length > 0);
  return (
    <AriaMenu aria-label={label} className={styles.menu} onClose={onClose}>
      {shown.map((group, index) => [
        index > 0 && <Separator key={`line ${index}`} className={styles.line} />,
        <MenuSection key={index} aria-label={group.title ?? label}>
          {group.title !== undefined && <Header className={styles.title}>{group.title}</Header>}
          {group.actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              isDisabled={action.isDisabled}
              onAction={action.run}
              className={classes(styles.item, action.tone === "danger" && styles.danger)}
            >
              <span className={styles.icon}>{action.isOn === true ? "✓" : action.icon}</span>
              <span className={styles.words}>
                <span>{action.label}</span>
                {action.detail !== undefined && <span className={styles.detail}>{action.detail}</span>}
              </span>
              {action.shortcut !== undefined && <Kbd keys={action.shortcut} />}
            </MenuItem>
          ))}
        </MenuSection>,
      ])}
    </AriaMenu>
  );
}
