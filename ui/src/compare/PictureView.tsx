import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { ServiceTile } from "../components";
import { arrowPath, arrowLength, roundedPath } from "../canvas/model/route";
import type { Picture, PictureNode } from "../schema";
import { type Mark, markSigns, markWords } from "./model";
import styles from "./PictureView.module.css";

interface View {
  x: number;
  y: number;
  zoom: number;
}

const margin = 16;

/** The view that shows the whole picture, at most at its own size. */
function fitted(picture: Picture, width: number, height: number): View {
  const zoom = Math.min(1, (width - 2 * margin) / Math.max(1, picture.width), (height - 2 * margin) / Math.max(1, picture.height));
  const use = Math.max(0.05, zoom);
  return { x: (width - picture.width * use) / 2, y: Math.max(margin, (height - picture.height * use) / 2), zoom: use };
}

/** A diagram to look at, with marks on its states: dragged to move, turned to zoom. */
export function PictureView({ picture, marks, label, selected, onSelect }: {
  picture: Picture;
  marks: ReadonlyMap<string, Mark>;
  label: string;
  /** The key of the state that is looked at. */
  selected: string | null;
  onSelect: (key: string) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ x: 0, y: 0, zoom: 1 });
  const held = useRef<{ x: number; y: number; view: View } | null>(null);

  useLayoutEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    if (box !== undefined) setView(fitted(picture, box.width, box.height));
  }, [picture]);

  // The state that is looked at comes into view.
  useEffect(() => {
    const node = picture.nodes.find((one) => one.state === selected && (one.kind === "state" || one.kind === "frame"));
    const box = frame.current?.getBoundingClientRect();
    if (node === undefined || box === undefined) return;
    setView((now) => {
      const zoom = Math.max(now.zoom, 0.6);
      const left = node.x * zoom + now.x;
      const top = node.y * zoom + now.y;
      const isIn = zoom === now.zoom && left >= 0 && top >= 0 && left + node.width * zoom <= box.width && top + Math.min(node.height, 80) * zoom <= box.height;
      if (isIn) return now;
      return { zoom, x: box.width / 2 - (node.x + node.width / 2) * zoom, y: box.height / 2 - (node.y + Math.min(node.height, 80) / 2) * zoom };
    });
  }, [selected, picture]);

  // React listens to wheels passively; this one keeps the dialog from scrolling.
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      setView((now) => {
        if (!event.ctrlKey && !event.metaKey) return { ...now, x: now.x - event.deltaX, y: now.y - event.deltaY };
        const zoom = Math.min(2, Math.max(0.05, now.zoom * Math.exp(-event.deltaY / 300)));
        const ratio = zoom / now.zoom;
        return { zoom, x: at.x - (at.x - now.x) * ratio, y: at.y - (at.y - now.y) * ratio };
      });
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, []);

  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || (event.target as Element).closest("button") !== null) return;
    held.current = { x: event.clientX, y: event.clientY, view };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const from = held.current;
    if (from !== null) setView({ ...from.view, x: from.view.x + event.clientX - from.x, y: from.view.y + event.clientY - from.y });
  };
  return (
    <div
      ref={frame}
      className={styles.frame}
      role="group"
      aria-label={label}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => (held.current = null)}
      onPointerCancel={() => (held.current = null)}
    >
      <div className={styles.diagram} style={{ width: picture.width, height: picture.height, transform: `translate(${view.x}px, ${view.y}px) scale(${view.zoom})` }}>
        {picture.nodes.filter(({ kind }) => kind === "frame" || kind === "branch").map((node) => (
          <Node key={node.id} node={node} mark={markOf(node, marks)} isSelected={isOf(node, selected)} onSelect={onSelect} />
        ))}
        <svg className={styles.lines} width={picture.width} height={picture.height} aria-hidden>
          {picture.edges.map((edge) => (
            <g key={edge.id}>
              <path d={roundedPath(edge.points, arrowLength - 1)} className={edge.edge.kind === "catch" ? styles.catch : styles.line} />
              <path d={arrowPath(edge.points)} className={styles.arrow} />
            </g>
          ))}
        </svg>
        {picture.nodes.filter(({ kind }) => kind !== "frame" && kind !== "branch").map((node) => (
          <Node key={node.id} node={node} mark={markOf(node, marks)} isSelected={isOf(node, selected)} onSelect={onSelect} />
        ))}
      </div>
    </div>
  );
}

const markOf = (node: PictureNode, marks: ReadonlyMap<string, Mark>): Mark | undefined => (node.kind === "branch" ? undefined : marks.get(node.state ?? ""));
const isOf = (node: PictureNode, key: string | null): boolean => node.kind !== "branch" && key !== null && node.state === key;

function Node({ node, mark, isSelected, onSelect }: { node: PictureNode; mark: Mark | undefined; isSelected: boolean; onSelect: (key: string) => void }) {
  const place = { transform: `translate(${node.x}px, ${node.y}px)`, width: node.width, height: node.height };
  if (node.kind === "branch") return <div className={styles.branch} style={place} />;
  if (node.kind === "start" || node.kind === "end") return <div className={styles.pill} style={place}>{node.title}</div>;
  const label = mark === undefined ? node.title : `${node.title}: ${markWords[mark]}`;
  return (
    <div className={node.kind === "frame" ? styles.around : styles.card} style={place} data-mark={mark} data-selected={isSelected ? "" : undefined} data-compared={node.state ?? undefined}>
      <button type="button" className={styles.head} aria-label={label} tabIndex={mark === undefined ? -1 : 0} onClick={() => onSelect(node.state ?? "")}>
        <ServiceTile service={node.service} stateType={node.state_type} size="row" />
        <span className={styles.words}>
          <span className={styles.title}>{node.title}</span>
          {node.kind === "state" && <span className={styles.subtitle}>{node.subtitle}</span>}
        </span>
        {mark !== undefined && <span className={styles.sign} aria-hidden>{markSigns[mark]}</span>}
      </button>
      {node.rules.map((rule) => (
        <div key={rule.index ?? "default"} className={styles.rule} style={{ top: rule.y, height: rule.height }}>
          {rule.label}
        </div>
      ))}
    </div>
  );
}
