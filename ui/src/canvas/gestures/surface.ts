import type { Point } from "../../schema";
import { contains } from "../model/geometry";

/** The canvas as gestures that begin elsewhere (in the palette) see it. */
export interface Surface {
  element: HTMLElement;
  /** From the window to the diagram. */
  toDiagram: (at: Point) => Point;
  zoom: () => number;
  /** Moves the diagram, in window pixels. */
  pan: (by: Point) => void;
  /** Moves the diagram as little as it takes to show a state. */
  reveal: (key: string) => void;
}

let surface: Surface | null = null;

/** The canvas is there; the answer takes it away. */
export function putSurface(mine: Surface): () => void {
  surface = mine;
  return () => {
    if (surface === mine) surface = null;
  };
}

export function surfaceAt(at: Point): Surface | null {
  return surface !== null && contains(surface.element.getBoundingClientRect(), at) ? surface : null;
}

export function revealState(key: string): void {
  surface?.reveal(key);
}

const margin = 36;
const fastest = 14;

/** How far the diagram moves in a frame while something is held near the canvas's border. */
export function panNear(box: DOMRect, at: Point): Point {
  const push = (low: number, high: number): number => {
    if (low < 0 || high < 0) return 0;
    if (low < margin) return fastest * (1 - low / margin);
    if (high < margin) return -fastest * (1 - high / margin);
    return 0;
  };
  const inside = at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;
  return inside ? { x: push(at.x - box.left, box.right - at.x), y: push(at.y - box.top, box.bottom - at.y) } : { x: 0, y: 0 };
}

/** Pans for as long as `held` answers a place near the border; the answer stops it. */
export function panWhileHeld(held: () => Point, panned: () => void): () => void {
  let handle = requestAnimationFrame(function step() {
    if (surface !== null) {
      const by = panNear(surface.element.getBoundingClientRect(), held());
      if (by.x !== 0 || by.y !== 0) {
        surface.pan(by);
        panned();
      }
    }
    handle = requestAnimationFrame(step);
  });
  return () => cancelAnimationFrame(handle);
}
