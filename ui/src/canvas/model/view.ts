import type { FlowDirection, Point } from "../../schema";
import type { Rect } from "./geometry";

/** How the diagram is seen: moved by `x`, `y` window pixels and drawn `zoom` times as large. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export const isSameView = (a: View, b: View): boolean => a.x === b.x && a.y === b.y && a.zoom === b.zoom;

export const largestZoom = 2.5;
/** Below this, names cannot be read. */
export const readableZoom = 0.45;

const margin = 24;

function wholeZoom(picture: Size, window: Size): number {
  const wanted = Math.min((window.width - 2 * margin) / Math.max(1, picture.width), (window.height - 2 * margin) / Math.max(1, picture.height));
  return Math.max(0.001, Math.min(1, wanted));
}

/** How far one can go away: the whole diagram can be seen, but it cannot be lost. */
export function smallestZoom(picture: Size, window: Size): number {
  return Math.min(0.2, wholeZoom(picture, window));
}

/** The whole picture in the middle, never larger than it is. */
export function fitView(picture: Size, window: Size): View {
  const { width, height } = picture;
  const zoom = wholeZoom(picture, window);
  return { zoom, x: (window.width - width * zoom) / 2, y: (window.height - height * zoom) / 2 };
}

/** A part of the picture in the middle, at most as large as it is. */
export function fitRect(rect: Rect, window: Size): View {
  const zoom = wholeZoom(rect, window);
  return { zoom, x: window.width / 2 - (rect.x + rect.width / 2) * zoom, y: window.height / 2 - (rect.y + rect.height / 2) * zoom };
}

/**
 * How a diagram is seen when it is opened: all of it, unless that would be too small to read; then its start, where its flow comes from.
 */
export function openingView(picture: Size & { direction: FlowDirection }, start: Rect | undefined, window: Size): View {
  const whole = fitView(picture, window);
  if (whole.zoom >= readableZoom || start === undefined) return whole;
  const zoom = 0.8;
  if (picture.direction === "right") return { zoom, x: margin - start.x * zoom, y: window.height / 2 - (start.y + start.height / 2) * zoom };
  return { zoom, x: window.width / 2 - (start.x + start.width / 2) * zoom, y: margin - start.y * zoom };
}

/** The smallest move of the view that shows the rectangle; the same view when it is shown already. */
export function reveal(view: View, rect: Rect, window: Size): View {
  const shift = (low: number, size: number, room: number): number => {
    const high = low + size;
    // What is larger than the window shows its start.
    if (low < margin || size > room - 2 * margin) return low > margin && low < room - 2 * margin ? 0 : margin - low;
    return high > room - margin ? room - margin - high : 0;
  };
  const left = rect.x * view.zoom + view.x;
  const top = rect.y * view.zoom + view.y;
  const dx = shift(left, rect.width * view.zoom, window.width);
  const dy = shift(top, rect.height * view.zoom, window.height);
  return dx === 0 && dy === 0 ? view : { ...view, x: view.x + dx, y: view.y + dy };
}

/** Zooms by a factor around a place of the window. */
export function zoomAround(view: View, factor: number, at: Point, smallest: number): View {
  const zoom = Math.max(smallest, Math.min(largestZoom, view.zoom * factor));
  const share = zoom / view.zoom;
  return { zoom, x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share };
}
