import { ArrowRight } from "lucide-react";
import { MiddleEllipsis, ServiceTile } from "../components";
import type { PictureEdge } from "../schema";
import type { OpenDocument } from "../state/documents";
import { useSelection } from "../state/selection";
import styles from "./Inspector.module.css";

/** A transition: what it is, and the states at its ends, where its fields are. */
export function EdgeInspector({ document, edge: id }: { document: OpenDocument; edge: string }) {
  const select = useSelection((state) => state.select);
  const { nodes, edges } = document.reading.picture;
  const edge = edges.find((candidate) => candidate.id === id);
  if (edge === undefined) return <p className={styles.words}>This transition is gone. Choose a state to see its fields.</p>;
  const ends = [edge.from, edge.to].map((end) => nodes.find((node) => node.id === end));
  return (
    <>
      <header className={styles.head}>
        <span className={styles.tile}><ArrowRight size={16} aria-hidden /></span>
        <div className={styles.titles}>
          <h2>{titleOf(edge)}</h2>
          <p>{edge.label === null || edge.label.toLowerCase() === titleOf(edge).toLowerCase() ? "Drag its end to lead it elsewhere." : edge.label}</p>
        </div>
      </header>
      <div className={styles.list}>
        {ends.map((node, index) =>
          node === undefined ? null : (
            <button
              key={index}
              type="button"
              className={styles.listRow}
              disabled={node.state === null}
              onClick={() => {
                if (node.state !== null) select(index === 0 ? ofEdge(edge, node.state) : { kind: "state", state: node.state }, "inspector");
              }}
            >
              <span className={styles.end}>{index === 0 ? "From" : "To"}</span>
              <ServiceTile size="row" service={node.service} stateType={node.state_type} />
              <MiddleEllipsis text={node.title} />
            </button>
          ),
        )}
      </div>
    </>
  );
}

function titleOf({ edge }: PictureEdge): string {
  switch (edge.kind) {
    case "start":
      return "Where it starts";
    case "next":
      return "Next";
    case "end":
      return "End";
    case "choice":
      return `Rule ${edge.index + 1}`;
    case "default":
      return "Default: no rule was true";
    case "catch":
      return `Catcher ${edge.index + 1}`;
  }
}

/** What of the state the transition comes from. */
function ofEdge({ edge }: PictureEdge, state: string): Parameters<ReturnType<typeof useSelection.getState>["select"]>[0] {
  if (edge.kind === "choice") return { kind: "rule", state, rule: edge.index };
  if (edge.kind === "default") return { kind: "rule", state, rule: null };
  if (edge.kind === "catch") return { kind: "catcher", state, catcher: edge.index };
  return { kind: "state", state };
}
