import { CircleX, RotateCw, Shield } from "lucide-react";
import { useMemo, useState } from "react";
import { Badge, classes, Segmented } from "../components";
import { useRunView } from "../state/runView";
import { JsonText } from "./data/JsonText";
import { JsonTree } from "./data/JsonTree";
import styles from "./ErrorView.module.css";
import { advice } from "./model/advice";
import { bytes, utf8Length } from "./model/bytes";
import { handlersOf } from "./model/catchers";
import { indented, isContainer, readJson } from "./model/jsonTree";

interface ErrorViewProps {
  error: string;
  cause: string | null;
  /** Where it happened; none for the execution as a whole. */
  state: string | null;
  /** When, in a few words. */
  details: string;
  caught: boolean;
  /** Whether the execution ended with it. */
  ended: boolean;
}

/** An error with its cause in full, what to do about it, and who might have caught it. */
export function ErrorView({ error, cause, state, details, caught, ended }: ErrorViewProps) {
  const runView = useRunView((all) => all.runView);
  const definition = runView?.definition;
  const outline = runView?.outline;
  const handlers = useMemo(
    () => (state === null || definition === undefined || outline === undefined ? [] : handlersOf(definition, outline, state, error)),
    [definition, outline, state, error],
  );
  return (
    <div className={styles.view} data-testid="error-view">
      <section className={styles.block}>
        <p className={classes(styles.error, "selectable")}>{error}</p>
        <Cause cause={cause} />
        <p className={styles.details}>{details}</p>
      </section>
      <section className={styles.block}>
        <h3>{caught ? "What became of it" : "What to do"}</h3>
        <p>{caught ? "A catcher took it, and the workflow went on." : advice(error)}</p>
      </section>
      {handlers.length > 0 && (
        <section className={styles.block}>
          <h3>{caught ? "Who caught it" : "Who would have caught it"}</h3>
          <ol className={styles.handlers}>
            {handlers.map((handler) => (
              <li key={`${handler.state} ${handler.kind}`}>
                <span className={styles.sign}>{handler.kind === "Retry" ? <RotateCw size={12} aria-hidden /> : <Shield size={12} aria-hidden />}</span>
                <span className={styles.who}>
                  {handler.name}, {handler.kind}
                </span>
                <span className={handler.matches ? styles.match : styles.none}>{handler.errors.length === 0 ? "" : handler.matches ? "matches" : "no match"}</span>
                <span className={styles.names}>{handler.errors.length === 0 ? "none here" : handler.errors.join(", ")}</span>
              </li>
            ))}
            {ended && (
              <li>
                <span className={classes(styles.sign, styles.failed)}>
                  <CircleX size={16} aria-hidden />
                </span>
                <span className={styles.who}>{runView?.run.workflow_name}</span>
                <span className={styles.fatal}>not caught</span>
                <span className={styles.names}>the execution failed with this error</span>
              </li>
            )}
          </ol>
        </section>
      )}
    </div>
  );
}

/** A cause: words, or JSON as functions write it. */
export function Cause({ cause }: { cause: string | null }) {
  const [look, setLook] = useState<"tree" | "text">("tree");
  const json = useMemo(() => {
    const read = cause === null ? null : readJson(cause);
    return read !== null && isContainer(read.root) ? read : null;
  }, [cause]);
  if (cause === null || cause === "") return <p className={styles.details}>It came without a cause.</p>;
  if (json === null) return <p className={classes(styles.cause, "selectable")}>{cause}</p>;
  return (
    <div className={styles.json}>
      <div className={styles.jsonHead}>
        <h3>Cause</h3>
        <Badge>JSON, {bytes(utf8Length(cause))}</Badge>
        <span className={styles.gap} />
        <Segmented
          label="How the cause is shown"
          value={look}
          onChange={setLook}
          options={[
            { id: "tree", label: "Tree" },
            { id: "text", label: "Text" },
          ]}
        />
      </div>
      <div className={styles.jsonBody}>{look === "tree" ? <JsonTree json={json} label="Cause" /> : <JsonText text={indented(json)} label="Cause" />}</div>
    </div>
  );
}
