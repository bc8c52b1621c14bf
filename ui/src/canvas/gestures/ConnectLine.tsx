import { ViewportPortal } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { Point } from "../../schema";
import { currentSource } from "../source";
import { useDrag, usePull } from "./drag";
import styles from "./ConnectLine.module.css";

/** The connector while it is dragged, drawn beside React. */
export function ConnectLine() {
  const from = useDrag(({ drag }) => (drag?.kind === "connect" ? drag.from : null));
  const why = useDrag(({ drag }) => (drag?.kind === "connect" ? drag.refusal : null));
  if (from === null) return null;
  return (
    <ViewportPortal>
      <Line from={from} isRefused={why !== null} />
      {why !== null && <Why text={why} />}
    </ViewportPortal>
  );
}

function curve(from: Point, to: Point): string {
  if (currentSource()?.picture.direction === "right") {
    const bend = Math.max(24, Math.abs(to.x - from.x) / 2);
    return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
  }
  const bend = Math.max(24, Math.abs(to.y - from.y) / 2);
  return `M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
}

function Line({ from, isRefused }: { from: Point; isRefused: boolean }) {
  const path = useRef<SVGPathElement>(null);
  const dot = useRef<SVGCircleElement>(null);
  useEffect(() => {
    const draw = (to: Point | null): void => {
      path.current?.setAttribute("d", to === null ? "" : curve(from, to));
      dot.current?.setAttribute("transform", to === null ? "translate(-9999 0)" : `translate(${to.x} ${to.y})`);
    };
    draw(usePull.getState().to);
    return usePull.subscribe(({ to }) => draw(to));
  }, [from]);
  return (
    <svg className={styles.layer} data-refused={isRefused ? "" : undefined}>
      <path ref={path} className={styles.line} />
      <circle ref={dot} r={4.5} className={styles.dot} transform="translate(-9999 0)" />
    </svg>
  );
}

function Why({ text }: { text: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = (to: Point | null): void => {
      if (box.current && to !== null) box.current.style.transform = `translate(${to.x + 14}px, ${to.y + 14}px)`;
    };
    place(usePull.getState().to);
    return usePull.subscribe(({ to }) => place(to));
  }, []);
  return (
    <div ref={box} className={styles.why} role="status">
      {text}
    </div>
  );
}
