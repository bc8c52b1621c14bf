import { ChevronsDownUp, ChevronsUpDown, ClipboardPaste, Columns2, Copy, CopyPlus, Flag, Layers, Maximize2, PencilLine, Plus, Replace, Scissors, Spline, SquareArrowDownLeft, SquareArrowOutUpRight, SquareDashed, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { MenuAction, MenuGroup } from "../../components";
import type { PictureNode, Point } from "../../schema";
import { shortcutOf } from "../../state/commands";
import {
  addBranch,
  addByKey,
  changeTypeByKey,
  chosenStates,
  connectSelected,
  removeBranch,
  removeSelected,
  renameSelected,
  setSelectedAsStart,
  unwrapSelected,
  wrapSelectedInMap,
  wrapSelectedInParallel,
} from "../gestures/actions";
import { copySelected, cutSelected, duplicateSelected, pasteFromClipboard } from "../gestures/clipboard";
import { canInline, extractSelected, inlineSelected } from "../gestures/nesting";
import { drillInto, toggleFold } from "../gestures/viewing";
import { outletOfEdge } from "../model/outlets";
import type { Plan } from "../model/picture";
import { type MenuTarget, useMenus } from "./menu";

/** What can be done with what a menu is about. */
export function groupsOf(plan: Plan, target: MenuTarget, at: Point, isEditable: boolean): MenuGroup[] {
  const action: MakeAction = (id, label, Icon, run, more = {}) => ({
    id,
    label,
    icon: <Icon size={16} aria-hidden />,
    shortcut: shortcutOf(`canvas.${id}`),
    isDisabled: !isEditable,
    run: () => void run(),
    ...more,
  });
  if (target.kind === "edge") return ofEdge(plan, target.edge, at, isEditable, action);
  const chosen = chosenStates();
  const node = plan.state(target.state);
  if (chosen.length > 1 || node === undefined) return ofSeveral(chosen.length, action);
  return ofState(plan, node, isEditable, action);
}

type Icon = (props: { size: number; "aria-hidden": true }) => ReactNode;
type MakeAction = (id: string, label: string, icon: Icon, run: () => unknown, more?: Partial<MenuAction>) => MenuAction;

export function outletId(outlet: { kind: string; index?: number }): string {
  return outlet.index === undefined ? outlet.kind : `${outlet.kind}:${outlet.index}`;
}

function ofEdge(plan: Plan, id: string, at: Point, isEditable: boolean, action: MakeAction): MenuGroup[] {
  const edge = plan.edge(id);
  const outlet = edge === undefined ? null : outletOfEdge(plan, edge);
  const connect = (): void => {
    if (outlet !== null) useMenus.setState({ connecting: { state: outlet.state, outlet: outletId(outlet), at } });
  };
  const canLead = edge !== undefined && outlet !== null && outlet.kind !== "start";
  const canGo = edge !== undefined && edge.edge.kind !== "start" && edge.edge.kind !== "end";
  const add = (): void => useMenus.setState({ picking: { picking: { what: "add", into: { kind: "edge", edge: id } }, at } });
  return [
    {
      actions: [
        action("add", "Add a state here…", Plus, add),
        action("paste", "Paste here", ClipboardPaste, pasteFromClipboard),
      ],
    },
    {
      actions: [
        action("connect", "Lead elsewhere…", Spline, connect, { shortcut: undefined, isDisabled: !isEditable || !canLead }),
        action("delete", "Delete", Trash2, removeSelected, { tone: "danger", isDisabled: !isEditable || !canGo }),
      ],
    },
  ];
}

const clipboard = (action: MakeAction): MenuAction[] => [
  action("copy", "Copy", Copy, copySelected),
  action("cut", "Cut", Scissors, cutSelected),
  action("paste", "Paste after", ClipboardPaste, pasteFromClipboard),
  action("duplicate", "Duplicate", CopyPlus, duplicateSelected),
];

const wraps = (action: MakeAction): MenuAction[] => [
  action("wrapParallel", "Wrap in Parallel", Columns2, wrapSelectedInParallel),
  action("wrapMap", "Wrap in Map", Layers, wrapSelectedInMap),
  action("extract", "Extract into a workflow", SquareArrowOutUpRight, extractSelected),
];

function ofSeveral(count: number, action: MakeAction): MenuGroup[] {
  return [
    { title: `${count} states`, actions: clipboard(action) },
    { actions: wraps(action) },
    { actions: [action("delete", "Delete all", Trash2, removeSelected, { tone: "danger" })] },
  ];
}

function ofState(plan: Plan, node: PictureNode, isEditable: boolean, action: MakeAction): MenuGroup[] {
  const key = node.state ?? node.id;
  const ends = node.state_type === "Succeed" || node.state_type === "Fail";
  const isFrame = node.state_type === "Parallel" || node.state_type === "Map";
  return [
    {
      actions: [
        action("add", "Add a state after…", Plus, () => addByKey("after"), { isDisabled: !isEditable || ends }),
        action("rename", "Rename", PencilLine, renameSelected),
        action("type", "Change the type…", Replace, changeTypeByKey),
        action("connect", "Connect…", Spline, connectSelected, { isDisabled: !isEditable || ends }),
        action("start", "Set as start", Flag, setSelectedAsStart, { isDisabled: !isEditable || node.start }),
      ],
    },
    { actions: clipboard(action) },
    {
      actions: [...wraps(action), ...(isFrame ? [action("unwrap", "Unwrap", SquareDashed, unwrapSelected)] : []), ...(canInline() ? [action("inline", "Inline the workflow…", SquareArrowDownLeft, inlineSelected)] : [])],
    },
    { actions: isFrame ? folds(node, key, action) : [] },
    { actions: node.state_type === "Parallel" ? branches(plan, node, key, isEditable, action) : [] },
    { actions: [action("delete", "Delete", Trash2, removeSelected, { tone: "danger" })] },
  ];
}

function folds(node: PictureNode, key: string, action: MakeAction): MenuAction[] {
  const isFolded = node.kind === "state";
  return [
    action("fold", isFolded ? "Open" : "Close", isFolded ? ChevronsUpDown : ChevronsDownUp, () => toggleFold(key)),
    action("drill", "Show alone", Maximize2, () => drillInto(key)),
  ];
}

function branches(plan: Plan, node: PictureNode, key: string, isEditable: boolean, action: MakeAction): MenuAction[] {
  const areas = plan.children(node.id).filter((child) => child.kind === "branch");
  return [
    action("addBranch", "Add a branch", Plus, () => addBranch(key)),
    ...areas.map((area) => {
      const index = area.branch ?? 0;
      const isDisabled = !isEditable || areas.length < 2;
      return action(`removeBranch${index}`, `Remove branch ${index + 1}`, Trash2, () => removeBranch(key, index), { isDisabled });
    }),
  ];
}
