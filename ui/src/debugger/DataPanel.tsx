import { useState } from "react";
import { useRunView } from "../state/runView";
import { selectedState, useSelection } from "../state/selection";
import { PayloadView, type PayloadLook } from "./data/PayloadView";
import styles from "./DataPanel.module.css";
import { payloadBytes } from "./model/bytes";
import { NothingOpen } from "./NothingOpen";
import { stagesOf, type Stage, type StageId } from "./stages";
import { useStateData } from "./useRunData";
import { isEnded } from "./viewer";

/** The selected state's data side by side, from input to output, as of the event shown; without a selection the execution's own. */
export function DataPanel() {
  const runView = useRunView((state) => state.runView);
  const selected = useSelection((state) => selectedState(state.selected));
  const state = selected !== null && runView?.outline.some((entry) => entry.key === selected) === true ? selected : null;
  const { value: data, problem } = useStateData(state, null);
  const [looks, setLooks] = useState<Partial<Record<StageId, PayloadLook>>>({});
  if (runView === null) return <NothingOpen />;
  if (problem !== null) return <p className={styles.words}>{problem.message}</p>;
  const ended = isEnded(runView.run.status) && runView.at >= runView.lastEvent;
  const stages: Stage[] =
    state === null
      ? [
          { id: "input", name: "Input", payload: runView.input, empty: "It was started without input.", since: null },
          { id: "output", name: "Output", payload: ended ? runView.output : null, empty: ended ? "No output." : "No output yet.", since: "input" },
        ]
      : data === null
        ? []
        : stagesOf(data);
  return (
    <div className={styles.columns} data-testid="data-panel">
      {stages.map((stage) => {
        const since = stages.find((other) => other.id === stage.since);
        return (
          <section key={stage.id} className={styles.column} aria-label={stage.name}>
            <header className={styles.head}>
              {stage.name}
              {stage.payload !== null && <span>{payloadBytes(stage.payload.bytes)}</span>}
            </header>
            <PayloadView
              payload={stage.payload}
              since={since === undefined || since.payload === null ? null : { payload: since.payload, name: since.name }}
              look={looks[stage.id] ?? "tree"}
              onLook={(look) => setLooks({ ...looks, [stage.id]: look })}
              empty={stage.empty}
              label={stage.name.toLowerCase()}
              testId={`panel-${stage.id}`}
            />
          </section>
        );
      })}
    </div>
  );
}
