import {
  Columns2,
  Copy,
  Flag,
  Layers,
  PencilLine,
  Plus,
  Spline,
  Trash2,
} from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Popover } from "react-aria-components";
import { type MenuAction, type MenuGroup, MenuList } from "../../components";
import type { Point } from "../../schema";
import { shortcutOf } from "../../state/commands";
import {
  connectSelected,
  duplicateSelected,
  removeBranch,
  removeSelected,
  renameSelected,
  setSelectedAsStart,
  wrapSelectedInMap,
  wrapSelectedInParallel,
} from "../gestures/actions";
import { change } from "../gestures/changes";
import { addBranchEdit } from "../model/edits";
import { outletOfEdge } from "../model/outlets";
import { planOf, type Plan } from "../model/picture";
import { currentSource } from "../source";
import { type MenuTarget, useMenus } from "./menu";
import styles from "./Menus.module.css";

const close = (): void => useMenus.setState({ menu: null });

/** The menu of a state or an edge, where the pointer is. */
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

function groupsOf(plan: Plan, target: MenuTarget, at: Point, isEditable: boolean): MenuGroup[] {
  const action = (id: string, label: string, icon: ReactNode, run: () => unknown, more: Partial<MenuAction> = {}): MenuAction => ({
    id,
    label,
    icon,
    shortcut: shortcutOf(`canvas.${id}`),
    isDisabled: !isEditable,
    run: () => void run(),
    ...more,
  });
  if (target.kind === "edge") {
    const edge = plan.edge(target.edge);
    const outlet = edge === undefined ? null : outletOfEdge(plan, edge);
    const connect = (): void => {
      if (outlet !== null) useMenus.setState({ connecting: { state: outlet.state, outlet: outletId(outlet), at } });
    };
    const canLead = edge !== undefined && outlet !== null && outlet.kind !== "start";
    const canGo = edge !== undefined && edge.edge.kind !== "start" && edge.edge.kind !== "end";
    return [
      {
        actions: [
          action("connect", "Lead elsewhere…", <Spline size={16} aria-hidden />, connect, { shortcut: undefined, isDisabled: !isEditable || !canLead }),
          action("delete", "Delete", <Trash2 size={16} aria-hidden />, removeSelected, { tone: "danger", isDisabled: !isEditable || !canGo }),
        ],
      },
    ];
  }
  const node = plan.state(target.state);
  const isStart = node?.start ?? false;
  const branches = node?.state_type === "Parallel" ? plan.children(node.id).filter((child) => child.kind === "branch") : [];
  const own: MenuAction[] = [];
  if (node?.state_type === "Parallel") {
    own.push(action("addBranch", "Add a branch", <Plus size={16} aria-hidden />, () => change([addBranchEdit(target.state)])));
    for (const branch of branches) {
      const index = branch.branch ?? 0;
      own.push(action(`removeBranch${index}`, `Remove branch ${index + 1}`, <Trash2 size={16} aria-hidden />, () => removeBranch(target.state, index), { isDisabled: !isEditable || branches.length < 2 }));
    }
  }
  return [
    {
      actions: [
        action("rename", "Rename", <PencilLine size={16} aria-hidden />, renameSelected),
        action("duplicate", "Duplicate", <Copy size={16} aria-hidden />, duplicateSelected),
        action("connect", "Connect…", <Spline size={16} aria-hidden />, connectSelected, { isDisabled: !isEditable || node?.state_type === "Succeed" || node?.state_type === "Fail" }),
        action("start", "Set as start", <Flag size={16} aria-hidden />, setSelectedAsStart, { isDisabled: !isEditable || isStart }),
      ],
    },
    {
      actions: [
        action("wrapParallel", "Wrap in Parallel", <Columns2 size={16} aria-hidden />, wrapSelectedInParallel),
        action("wrapMap", "Wrap in Map", <Layers size={16} aria-hidden />, wrapSelectedInMap),
      ],
    },
    { actions: own },
    { actions: [action("delete", "Delete", <Trash2 size={16} aria-hidden />, removeSelected, { tone: "danger" })] },
  ];
}

export function outletId(outlet: { kind: string; index?: number }): string {
  return outlet.index === undefined ? outlet.kind : `${outlet.kind}:${outlet.index}`;
}
