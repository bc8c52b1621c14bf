import { useEffect } from "react";
import { create } from "zustand";
import { call, host } from "../host";
import type { EdgeBytes, EdgeBytesArgs } from "../schema";
import { useDiagramView } from "../state/diagramView";
import { useRunView } from "../state/runView";
import { tellProblem } from "../state/toasts";
import { same } from "./model/flow";
import { currentSource, type Source } from "./source";

const none: ReadonlyMap<string, EdgeBytes> = new Map();

/** What passed over the edges of the diagram that is shown; empty while nobody wants to see it. */
const useKnown = create<{ edges: ReadonlyMap<string, EdgeBytes> }>(() => ({ edges: none }));

/** What passed over an edge, where that is known and shown. */
export function useEdgeBytes(id: string): EdgeBytes | null {
  return useKnown(({ edges }) => edges.get(id) ?? null);
}

/** Edges of which nothing changed keep their objects, so that they are not drawn again. */
function show(edges: readonly EdgeBytes[]): void {
  const before = useKnown.getState().edges;
  const kept = edges.map((one): [string, EdgeBytes] => {
    const old = before.get(one.edge);
    return [one.edge, old !== undefined && same(old, one) ? old : one];
  });
  useKnown.setState({ edges: new Map(kept) });
}

/** What to ask for: the execution that is open, as of the frame that is shown, else the last one of the workflow. */
export function bytesWanted(): EdgeBytesArgs | null {
  const { runView } = useRunView.getState();
  if (runView !== null) return runView.frame === null ? null : { of: "run", arn: runView.run.arn, at: runView.frame.at };
  const document = currentSource()?.document ?? null;
  return document === null ? null : { of: "last_run", document };
}

/** Asks for what passed over the edges while the person wants to see it: one question at a time, however fast a run is played. */
export function useBytesAsked({ id }: Source): void {
  const isOn = useDiagramView(({ bytes }) => bytes);
  useEffect(() => {
    if (!isOn) return undefined;
    let isGone = false;
    let isAsking = false;
    let answered = "";
    const ask = (): void => {
      const wanted = bytesWanted();
      const name = JSON.stringify(wanted);
      if (isGone || isAsking || wanted === null || name === answered) return;
      isAsking = true;
      answered = name;
      call("edge_bytes", wanted)
        .then(({ edges }) => {
          if (!isGone) show(edges);
        }, tellProblem)
        .finally(() => {
          isAsking = false;
          ask();
        });
    };
    ask();
    const stops = [
      useRunView.subscribe(ask),
      host().onEvent((event) => {
        // Another execution of the workflow may be the last one now.
        if (event.event !== "runs_changed" || useRunView.getState().runView !== null) return;
        answered = "";
        ask();
      }),
    ];
    return () => {
      isGone = true;
      stops.forEach((stop) => stop());
      useKnown.setState({ edges: none });
    };
  }, [isOn, id]);
}
