import { ViewportPortal } from "@xyflow/react";
import { type ComponentType, memo, type MouseEvent, useState } from "react";
import { useSelection } from "../state/selection";
import { useDrawn } from "./drawn";
import { RouteEdge } from "./edges/RouteEdge";
import { clickState } from "./gestures/press";
import { openMenuAt } from "./menus/menu";
import type { FlowEdge, FlowNode, PieceKind } from "./model/flow";
import { BranchArea } from "./nodes/BranchArea";
import { ChoiceCard } from "./nodes/ChoiceCard";
import { FrameBox } from "./nodes/FrameBox";
import { Pill } from "./nodes/Pill";
import { StateCard } from "./nodes/StateCard";
import type { CardProps } from "./nodes/useCard";
import styles from "./Pieces.module.css";
import { useSeenPart } from "./seen";

const cards: Record<PieceKind, ComponentType<CardProps>> = {
  state: StateCard, choice: ChoiceCard, frame: FrameBox, branch: BranchArea, pill: Pill,
};

/**
 * The pieces of a diagram, in the viewport that React Flow moves. They are not given to React Flow as its nodes and edges: they come with their
 * places and routes, and it would measure them, look each of them up for each frame of a moving view, and draw no line without both its ends.
 */
export function Pieces() {
  const { nodes, edges } = useSeenPart(useDrawn().flow);
  return (
    <ViewportPortal>
      <div className={styles.pieces}>
        {edges.map((edge) => (
          <Line key={edge.id} edge={edge} />
        ))}
      </div>
      <div className={styles.pieces}>
        {nodes.map((node) => (
          <Box key={node.id} node={node} />
        ))}
      </div>
    </ViewportPortal>
  );
}

const Box = memo(function Box({ node: { kind, zIndex, label, data } }: { node: FlowNode }) {
  const Card = cards[kind];
  const { x, y, width, height, state } = data.node;
  const key = kind === "branch" ? null : state;
  const [isNear, come] = useState(false);
  const isReached = kind !== "branch" && kind !== "pill";
  return (
    <div
      className={styles.box}
      data-piece={kind}
      style={{ zIndex, transform: `translate(${x}px,${y}px)`, width: Math.round(width), height: Math.round(height) }}
      role="group"
      aria-label={label}
      // One card at a time is reached with Tab, the others with the arrow keys: cards set this for themselves.
      tabIndex={isReached ? -1 : undefined}
      aria-roledescription={isReached ? "state" : undefined}
      onPointerEnter={() => come(true)}
      onFocus={() => come(true)}
      onClick={key === null ? undefined : (event) => clickState(event, key)}
      onContextMenu={
        key === null ? undefined : (
          (event: MouseEvent) => {
            event.preventDefault();
            openMenuAt({ kind: "state", state: key }, { x: event.clientX, y: event.clientY });
          }
        )
      }
    >
      <Card data={data} isNear={isNear} />
    </div>
  );
});

const Line = memo(function Line({ edge: { id, zIndex, label, data } }: { edge: FlowEdge }) {
  const [isNear, come] = useState(false);
  return (
    <svg className={styles.line} style={{ zIndex }}>
      <g
        className="nopan"
        role="img"
        aria-roledescription="edge"
        aria-label={label}
        onPointerEnter={() => come(true)}
        onClick={() => useSelection.getState().select({ kind: "edge", edge: id }, "canvas")}
        onContextMenu={(event) => {
          event.preventDefault();
          openMenuAt({ kind: "edge", edge: id }, { x: event.clientX, y: event.clientY });
        }}
      >
        <RouteEdge id={id} data={data} isNear={isNear} />
      </g>
    </svg>
  );
});
