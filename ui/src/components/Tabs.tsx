import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs, type Key } from "react-aria-components";
import { Badge } from "./Badge";
import { classes } from "./classes";
import styles from "./Tabs.module.css";

export interface TabItem<K extends Key = string> {
  id: K;
  label: string;
  count?: number | undefined;
  countTone?: "neutral" | "fail" | "caught";
  /** Its content is shown beside another tab's, so it is marked too. */
  isShown?: boolean;
  content: ReactNode;
}

export interface TabsProps<K extends Key = string> {
  label: string;
  items: readonly TabItem<K>[];
  value: K;
  onChange: (value: K) => void;
  /** What stands right of the tabs. */
  actions?: ReactNode;
  /** Lower tabs for the bottom panel and the code pane. */
  size?: "normal" | "compact";
  className?: string;
}

export function Tabs<K extends Key = string>({ label, items, value, onChange, actions, size = "normal", className }: TabsProps<K>) {
  return (
    <AriaTabs
      className={classes(styles.tabs, styles[size], className)}
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as K)}
    >
      <div className={styles.bar}>
        <TabList aria-label={label} className={styles.list}>
          {items.map((item) => (
            <Tab key={item.id} id={item.id} className={classes(styles.tab, item.isShown === true && styles.shown)}>
              {item.label}
              {item.count !== undefined && <Badge tone={item.countTone ?? "neutral"}>{item.count}</Badge>}
            </Tab>
          ))}
        </TabList>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={styles.panel}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
