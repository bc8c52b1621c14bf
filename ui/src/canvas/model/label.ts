import type { Mark, PictureEdge, PictureNode, StateFrame } from "../../schema";

/** What a mark is called. */
export const markWord: Record<Mark, string> = {
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  caught: "caught",
  retrying: "retrying",
  waiting: "waiting",
  aborted: "aborted",
};

/** A node as it is read out: type, name, what it does, how it stands. */
export function nodeLabel(node: PictureNode, frame: StateFrame | null): string {
  switch (node.kind) {
    case "start":
      return "Start";
    case "end":
      return "End";
    case "branch":
      return node.title === "" ? "Branch" : node.title;
    case "state":
    case "frame":
      return [
        node.state_type === null || node.state_type === "" ? "State" : `${node.state_type} state`,
        node.title,
        node.subtitle,
        frame === null ? "" : markWord[frame.mark],
      ]
        .filter((part) => part !== "")
        .join(", ");
  }
}

/** An edge as it is read out. */
export function edgeLabel(edge: PictureEdge, from: PictureNode, to: PictureNode): string {
  const source = from.kind === "start" ? "Start" : from.title;
  const target = to.kind === "end" ? "End" : to.title;
  const label = edge.label === null || edge.label === "" ? "" : `: ${edge.label}`;
  switch (edge.edge.kind) {
    case "start":
      return `Starts at ${target}`;
    case "next":
      return `${source} goes on to ${target}`;
    case "end":
      return `${source} ends`;
    case "choice":
      return `${source}, rule ${edge.edge.index + 1}${label}, goes on to ${target}`;
    case "default":
      return `${source}, default, goes on to ${target}`;
    case "catch":
      return `${source}, catcher ${edge.edge.index + 1}${label}, goes on to ${target}`;
  }
}
