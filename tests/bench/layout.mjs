// Layouts beside each other: ours, @dagrejs/dagre and elkjs place the same generated machines in one run.
// Prints a table; judges nothing. Run by `make bench`.
//
// The machines and our own drawings come from the example `quality` of crates/diagram, which also counts all drawings
// with the same code. Each contestant gets the same boxes, labels, gaps and flow (downwards), is warmed up, and is given
// the median and the quickest of its runs in this process; on a busy machine the quickest tells more. Our time is that of
// `place`: reading the typed view, texts and badges included.
//
//   dagre, inner first   one dagre graph for each machine, the innermost first, each then a box of the one around it
//   dagre, compound      one dagre graph with setParent for everything
//   elk, inner first     elk's layered algorithm on a hierarchical graph (SEPARATE_CHILDREN, its default)
//   elk, all at once     the same with INCLUDE_CHILDREN
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { isMainThread, Worker } from "node:worker_threads";
import { Graph, layout as dagreLayout } from "@dagrejs/dagre";
import ELK from "elkjs/lib/elk.bundled.js";

// dagre recurses as deep as a graph is long; with Node's own stack it fails from about 2,000 states on.
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { resourceLimits: { stackSizeMb: 200, maxOldGenerationSizeMb: 4096 } });
  process.exit((await once(worker, "exit"))[0]);
}

const binary = process.env.STEPWELL_QUALITY;
if (!binary) throw new Error("STEPWELL_QUALITY must name the built example `quality` of crates/diagram");
const quality = (command, input) =>
  JSON.parse(execFileSync(binary, [command], { input, maxBuffer: 1 << 30, encoding: "utf8" }));

// Our own gaps, so that lengths can be compared: crates/diagram/src/measure.rs.
const GAPS = { card: 40, row: 38, line: 14, branch: 28 };
const FRAME = { top: 56, side: 20, bottom: 20 };

/** Nodes by the parent they lie in, edges by the parent of their ends (which is one for both). */
function groups({ nodes, edges }) {
  const parent = new Map(nodes.map((node) => [node.id, node.parent]));
  const of = new Map();
  const group = (id) => of.get(id) ?? of.set(id, { nodes: [], edges: [] }).get(id);
  for (const node of nodes) group(node.parent).nodes.push(node);
  for (const [index, edge] of edges.entries()) group(parent.get(edge.from)).edges.push({ ...edge, index });
  return of;
}

const isFrame = (node) => node.kind === "frame" || node.kind === "branch";
/** Branches have no border and no bar: they are as large as what is in them. */
const padding = (node) => (node.kind === "branch" ? { top: 0, side: 0, bottom: 0 } : FRAME);

function dagreGraph(isCompound) {
  const graph = new Graph({ multigraph: true, compound: isCompound });
  graph.setGraph({ rankdir: "TB", nodesep: GAPS.card, ranksep: GAPS.row, edgesep: GAPS.line });
  graph.setDefaultEdgeLabel(() => ({}));
  return graph;
}

const dagreLabel = (edge) => (edge.label ? { width: edge.label[0], height: edge.label[1], labelpos: "c" } : {});

/** Inner machines first, each then a box of the one around it: what we do, too. */
function dagreInnerFirst(plain) {
  const of = groups(plain);
  const points = [];
  const place = (id) => {
    const { nodes, edges } = of.get(id) ?? { nodes: [], edges: [] };
    const graph = dagreGraph(false);
    const inner = new Map();
    for (const node of nodes) {
      let { width, height } = node;
      if (isFrame(node)) {
        const inside = place(node.id);
        const pad = padding(node);
        inner.set(node.id, inside);
        width = Math.max(inside.width, 220) + 2 * pad.side;
        height = Math.max(inside.height, 56) + pad.top + pad.bottom;
      }
      graph.setNode(node.id, { width, height });
    }
    for (const edge of edges) graph.setEdge(edge.from, edge.to, dagreLabel(edge), String(edge.index));
    dagreLayout(graph);
    const placed = [];
    for (const node of nodes) {
      const at = graph.node(node.id);
      const [x, y] = [at.x - at.width / 2, at.y - at.height / 2];
      placed.push({ ...node, x, y, width: at.width, height: at.height });
      const inside = inner.get(node.id);
      if (!inside) continue;
      const [dx, dy] = [x + (at.width - inside.width) / 2, y + padding(node).top];
      for (const one of inside.placed) placed.push({ ...one, x: one.x + dx, y: one.y + dy });
      for (const index of inside.lines) points[index] = points[index].map(([px, py]) => [px + dx, py + dy]);
      edges.push(...inside.lines.map((index) => ({ index, isInner: true })));
    }
    for (const edge of edges) {
      if (edge.isInner) continue;
      points[edge.index] = graph.edge(edge.from, edge.to, String(edge.index)).points.map((point) => [point.x, point.y]);
    }
    const { width = 0, height = 0 } = graph.graph();
    return { placed, lines: edges.map((edge) => edge.index), width: finite(width), height: finite(height) };
  };
  const { placed } = place(null);
  return { nodes: placed, edges: withPoints(plain.edges, points) };
}

/** An empty dagre graph is infinitely small. */
const finite = (value) => (Number.isFinite(value) ? value : 0);

const withPoints = (edges, points) =>
  edges.map((edge, index) => ({ from: edge.from, to: edge.to, label: null, label_at: null, points: points[index] }));

/** Everything in one compound graph. Edges end at clusters where a Parallel or Map state follows or is followed. */
function dagreCompound(plain) {
  const graph = dagreGraph(true);
  for (const node of plain.nodes) graph.setNode(node.id, { width: node.width, height: node.height });
  for (const node of plain.nodes) if (node.parent !== null) graph.setParent(node.id, node.parent);
  for (const [index, edge] of plain.edges.entries()) graph.setEdge(edge.from, edge.to, dagreLabel(edge), String(index));
  dagreLayout(graph);
  const nodes = plain.nodes.map((node) => {
    const { x, y, width, height } = graph.node(node.id);
    return { ...node, x: x - width / 2, y: y - height / 2, width, height };
  });
  const points = plain.edges.map((edge, index) =>
    graph.edge(edge.from, edge.to, String(index)).points.map((point) => [point.x, point.y]),
  );
  return { nodes, edges: withPoints(plain.edges, points) };
}

const elk = new ELK();

async function elkLayout(plain, hierarchy) {
  const of = groups(plain);
  const spacing = {
    "elk.spacing.nodeNode": `${GAPS.card}`,
    "elk.layered.spacing.nodeNodeBetweenLayers": `${GAPS.row}`,
    "elk.spacing.edgeEdge": `${GAPS.line}`,
    "elk.layered.spacing.edgeEdgeBetweenLayers": `${GAPS.line}`,
  };
  const build = (id) => {
    const { nodes, edges } = of.get(id) ?? { nodes: [], edges: [] };
    return {
      children: nodes.map((node) => {
        if (!isFrame(node)) return { id: node.id, width: node.width, height: node.height };
        const { top, side, bottom } = padding(node);
        const sides = `[top=${top},left=${side},bottom=${bottom},right=${side}]`;
        const options = { ...spacing, "elk.algorithm": "layered", "elk.direction": "DOWN", "elk.padding": sides };
        return { id: node.id, layoutOptions: options, ...build(node.id) };
      }),
      edges: edges.map((edge) => ({
        id: `e${edge.index}`,
        sources: [edge.from],
        targets: [edge.to],
        labels: edge.label ? [{ id: `l${edge.index}`, text: "-", width: edge.label[0], height: edge.label[1] }] : [],
      })),
    };
  };
  const graph = {
    id: "root",
    layoutOptions: { ...spacing, "elk.algorithm": "layered", "elk.direction": "DOWN", "elk.hierarchyHandling": hierarchy },
    ...build(null),
  };
  const placed = await elk.layout(graph);
  const plainOf = new Map(plain.nodes.map((node) => [node.id, node]));
  const nodes = [];
  const points = [];
  const collect = (box, dx, dy) => {
    for (const edge of box.edges ?? []) {
      const [section] = edge.sections;
      const line = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
      points[Number(edge.id.slice(1))] = line.map((point) => [point.x + dx, point.y + dy]);
    }
    for (const child of box.children ?? []) {
      const { x, y, width, height } = child;
      nodes.push({ ...plainOf.get(child.id), x: x + dx, y: y + dy, width, height });
      collect(child, x + dx, y + dy);
    }
  };
  collect(placed, 0, 0);
  return { nodes, edges: withPoints(plain.edges, points) };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The drawing and the median of warm runs in milliseconds; what it says where it fails. */
async function contest(run, plain) {
  try {
    const timed = async () => {
      const begun = performance.now();
      const drawing = await run(plain);
      return [performance.now() - begun, drawing];
    };
    const [cold, drawing] = await timed();
    const rounds = Math.max(cold > 5000 ? 1 : 3, Math.min(101, Math.floor(1500 / cold)));
    for (let round = 0; round < Math.min(rounds, 10) && cold < 2000; round++) await timed();
    const times = [];
    for (let round = 0; round < rounds; round++) times.push((await timed())[0]);
    return { milliseconds: median(times), quickest: Math.min(...times), drawing };
  } catch (error) {
    return { failure: String(error?.message ?? error).split("\n")[0] };
  }
}

const contestants = [
  ["dagre, inner first", dagreInnerFirst],
  ["dagre, compound", dagreCompound],
  ["elk, inner first", (plain) => elkLayout(plain, "SEPARATE_CHILDREN")],
  ["elk, all at once", (plain) => elkLayout(plain, "INCLUDE_CHILDREN")],
];

const rows = [];
for (const { kind, states, milliseconds, quickest, drawing } of quality("machines")) {
  rows.push({ kind, states, who: "stepwell", milliseconds, quickest, drawing });
  const plain = {
    nodes: drawing.nodes.map(({ id, kind, parent, width, height }) => ({ id, kind, parent, width, height })),
    edges: drawing.edges.map(({ from, to, label }) => ({ from, to, label })),
  };
  for (const [who, run] of contestants) {
    // Without nesting both ways are the same.
    if (kind === "flat" && (who === "dagre, compound" || who === "elk, all at once")) continue;
    rows.push({ kind, states, who, ...(await contest(run, plain)) });
  }
}
const drawn = rows.filter((row) => row.drawing);
const counts = quality("count", JSON.stringify(drawn.map((row) => row.drawing)));
drawn.forEach((row, index) => Object.assign(row, counts[index]));

const number = (value, digits = 0) => value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const columns = [
  ["machine", (row) => `${number(row.states)} ${row.kind}`, 14],
  ["placed by", (row) => row.who, -19],
  ["ms", (row) => number(row.milliseconds, row.milliseconds < 10 ? 2 : 1), 10],
  ["quickest", (row) => number(row.quickest, row.quickest < 10 ? 2 : 1), 10],
  ["crossings", (row) => number(row.crossings), 10],
  ["length px", (row) => number(row.length), 12],
  ["through boxes", (row) => number(row.through_nodes), 14],
  ["shared px", (row) => number(row.shared), 10],
  ["Mpx", (row) => number(row.area / 1e6, 2), 9],
];
const cell = (text, width) => (width < 0 ? ` ${text.padEnd(-width)}` : text.padStart(width));
console.log("Layout of generated machines (milliseconds: median, warm, in-process)");
console.log(columns.map(([head, , width]) => cell(head, width)).join(""));
for (const row of rows) {
  const shown = row.failure ? columns.slice(0, 2) : columns;
  const line = shown.map(([, value, width]) => cell(value(row), width)).join("");
  console.log(row.failure ? `${line}   fails: ${row.failure}` : line);
  if (row.who.startsWith("elk, all") || (row.kind === "flat" && row.who.startsWith("elk"))) console.log();
}
