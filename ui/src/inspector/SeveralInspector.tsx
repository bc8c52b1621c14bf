import { Columns2, Layers, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, MiddleEllipsis, ServiceTile } from "../components";
import type { Edit } from "../schema";
import { edit, type OpenDocument } from "../state/documents";
import { useSelection } from "../state/selection";
import { nameOfKey, pathOfKey } from "../state/stateKey";
import styles from "./Inspector.module.css";
import { notEditable } from "./notEditable";
import { Notice } from "./Notice";

/** Several states: which, and what can be done with all of them. */
export function SeveralInspector({ document, states }: { document: OpenDocument; states: readonly string[] }) {
  const select = useSelection((state) => state.select);
  const [refusal, setRefusal] = useState<string | null>(null);
  const blocked = notEditable(document);
  const send = (edits: Edit[]) => {
    void edit(document.id, edits, { quiet: true }).then((outcome) => setRefusal(outcome.ok ? null : outcome.problem.message));
  };
  const paths = states.map(pathOfKey);
  return (
    <>
      {blocked !== null && <Notice text={blocked} />}
      <header className={styles.head}>
        <div className={styles.titles}>
          <h2>{states.length} states</h2>
          <p>Choose one to see its fields.</p>
        </div>
      </header>
      <div className={styles.list}>
        {states.map((key) => {
          const node = document.reading.picture.nodes.find((candidate) => candidate.state === key && candidate.kind !== "branch");
          return (
            <button key={key} type="button" className={styles.listRow} onClick={() => select({ kind: "state", state: key }, "inspector")}>
              <ServiceTile size="row" service={node?.service ?? null} stateType={node?.state_type ?? null} />
              <MiddleEllipsis text={nameOfKey(key)} />
            </button>
          );
        })}
      </div>
      {refusal !== null && <p className={styles.refused} role="alert">{refusal}</p>}
      <div className={styles.buttons}>
        <Button isDisabled={blocked !== null} icon={<Columns2 size={16} aria-hidden />} onPress={() => send([{ edit: "wrap_in_parallel", states: paths }])}>
          Wrap in Parallel
        </Button>
        <Button isDisabled={blocked !== null} icon={<Layers size={16} aria-hidden />} onPress={() => send([{ edit: "wrap_in_map", states: paths }])}>
          Wrap in Map
        </Button>
        <Button variant="danger" isDisabled={blocked !== null} icon={<Trash2 size={16} aria-hidden />} onPress={() => send(paths.map((state) => ({ edit: "remove_state", state })))}>
          Delete all
        </Button>
      </div>
    </>
  );
}
