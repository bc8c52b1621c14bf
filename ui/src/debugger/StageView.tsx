import { ChevronRight } from "lucide-react";
import { Fragment, useState } from "react";
import { classes } from "../components";
import { PayloadView, type PayloadLook } from "./data/PayloadView";
import { payloadBytes } from "./model/bytes";
import { furthest, type Stage, type StageId } from "./stages";
import styles from "./StageView.module.css";

/** Input to output as chips with their sizes, and the payload of the one chosen. What is chosen stays while the view steps on. */
export function StageView({ stages }: { stages: readonly Stage[] }) {
  const [chosen, setChosen] = useState<StageId | null>(null);
  const [look, setLook] = useState<PayloadLook>("tree");
  const id = stages.some((stage) => stage.id === chosen) && chosen !== null ? chosen : furthest(stages);
  const stage = stages.find((candidate) => candidate.id === id);
  const since = stages.find((candidate) => candidate.id === stage?.since);
  return (
    <div className={styles.view}>
      <div className={styles.chips} role="radiogroup" aria-label="Data of the state">
        {stages.map((one, index) => (
          <Fragment key={one.id}>
            {index > 0 && <ChevronRight size={12} aria-hidden className={styles.arrow} />}
            <button
              role="radio"
              aria-checked={one.id === id}
              className={classes(styles.chip, one.id === id && styles.chosen)}
              data-testid={`data-stage-${one.id}`}
              onClick={() => setChosen(one.id)}
            >
              <span className={styles.name}>{one.name}</span>
              <span className={styles.size}>{one.payload === null ? "–" : payloadBytes(one.payload.bytes)}</span>
            </button>
          </Fragment>
        ))}
      </div>
      {stage !== undefined && (
        <PayloadView
          payload={stage.payload}
          since={since === undefined || since.payload === null ? null : { payload: since.payload, name: since.name }}
          look={look}
          onLook={setLook}
          empty={stage.empty}
          label={stage.name.toLowerCase()}
          testId={`data-${stage.id}`}
        />
      )}
    </div>
  );
}
