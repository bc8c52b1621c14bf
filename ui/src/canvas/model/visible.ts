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

function shelvesOf(flow: Flow, before: Shelves | null): Shelves {
  return { nodes: shelfOf(flow.nodes, before?.nodes, boxOfNode), edges: shelfOf(flow.edges, before?.edges, boxOfEdge) };
}

/** Writes where a piece is into a list, four numbers from an index on. */
type Boxed<Piece> = (piece: Piece, boxes: Float64Array, at: number) => void;

/** What was on a shelf before stays as it was found; mostly that is all but a few in the middle. */
function shelfOf<Piece>(all: readonly Piece[], before: Shelf<Piece> | undefined, boxed: Boxed<Piece>): Shelf<Piece> {
  const boxes = new Float64Array(all.length * 4);
  const isIn = new Uint8Array(all.length);
  const old = before?.all ?? [];
  const shorter = Math.min(all.length, old.length);
  let head = 0;
  while (head < shorter && all[head] === old[head]) head++;
  let tail = 0;
  while (tail < shorter - head && all[all.length - 1 - tail] === old[old.length - 1 - tail]) tail++;
  if (before !== undefined) {
    boxes.set(before.boxes.subarray(0, head * 4));
    boxes.set(before.boxes.subarray((old.length - tail) * 4), (all.length - tail) * 4);
    isIn.set(before.isIn.subarray(0, head));
    isIn.set(before.isIn.subarray(old.length - tail), all.length - tail);
  }
  const there = new Set<Piece>();
  for (let at = head; at < old.length - tail; at++) if (before?.isIn[at] === 1) there.add(old[at]!);
  for (let at = head; at < all.length - tail; at++) {
    boxed(all[at]!, boxes, at * 4);
    if (there.has(all[at]!)) isIn[at] = 1;
  }
  return { all, boxes, isIn };
}

function boxOfNode({ data: { node } }: FlowNode, boxes: Float64Array, at: number): void {
  boxes[at] = node.x;
  boxes[at + 1] = node.y;
  boxes[at + 2] = node.x + node.width;
  boxes[at + 3] = node.y + node.height;
}

function boxOfEdge({ data: { edge } }: FlowEdge, boxes: Float64Array, at: number): void {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of edge.points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  boxes[at] = left - besideLine;
  boxes[at + 1] = top - besideLine;
  boxes[at + 2] = right + besideLine;
  boxes[at + 3] = bottom + besideLine;
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
        const shelves = shelvesOf(flow, last?.shelves ?? null);
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
