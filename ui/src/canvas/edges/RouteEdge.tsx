import { memo, type RefObject, useCallback, useLayoutEffect, useRef } from "react";
import type { EdgeBytes, PictureEdge, Point } from "../../schema";
import { useSelection } from "../../state/selection";
import { useEditable } from "../editable";
import { beginConnect, useDrag } from "../gestures/drag";
import { bytesLines, bytesPlace, bytesSentence } from "../model/bytes";
import { middleEllipsis } from "../model/ellipsis";
import type { FlowEdge } from "../model/flow";
import { outletOfEdge } from "../model/outlets";
import { planOf } from "../model/picture";
import { arrowPath, gripPlace, roundedPath } from "../model/route";
import { glide } from "../motion/glide";
import { measureSmall } from "../motion/measure";
import { reducedMotion } from "../motion/reduced";
import { type DrawRoute, moveRoute, seenRoute, stopRoute } from "../motion/routes";
import { useEdgeBytes } from "../bytes";
import { useEdgeFrame } from "../run";
import { currentSource } from "../source";
import styles from "./RouteEdge.module.css";

const widestLabel = 150;
const shown = new WeakSet<object>();
const lineOf = (route: readonly Point[]): string => roundedPath(route, 4);
const translate = ({ x, y }: Point): string => `translate(${x} ${y})`;

/** An edge along the route that came with the picture. `isNear`: the pointer has been on it, and finds what can be dragged there. */
export const RouteEdge = memo(function RouteEdge({ id, data, isNear }: Pick<FlowEdge, "id" | "data"> & { isNear: boolean }) {
  const group = useRef<SVGGElement>(null);
  const edge = data.edge;
  const frame = useEdgeFrame(id);
  const passed = useEdgeBytes(id);
  const isSelected = useSelection(({ selected }) => selected?.kind === "edge" && selected.edge === id);
  const isEditable = useEditable();
  useRouteMotion(group, data);
  const standsOut = isSelected || (frame !== undefined && frame !== null);
  const layer = data.layer;
  useLayoutEffect(() => {
    // Each edge has an element of its own; what was taken lies over what was not where they share a way.
    group.current?.ownerSVGElement?.style.setProperty("z-index", String(standsOut ? layer + 1 : layer));
  }, [standsOut, layer]);

  const line = lineOf(edge.points);
  // Dashes that lie on another edge's dashes would look like a solid line: only the part of its own is drawn, until it is taken.
  const own = standsOut || edge.merges_at === null ? line : lineOf(edge.points.slice(0, edge.merges_at + 2));
  const grip = gripPlace(edge.points);
  const label = edge.label === null || edge.label === "" ? null : middleEllipsis(edge.label, widestLabel, measureSmall);
  const width = label === null ? 0 : Math.ceil(measureSmall(label)) + 16;
  return (
    <g
      ref={group}
      className={styles.edge}
      data-testid={`edge:${id}`}
      data-edge={edge.edge.kind}
      data-mark={frame === undefined ? undefined : (frame?.mark ?? "not_visited")}
      data-selected={isSelected ? "" : undefined}
    >
      <path className={styles.hit} d={line} data-part="line" />
      <path className={styles.line} d={own} data-part={own === line ? "line" : "own"} />
      <path className={styles.arrow} d={arrowPath(edge.points)} data-part="arrow" />
      {label !== null && edge.label_at !== null && (
        <g className={styles.label} transform={translate(edge.label_at)} data-part="label">
          <title>{edge.label}</title>
          <rect x={-width / 2} y={-9} width={width} height={18} rx={9} />
          <text y={4}>{label}</text>
        </g>
      )}
      {passed !== null && <Passed edge={edge} passed={passed} labelWidth={width} />}
      {isEditable && (isNear || isSelected) && grip !== null && <Grip edge={edge} at={grip} />}
    </g>
  );
});

const lineHeight = 14;

/** How much passed over it, where an execution was seen. */
function Passed({ edge, passed, labelWidth }: { edge: PictureEdge; passed: EdgeBytes; labelWidth: number }) {
  const direction = currentSource()?.picture.direction ?? "down";
  const lines = bytesLines(passed, direction);
  // Its letters are smaller than those that are measured.
  const width = Math.ceil(Math.max(...lines.map(measureSmall)) * (11 / 12)) + 10;
  const height = lines.length * lineHeight + 2;
  return (
    <g
      className={styles.bytes}
      transform={translate(bytesPlace(edge, direction, { width, height, labelWidth }))}
      data-part="bytes"
      data-near={passed.near ? "" : undefined}
      data-testid={`bytes:${edge.id}`}
    >
      <title>{bytesSentence(passed)}</title>
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={4} />
      {lines.map((line, index) => (
        <text key={line} y={(index - (lines.length - 1) / 2) * lineHeight + 4}>
          {line}
        </text>
      ))}
    </g>
  );
}

/** The end of an edge, which can be dragged to another state. */
function Grip({ edge, at }: { edge: PictureEdge; at: Point }) {
  const isDragging = useDrag(({ drag }) => drag !== null);
  if (isDragging) return null;
  return (
    <g
      className={`${styles.grip} nopan`}
      transform={translate(at)}
      data-part="grip"
      data-testid={`grip:${edge.id}`}
      onPointerDown={(event) => {
        const source = currentSource();
        const outlet = source === null ? null : outletOfEdge(planOf(source.picture), edge);
        if (outlet === null || event.button !== 0) return;
        event.stopPropagation();
        event.preventDefault();
        beginConnect(event.nativeEvent, outlet, edge.points[0] ?? at);
      }}
    >
      <title>Drag to another state</title>
      <circle r={11} className={styles.gripHit} />
      <circle r={4.5} className={styles.gripDot} />
    </g>
  );
}

/** Follows the diagram as it glides, beside React: the same element, path data a frame at a time. */
function useRouteMotion(group: RefObject<SVGGElement | null>, data: FlowEdge["data"]): void {
  const { edge } = data;
  const before = useRef<typeof edge | null>(null);
  const draw = useCallback<DrawRoute>(
    (route, label) => {
      const line = lineOf(route);
      const own = edge.merges_at === null ? line : lineOf(route.slice(0, edge.merges_at + 2));
      const arrow = arrowPath(route);
      const grip = gripPlace(route);
      for (const part of group.current?.children ?? []) {
        const what = part.getAttribute("data-part");
        if (what === "line") part.setAttribute("d", line);
        else if (what === "own") part.setAttribute("d", own);
        else if (what === "arrow") part.setAttribute("d", arrow);
        else if (what === "label" && label !== null) part.setAttribute("transform", translate(label));
        else if (what === "grip" && grip !== null) part.setAttribute("transform", translate(grip));
      }
    },
    [group, edge.merges_at],
  );

  useLayoutEffect(() => {
    const from = before.current;
    before.current = edge;
    if (reducedMotion()) return;
    if (from === null) {
      if (data.isNew && !shown.has(data)) group.current?.animate([{ opacity: 0 }, { opacity: 1 }], glide);
      shown.add(data);
    } else if (from.points !== edge.points) {
      const seen = seenRoute(draw);
      moveRoute(draw, seen?.route ?? from.points, edge.points, seen?.label ?? from.label_at, edge.label_at);
    }
  }, [group, draw, edge, data]);
  useLayoutEffect(() => () => stopRoute(draw), [draw]);
}
