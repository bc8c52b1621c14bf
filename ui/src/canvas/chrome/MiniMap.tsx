import { useReactFlow, useStore } from "@xyflow/react";
import { memo, type PointerEvent, useDeferredValue, useRef } from "react";
import type { Picture } from "../../schema";
import { selectedSet, useSelection } from "../../state/selection";
import { planOf } from "../model/picture";
import { miniShapes } from "../model/mini";
import { marksOf } from "../model/marks";
import { useRunView } from "../../state/runView";
import { useUnhurried } from "../../state/unhurried";
import styles from "./Chrome.module.css";

const width = 136;
const height = 104;
const margin = 6;

/**
 * The whole diagram, small, with what is in view. All states of one meaning are one path: a thousand of them cost no more than one
 * while the diagram moves. Dragging moves the view.
 */
export function MiniMap({ picture }: { picture: Picture }) {
  const flow = useReactFlow();
  const element = useRef<SVGSVGElement>(null);
  const scale = Math.max(picture.width / (width - 2 * margin), picture.height / (height - 2 * margin), 0.01);
  const left = picture.width / 2 - (width / 2) * scale;
  const top = picture.height / 2 - (height / 2) * scale;

  const show = (event: PointerEvent): void => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return;
    const x = left + ((event.clientX - box.left) / box.width) * width * scale;
    const y = top + ((event.clientY - box.top) / box.height) * height * scale;
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };
  return (
    <svg
      ref={element}
      className={styles.minimap}
      width={width}
      height={height}
      viewBox={`${left} ${top} ${width * scale} ${height * scale}`}
      role="img"
      aria-label="Map of the diagram"
      data-testid="minimap"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        show(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) show(event);
      }}
    >
      <InView left={left} top={top} scale={scale} />
      <Shapes picture={picture} scale={scale} />
    </svg>
  );
}

/** What is in view, as far as the map reaches. It moves by half a pixel at least: not with every move of a long diagram. */
function InView({ left, top, scale }: { left: number; top: number; scale: number }) {
  const inset = 1.5 * scale;
  const box = useStore(
    ({ transform: [x, y, zoom], width: w, height: h }) => {
      const x1 = Math.max(-x / zoom, left + inset);
      const y1 = Math.max(-y / zoom, top + inset);
      const x2 = Math.min((w - x) / zoom, left + width * scale - inset);
      const y2 = Math.min((h - y) / zoom, top + height * scale - inset);
      const step = scale / 2;
      const round = (value: number): number => Math.round(value / step) * step;
      return { x: round(x1), y: round(y1), width: Math.max(0, round(x2) - round(x1)), height: Math.max(0, round(y2) - round(y1)) };
    },
    (a, b) => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height,
  );
  return <rect className={styles.inView} {...box} rx={3 * scale} />;
}

/** Drawn after the diagram itself. */
const Shapes = memo(function Shapes({ picture, scale }: { picture: Picture; scale: number }) {
  return <LateShapes picture={useDeferredValue(picture)} scale={scale} />;
});

const LateShapes = memo(function LateShapes({ picture, scale }: { picture: Picture; scale: number }) {
  const frame = useRunView(({ runView }) => runView?.frame ?? null);
  const selected = useUnhurried(useSelection, (state) => selectedSet(state.selected));
  const shapes = miniShapes(picture, frame === null ? null : marksOf(frame), scale);
  const plan = planOf(picture);
  return (
    <>
      {shapes.map(({ what, path }) => (
        <path key={what} className={styles.mini} data-what={what} d={path} />
      ))}
      {[...selected].flatMap((key) => {
        const at = plan.state(key);
        return at === undefined ? [] : <rect key={key} className={styles.miniSelected} x={at.x} y={at.y} width={at.width} height={Math.max(at.height, 2 * scale)} />;
      })}
    </>
  );
});
