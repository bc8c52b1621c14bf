// Pictures for the specs of this folder. Nothing that is shipped imports this.
import type { EdgeKind, Picture, PictureEdge, PictureNode, Point } from "../../schema";

export function node(id: string, at: Partial<PictureNode> = {}): PictureNode {
  return {
    id,
    kind: "state",
    state: id,
    state_type: "Pass",
    title: id.split("/").at(-1) ?? id,
    subtitle: "",
    service: null,
    badges: [],
    rules: [],
    note: [],
    parent: null,
    branch: null,
    start: false,
    x: 0,
    y: 0,
    width: 220,
    height: 56,
    ...at,
  };
}

export function pill(kind: "start" | "end", x: number, y: number): PictureNode {
  return node(`#${kind}`, { kind, state: null, state_type: null, title: kind === "start" ? "Start" : "End", x, y, width: 56, height: 24 });
}

export function edge(from: string, to: string, what: EdgeKind, points: Point[], more: Partial<PictureEdge> = {}): PictureEdge {
  const index = "index" in what ? `:${what.index}` : "";
  return { id: `${from}|${what.kind}${index}|${to}`, from, to, edge: what, label: null, points, merges_at: null, label_at: null, back: false, ...more };
}

const line = (x: number, from: number, to: number): Point[] => [{ x, y: from }, { x, y: to }];

/**
 * Start → A → Choose → (rule 0) B → End, (default) Both: a Parallel with a machine of C → D and an empty branch; B is caught to A.
 */
export function sample(): Picture {
  return {
    width: 900,
    height: 700,
    notes: [],
    direction: "down",
    nodes: [
      pill("start", 182, 0),
      node("A", { x: 100, y: 60, start: true, state_type: "Task", subtitle: "lambda:invoke" }),
      node("Choose", {
        x: 80,
        y: 160,
        width: 260,
        height: 112,
        state_type: "Choice",
        rules: [
          { index: 0, label: "big", y: 56, height: 28, outlet: { x: 260, y: 70 } },
          { index: null, label: "Default", y: 84, height: 28, outlet: { x: 130, y: 112 } },
        ],
      }),
      node("B", { x: 400, y: 320, state_type: "Task" }),
      node("Both", { kind: "frame", state_type: "Parallel", x: 60, y: 320, width: 300, height: 260 }),
      node("Both#branch0", { kind: "branch", state: "Both", parent: "Both", branch: 0, x: 70, y: 360, width: 230, height: 200, title: "" }),
      node("Both/C", { parent: "Both#branch0", start: true, x: 75, y: 380 }),
      node("Both/D", { parent: "Both#branch0", x: 75, y: 480, state_type: "Succeed" }),
      node("Both#branch1", { kind: "branch", state: "Both", parent: "Both", branch: 1, x: 310, y: 360, width: 40, height: 200, title: "" }),
      pill("end", 182, 640),
    ],
    edges: [
      edge("#start", "A", { kind: "start" }, line(210, 24, 60)),
      edge("A", "Choose", { kind: "next" }, line(210, 116, 160)),
      edge("Choose", "B", { kind: "choice", index: 0 }, [{ x: 340, y: 230 }, { x: 510, y: 230 }, { x: 510, y: 320 }]),
      edge("Choose", "Both", { kind: "default" }, line(210, 272, 320)),
      edge("Both/C", "Both/D", { kind: "next" }, line(185, 436, 480)),
      edge("B", "A", { kind: "catch", index: 0 }, [{ x: 620, y: 340 }, { x: 660, y: 340 }, { x: 660, y: 88 }, { x: 320, y: 88 }], {
        label: "States.ALL",
        label_at: { x: 660, y: 200 },
        back: true,
      }),
      edge("Both", "#end", { kind: "end" }, line(210, 580, 640)),
      edge("B", "#end", { kind: "end" }, [{ x: 510, y: 376 }, { x: 510, y: 610 }, { x: 210, y: 610 }, { x: 210, y: 640 }]),
    ],
  };
}

/** The same, flowing to the right: a picture laid on its side, with cards as they are. */
export function sideways(): Picture {
  return {
    width: 900,
    height: 300,
    notes: [],
    direction: "right",
    nodes: [
      pill("start", 0, 82),
      node("A", { x: 100, y: 66, start: true, state_type: "Task" }),
      node("Both", { kind: "frame", state_type: "Parallel", x: 380, y: 10, width: 600, height: 220 }),
      node("Both#branch0", { kind: "branch", state: "Both", parent: "Both", branch: 0, x: 400, y: 52, width: 560, height: 56, title: "" }),
      node("Both/C", { parent: "Both#branch0", start: true, x: 400, y: 52 }),
      node("Both/D", { parent: "Both#branch0", x: 680, y: 52 }),
      node("Both#branch1", { kind: "branch", state: "Both", parent: "Both", branch: 1, x: 400, y: 136, width: 560, height: 56, title: "" }),
      node("Both/E", { parent: "Both#branch1", start: true, x: 400, y: 136 }),
      node("Last", { x: 1040, y: 92, state_type: "Succeed" }),
    ],
    edges: [
      edge("#start", "A", { kind: "start" }, [{ x: 56, y: 94 }, { x: 100, y: 94 }]),
      edge("A", "Both", { kind: "next" }, [{ x: 320, y: 94 }, { x: 350, y: 94 }, { x: 350, y: 120 }, { x: 380, y: 120 }]),
      edge("Both/C", "Both/D", { kind: "next" }, [{ x: 620, y: 80 }, { x: 680, y: 80 }]),
      edge("Both", "Last", { kind: "next" }, [{ x: 980, y: 120 }, { x: 1040, y: 120 }]),
    ],
  };
}
