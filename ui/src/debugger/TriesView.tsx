import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { StatusShape } from "../components";
import type { Try } from "../schema";
import { useRunView } from "../state/runView";
import { PayloadView, type PayloadLook } from "./data/PayloadView";
import { Cause } from "./ErrorView";
import { duration } from "./model/duration";
import { goTo } from "./viewer";
import styles from "./TriesView.module.css";

/** Each call of a state's resource: what was sent, what came back. The last one is open. */
export function TriesView({ tries }: { tries: readonly Try[] }) {
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const last = tries.at(-1)?.scheduled;
  if (tries.length === 0) return <p className={styles.empty}>It called nothing up to this event.</p>;
  return (
    <ol className={styles.list}>
      {tries.map((one, index) => {
        const open = (one.scheduled === last) !== toggled.has(one.scheduled);
        const before = tries[index - 1];
        const pause = before === undefined || before.ended === null ? 0 : one.started - before.ended;
        return (
          <li key={one.scheduled}>
            {pause > 0 && <p className={styles.pause}>{duration(pause)} pause before trying again</p>}
            <button
              className={styles.head}
              aria-expanded={open}
              onClick={() => {
                const next = new Set(toggled);
                if (!next.delete(one.scheduled)) next.add(one.scheduled);
                setToggled(next);
              }}
            >
              {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
              <StatusShape meaning={one.mark} />
              <span className={styles.name}>Try {index + 1}</span>
              <span className={styles.error}>{one.error}</span>
              <span className={styles.time}>{one.ended === null ? "no answer yet" : duration(one.ended - one.started)}</span>
            </button>
            {open && <TryDetail one={one} />}
          </li>
        );
      })}
    </ol>
  );
}

function TryDetail({ one }: { one: Try }) {
  const started = useRunView(({ runView }) => runView?.run.started ?? 0);
  const [sentLook, setSentLook] = useState<PayloadLook>("tree");
  const [resultLook, setResultLook] = useState<PayloadLook>("tree");
  return (
    <div className={styles.detail}>
      <p className={styles.when}>
        <button onClick={() => goTo(one.scheduled)}>event {one.scheduled}</button>, {duration(one.started - started)} into the run
      </p>
      {one.error !== null && (
        <div className={styles.part}>
          <p className={styles.errorName}>{one.error}</p>
          <Cause cause={one.cause} />
        </div>
      )}
      <h4>Sent</h4>
      <div className={styles.payload}>
        <PayloadView payload={one.parameters} look={sentLook} onLook={setSentLook} empty="Nothing was sent." label="what was sent" />
      </div>
      {one.error === null && (
        <>
          <h4>Result</h4>
          <div className={styles.payload}>
            <PayloadView payload={one.result} look={resultLook} onLook={setResultLook} empty={one.ended === null ? "No answer yet at this event." : "No result."} label="result" />
          </div>
        </>
      )}
    </div>
  );
}
