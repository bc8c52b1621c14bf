import { CircleCheck, Lock } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, Dialog, EmptyState } from "../components";
import { call, HostProblem } from "../host";
import type { Conversion } from "../schema";
import { edit, flushTyping } from "../state/documents";
import { useSelection } from "../state/selection";
import { nameOfKey, pathOfKey } from "../state/stateKey";
import styles from "./ConvertDialog.module.css";

/** What of a workflow, or of a state, becomes JSONata, and what stays and why; nothing happens before the person says so. */
export function ConvertDialog({ document, state, onClose }: { document: number; state: string | null; onClose: () => void }) {
  const [found, setFound] = useState<Conversion | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const select = useSelection((selection) => selection.select);
  useEffect(() => {
    let stays = true;
    flushTyping(document)
      .then(() => call("conversion", { document, ...(state === null ? {} : { state }) }))
      .then(
        (answer) => stays && setFound(answer),
        (thrown: unknown) => stays && setProblem(HostProblem.from(thrown).message),
      );
    return () => {
      stays = false;
    };
  }, [document, state]);
  const convert = async (): Promise<void> => {
    const outcome = await edit(document, [{ edit: "convert_to_jsonata", state: state === null ? [] : pathOfKey(state) }]);
    if (outcome.ok) onClose();
  };
  const what = state === null ? "the workflow" : nameOfKey(state);
  const isRefused = state !== null && found?.left.some((left) => left.state === state) === true;
  const canConvert = found !== null && found.converted.length > 0 && !isRefused;
  return (
    <Dialog
      title={`Convert ${what} to JSONata`}
      isOpen
      onClose={onClose}
      size="wide"
      footnote={canConvert ? "One step; undo takes it back." : undefined}
      actions={
        <>
          <Button onPress={onClose}>{canConvert ? "Cancel" : "Close"}</Button>
          {canConvert && (
            <Button variant="primary" autoFocus onPress={() => void convert()} data-testid="convert">
              {found.converted.length === 1 ? "Convert one state" : `Convert ${found.converted.length} states`}
            </Button>
          )}
        </>
      }
    >
      {problem !== null && <p role="alert">{problem}</p>}
      {found !== null && found.converted.length + found.left.length === 0 && (
        <EmptyState compact icon={<CircleCheck size={20} aria-hidden />} title="Nothing to convert">
          There is no state in JSONPath here.
        </EmptyState>
      )}
      {found !== null && found.converted.length > 0 && (
        <p className={styles.said}>
          {found.whole
            ? "All states can be converted: what succeeds today succeeds with the same output. The workflow becomes one of JSONata."
            : found.converted.length + found.left.length === 1
              ? "This state can be converted with certainty; it then names JSONata as its language."
              : `${found.converted.length} of ${found.converted.length + found.left.length} states can be converted with certainty; each then names JSONata as its language.`}
          {" "}Where a path leads nowhere, the error is States.QueryEvaluationError afterwards.
        </p>
      )}
      {found !== null && found.left.length > 0 && (
        <section aria-label="Stays in JSONPath">
          <h3 className={styles.heading}>
            <Lock size={14} aria-hidden /> Stays in JSONPath
          </h3>
          <ul className={styles.list}>
            {found.left.map((left) => (
              <li key={left.state}>
                <button
                  type="button"
                  className={styles.row}
                  data-testid={`left:${left.state}`}
                  onClick={() => {
                    select({ kind: "state", state: left.state }, "problems");
                    onClose();
                  }}
                >
                  <span className={styles.name}>{nameOfKey(left.state)}</span>
                  <span className={styles.field}>{left.field}</span>
                  <span className={styles.reason}>{left.reason}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
