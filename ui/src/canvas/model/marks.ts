import type { EdgeFrame, Frame, PictureNode, StateFrame } from "../../schema";
import type { Plan } from "./picture";

/** A frame by what it is about. */
export interface Marks {
  states: ReadonlyMap<string, StateFrame>;
  edges: ReadonlyMap<string, EdgeFrame>;
}

const marksByFrame = new WeakMap<Frame, Marks>();

export function marksOf(frame: Frame): Marks {
  let marks = marksByFrame.get(frame);
  if (marks === undefined) {
    marks = {
      states: new Map(frame.states.map((state) => [state.state, state])),
      edges: new Map(frame.edges.map((edge) => [edge.edge, edge])),
    };
    marksByFrame.set(frame, marks);
  }
  return marks;
}

/** A Choice's rule in a frame: the one taken, one that was tried before it, or nothing known. */
export type RuleFrame = "taken" | "passed" | null;

/**
 * What became of a Choice's rules, by their place on the card. Rules are tried in order, so those before the one taken were
 * false; with several visits only what was taken at all is certain.
 */
export function ruleFrames(plan: Plan, node: PictureNode, marks: Marks): RuleFrame[] {
  const taken = node.rules.map((row) => {
    const edge = plan.out(node.id).find(({ edge }) => (row.index === null ? edge.kind === "default" : edge.kind === "choice" && edge.index === row.index));
    return edge !== undefined && marks.edges.has(edge.id);
  });
  const first = taken.indexOf(true);
  const visits = marks.states.get(node.state ?? node.id)?.entered ?? 0;
  return taken.map((was, i) => (was ? "taken" : visits === 1 && i < first ? "passed" : null));
}

/** The grey second line of a card in a run; null where it says what it says outside of a run. */
export function runLine(plan: Plan, node: PictureNode, frame: StateFrame, marks: Marks): string | null {
  // A Map's iterations stand in a badge of their own.
  if (node.state_type === "Map") return null;
  if (frame.mark === "retrying") return `try ${frame.retries + 1} failed, again soon`;
  if (frame.mark === "caught") return frame.failures > 1 ? `failed ${frame.failures} times, caught` : "caught, went on";
  if (frame.inside > 1) return `${frame.inside} inside`;
  if (node.state_type === "Choice") {
    const rows = ruleFrames(plan, node, marks).flatMap((rule, i) => (rule === "taken" ? [node.rules[i]!.label] : []));
    if (rows.length === 1) return `chose ${rows[0]}`;
    if (rows.length > 1) return `${frame.entered} visits`;
  }
  return frame.entered > 1 ? `${frame.entered} visits` : null;
}

/** What the pill at a machine's start or end stands for: as its edges do. */
export function pillMark(plan: Plan, node: PictureNode, marks: Marks): EdgeFrame | null {
  const edges = node.kind === "start" ? plan.out(node.id) : plan.into(node.id);
  for (const edge of edges) {
    const frame = marks.edges.get(edge.id);
    if (frame !== undefined) return frame;
  }
  return null;
}
