import type { Flow, FlowEdge, FlowNode } from "./flow";
import type { Rect } from "./geometry";
import type { Size, View } from "./view";

/** Around the window, as a share of its smaller side: what lies there is put into the page ahead, a little at a time. */
const ahead = 0.35;

/** The part of the picture that a window shows, in the picture's measures. */
export function seenThrough({ x, y, zoom }: View, { width, height }: Size): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** What is put into the page ahead. */
function around({ x, y, width, height }: Rect): Rect {
  const by = ahead * Math.min(width, height);
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Room for what stands beside a line: labels, grips, bytes. */
const besideLine = 40;

/** All cards, or all lines, of a diagram: where each is, and whether it is in the page. */
interface Shelf<Piece> {
  all: readonly Piece[];
  /** Left, top, right and bottom of each, one after the other. */
  boxes: Float64Array;
  isIn: Uint8Array;
}

interface Shelves {
  nodes: Shelf<FlowNode>;
  edges: Shelf<FlowEdge>;
}

function shelvesOf(flow: Flow, before: Flow | null): Shelves {
  const nodes = new Float64Array(flow.nodes.length * 4);
  flow.nodes.forEach(({ data: { node } }, at) => put(nodes, at, node.x, node.y, node.x + node.width, node.y + node.height));
  const edges = new Float64Array(flow.edges.length * 4);
  flow.edges.forEach(({ data: { edge } }, at) => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { x, y } of edge.points) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    put(edges, at, left - besideLine, top - besideLine, right + besideLine, bottom + besideLine);
  });
  return {
    nodes: { all: flow.nodes, boxes: nodes, isIn: among(flow.nodes, before?.nodes) },
    edges: { all: flow.edges, boxes: edges, isIn: among(flow.edges, before?.edges) },
  };
}

function put(boxes: Float64Array, at: number, left: number, top: number, right: number, bottom: number): void {
  boxes[at * 4] = left;
  boxes[at * 4 + 1] = top;
  boxes[at * 4 + 2] = right;
  boxes[at * 4 + 3] = bottom;
}

/** Which of all are among some. */
function among<Piece>(all: readonly Piece[], some: readonly Piece[] = []): Uint8Array {
  const isIn = new Uint8Array(all.length);
  const there = new Set(some);
  if (there.size > 0) all.forEach((piece, at) => void (isIn[at] = there.has(piece) ? 1 : 0));
  return isIn;
}

const touches = (boxes: Float64Array, at: number, { x, y, width, height }: Rect): boolean =>
  boxes[at * 4]! <= x + width && boxes[at * 4 + 2]! >= x && boxes[at * 4 + 1]! <= y + height && boxes[at * 4 + 3]! >= y;

/** Puts into the page what a rectangle touches, so many at most. Gives how many came. */
function putIn({ all, boxes, isIn }: Shelf<unknown>, rect: Rect, most = Infinity): number {
  let came = 0;
  for (let at = 0; at < all.length && came < most; at++) {
    if (isIn[at] === 1 || !touches(boxes, at, rect)) continue;
    isIn[at] = 1;
    came += 1;
  }
  return came;
}

/** How many are in the page that a rectangle does not touch; `takesOut` takes them out. */
function beyond({ all, boxes, isIn }: Shelf<unknown>, rect: Rect, takesOut: boolean): number {
  let found = 0;
  for (let at = 0; at < all.length; at++) {
    if (isIn[at] === 0 || touches(boxes, at, rect)) continue;
    if (takesOut) isIn[at] = 0;
    found += 1;
  }
  return found;
}

const onShelf = <Piece>({ all, isIn }: Shelf<Piece>): Piece[] => all.filter((_, at) => isIn[at] === 1);

/** How many cards and lines may be left behind before they are taken out, all at once. */
const mostLeftBehind = 16;

/** Follows a window over a large diagram and tells which part of it is put into the page. */
export interface ViewFollower {
  /** All that the window shows, and what was there before: the same object while the window shows nothing that is missing. */
  part: (flow: Flow, seen: Rect) => Flow;
  /**
   * Does one thing for which there is time: takes out what was left behind, or puts in one more card and one more line of what lies around the
   * window. False if there was nothing to do.
   */
  tend: () => boolean;
}

export function followView(): ViewFollower {
  let last: { flow: Flow; seen: Rect; shelves: Shelves; part: Flow } | null = null;
  const gather = ({ nodes, edges }: Shelves): Flow => ({ nodes: onShelf(nodes), edges: onShelf(edges) });
  return {
    part(flow, seen) {
      if (last?.flow !== flow) {
        const shelves = shelvesOf(flow, last?.part ?? null);
        for (const shelf of [shelves.nodes, shelves.edges]) {
          beyond(shelf, around(seen), true);
          putIn(shelf, seen);
        }
        const part = gather(shelves);
        last = { flow, seen, shelves, part: last !== null && alike(part.nodes, last.part.nodes) && alike(part.edges, last.part.edges) ? last.part : part };
      } else if (!sameRect(last.seen, seen)) {
        last.seen = seen;
        const { nodes, edges } = last.shelves;
        if (putIn(nodes, seen) + putIn(edges, seen) > 0) last.part = gather(last.shelves);
      }
      return last.part;
    },
    tend() {
      if (last === null) return false;
      const area = around(last.seen);
      const { nodes, edges } = last.shelves;
      const takeOut = (): boolean => beyond(nodes, area, true) + beyond(edges, area, true) > 0;
      const isCrowded = beyond(nodes, area, false) + beyond(edges, area, false) > mostLeftBehind;
      const hasWork = isCrowded ? takeOut() : putIn(nodes, area, 1) + putIn(edges, area, 1) > 0 || takeOut();
      if (hasWork) last.part = gather(last.shelves);
      return hasWork;
    },
  };
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function alike(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
