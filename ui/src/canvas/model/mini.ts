import type { Picture, PictureNode } from "../../schema";
import type { Marks } from "./marks";

/** What is drawn alike on the small map: a card's meaning in a run, `card` where it has none, `frame` for boxes. */
export interface MiniShape {
  what: string;
  path: string;
}

/** The diagram's boxes as one path for each meaning; none is thinner than two pixels at `scale` diagram pixels a pixel. */
export function miniShapes(picture: Picture, marks: Marks | null, scale: number): MiniShape[] {
  const paths = new Map<string, string>([["frame", ""]]);
  for (const node of picture.nodes) {
    if (node.kind === "branch") continue;
    const mark = node.state === null ? undefined : marks?.states.get(node.state)?.mark;
    const what = node.kind === "frame" ? (mark === undefined ? "frame" : `frame ${mark}`) : (mark ?? "card");
    paths.set(what, (paths.get(what) ?? "") + box(node, scale));
  }
  return [...paths].map(([what, path]) => ({ what, path }));
}

function box({ x, y, width, height }: PictureNode, scale: number): string {
  const w = Math.round(Math.max(width, 2 * scale));
  const h = Math.round(Math.max(height, 2 * scale));
  return `M${Math.round(x)} ${Math.round(y)}h${w}v${h}h${-w}z`;
}
