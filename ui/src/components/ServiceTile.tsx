import {
  ArrowRight,
  Blocks,
  Bookmark,
  Box,
  CircleCheck,
  CircleX,
  Columns2,
  Layers,
  type LucideIcon,
  Split,
  Timer,
} from "lucide-react";
import type { ServiceTile as Service } from "../schema";
import { classes } from "./classes";
import styles from "./ServiceTile.module.css";

const families = new Set(["compute", "data", "msg", "store", "ai", "http", "flow"]);

/** The icon of each state type that is no Task, and of pieces of several states. */
export const stateTypeIcons: Record<string, LucideIcon> = {
  Task: Box,
  Pass: ArrowRight,
  Choice: Split,
  Wait: Timer,
  Succeed: CircleCheck,
  Fail: CircleX,
  Parallel: Columns2,
  Map: Layers,
  Pattern: Blocks,
  Snippet: Bookmark,
};

/** The tile left of a state's name: two letters in the colour of the service's family, or the type's icon. */
export function ServiceTile({ service, stateType, size = "card" }: {
  service?: Service | null;
  stateType?: string | null;
  /** `card` 28 px, `row` 22 px, `head` 32 px. */
  size?: "card" | "row" | "head";
}) {
  if (service) {
    const family = families.has(service.family) ? service.family : "flow";
    return <span aria-hidden className={classes(styles.tile, styles[size], styles[family])}>{service.letters}</span>;
  }
  const Icon = stateTypeIcons[stateType ?? ""] ?? Box;
  return (
    <span aria-hidden className={classes(styles.tile, styles[size], styles.flow)}>
      <Icon size={size === "row" ? 14 : 16} />
    </span>
  );
}
