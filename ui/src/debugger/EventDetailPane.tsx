import { Copy, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../components";
import { call } from "../host";
import type { NamedPayload } from "../schema";
import { useRunView } from "../state/runView";
import { copyText } from "./copy";
import { JsonText } from "./data/JsonText";
import { PayloadView, type PayloadLook } from "./data/PayloadView";
import styles from "./EventDetailPane.module.css";
import { bytes } from "./model/bytes";
import { useAnswer } from "./useAnswer";

/** The event shown, whole, as GetExecutionHistory gives it; payloads that were cut can be opened. */
export function EventDetailPane({ arn, onClose }: { arn: string; onClose: () => void }) {
  const id = useRunView(({ runView }) => Math.max(1, runView?.at ?? 1));
  const { value: event, problem } = useAnswer(arn, String(id), () => call("event", { arn, id }));
  const [opened, setOpened] = useState<string | null>(null);
  const [look, setLook] = useState<PayloadLook>("tree");
  if (problem !== null) return <p className={styles.words}>{problem.message}</p>;
  if (event === null) return null;
  const long = event.payloads.filter(({ payload }) => !payload.whole);
  const payload: NamedPayload | undefined = event.payloads.find(({ field }) => field === opened);
  return (
    <section className={styles.pane} aria-label={`Event ${event.row.id}`} data-testid="event-detail">
      <header className={styles.head}>
        <span>
          {event.row.id} <strong>{event.row.event_type}</strong>
        </span>
        <IconButton label="Copy the event" icon={<Copy size={14} />} placement="top" onPress={() => void copyText(event.json, "Event")} />
        <IconButton label="Close" icon={<X size={14} />} placement="top" onPress={onClose} />
      </header>
      {long.length > 0 && (
        <div className={styles.payloads}>
          {long.map((one) => (
            <button key={one.field} aria-pressed={one.field === opened} onClick={() => setOpened(one.field === opened ? null : one.field)}>
              {one.field} <span>{bytes(one.payload.bytes)}</span>
            </button>
          ))}
        </div>
      )}
      {payload === undefined ? (
        <JsonText text={event.json} label={`Event ${event.row.id}`} />
      ) : (
        <PayloadView payload={payload.payload} look={look} onLook={setLook} empty="" label={payload.field} />
      )}
    </section>
  );
}
