import type { Flow } from "./flow";
import type { Rect } from "./geometry";
import type { Size, View } from "./view";

/** Around the window, as a share of its smaller side: what lies there is put into the page ahead, a little at a time. */
const ahead = 0.35;
/** How many cards, and how many lines, are put in ahead at once; what is in the window itself comes whole. */
const atOnce = 1;

/** The part of the picture that a window shows, in the picture's measures. */
export function seenThrough({ x, y, zoom }: View, { width, height }: Size): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

function widened({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** The boxes of a flow's pieces: left, top, right and bottom of each, one after the other. */
interface Boxes {
  nodes: Float64Array;
  edges: Float64Array;
}

const known = new WeakMap<Flow, Boxes>();

/** Room for what stands beside a line: labels, grips, bytes. */
const besideLine = 40;

function boxesOf(flow: Flow): Boxes {
  const before = known.get(flow);
  if (before !== undefined) return before;
  const boxes: Boxes = { nodes: new Float64Array(flow.nodes.length * 4), edges: new Float64Array(flow.edges.length * 4) };
  flow.nodes.forEach(({ data: { node } }, at) => boxes.nodes.set([node.x, node.y, node.x + node.width, node.y + node.height], at * 4));
  flow.edges.forEach(({ data: { edge } }, at) => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { x, y } of edge.points) [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    boxes.edges.set([left - besideLine, top - besideLine, right + besideLine, bottom + besideLine], at * 4);
  });
  known.set(flow, boxes);
  return boxes;
}

/** The indices of the boxes that a rectangle touches. */
function touched(boxes: Float64Array, { x, y, width, height }: Rect): number[] {
  const found: number[] = [];
  for (let at = 0; at < boxes.length; at += 4) {
    if (boxes[at]! <= x + width && boxes[at + 2]! >= x && boxes[at + 1]! <= y + height && boxes[at + 3]! >= y) found.push(at / 4);
  }
  return found;
}

/** What a window needs whole, what lies ahead of it, and what is there already: of the second some, of the third what still lies ahead. */
function chosen<Piece>(pieces: readonly Piece[], boxes: Float64Array, seen: Rect, around: Rect, there: ReadonlySet<Piece>): Piece[] {
  const needed = new Set(touched(boxes, seen));
  let room = atOnce;
  return touched(boxes, around).flatMap((at) => {
    const piece = pieces[at]!;
    if (needed.has(at) || there.has(piece)) return [piece];
    if (room === 0) return [];
    room -= 1;
    return [piece];
  });
}

/**
 * The part of a large diagram that is put into the page: all that the window shows, and around it what is there already and one more card and
 * line each time the window moves, so that no frame has to draw a whole row of them. The answer is `before` itself when nothing comes or goes.
 */
export function partInView(flow: Flow, seen: Rect, before: Flow | null): Flow {
  const boxes = boxesOf(flow);
  const around = widened(seen, ahead * Math.min(seen.width, seen.height));
  const part = {
    nodes: chosen(flow.nodes, boxes.nodes, seen, around, new Set(before?.nodes)),
    edges: chosen(flow.edges, boxes.edges, seen, around, new Set(before?.edges)),
  };
  return before !== null && alike(part.nodes, before.nodes) && alike(part.edges, before.edges) ? before : part;
}

/** {@link partInView} of a window that moves: remembers what was shown last. */
export function followView(): (flow: Flow, seen: Rect) => Flow {
  let last: { flow: Flow; seen: Rect; part: Flow } | null = null;
  return (flow, seen) => {
    const isSame = last?.flow === flow && last.seen.x === seen.x && last.seen.y === seen.y && last.seen.width === seen.width && last.seen.height === seen.height;
    if (last === null || !isSame) last = { flow, seen, part: partInView(flow, seen, last?.part ?? null) };
    return last.part;
  };
}

function alike(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
