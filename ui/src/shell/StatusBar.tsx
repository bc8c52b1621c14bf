import { CircleCheck, CircleX, CloudOff, Lock, TriangleAlert } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { Menu, meaningOf, StatusShape } from "../components";
import { useCursor } from "../state/cursor";
import { countProblems, isDirty, type OpenDocument, setKind, useActiveDocumentUnhurried, useDocuments } from "../state/documents";
import { useLayout } from "../state/layout";
import { useRunView } from "../state/runView";
import { useSession } from "../state/session";
import styles from "./StatusBar.module.css";
import type { MachineKind } from "../schema";

export function StatusBar() {
  const document = useActiveDocumentUnhurried();
  const connection = useSession((state) => state.connection);
  const history = useSession((state) => state.history);
  const version = useSession((state) => state.version);
  const runView = useRunView((state) => state.runView);
  return (
    <footer className={styles.bar} aria-label="Status">
      {runView !== null ? (
        <>
          <span className={styles.item}>
            <StatusShape meaning={meaningOf(runView.run.status)} size={14} label={null} />
            {runView.run.status}
          </span>
          <span className={styles.strong}>{runView.run.kind}</span>
          <span>
            event {runView.at} of {runView.lastEvent}
          </span>
        </>
      ) : (
        document !== null && <DocumentStatus document={document} />
      )}
      {runView === null && document === null && version !== "" && (
        <span>Stepwell {version}</span>
      )}
      <span className={styles.gap} />
      {history !== null && !history.owner && (
        <span className={styles.item} title="Another Stepwell runs executions in this history; here they can only be read.">
          <Lock size={13} aria-hidden /> history read-only
        </span>
      )}
      {(connection === "lost" || connection === "refused") && (
        <span className={styles.lost}>
          <CloudOff size={13} aria-hidden /> not connected
        </span>
      )}
      {document !== null && runView === null && <DocumentEnd document={document} />}
    </footer>
  );
}

const kinds: { id: MachineKind; detail: string }[] = [
  { id: "STANDARD", detail: "Runs for up to a year; exactly once; full history" },
  { id: "EXPRESS", detail: "Runs for up to five minutes; at least once; no task tokens" },
];

function DocumentStatus({ document }: { document: OpenDocument }) {
  const { reading, kind } = document;
  const { errors, warnings } = countProblems(reading.problems);
  const all = reading.problems.length;
  const states = reading.outline.length;
  const isBroken = !reading.current;
  const Icon = isBroken || errors > 0 ? CircleX : warnings > 0 ? TriangleAlert : CircleCheck;
  const tone = isBroken || errors > 0 ? "var(--fail)" : warnings > 0 ? "var(--caught)" : "var(--ok)";
  return (
    <>
      <Menu
        label="Kind of workflow"
        groups={[
          {
            actions: kinds.map(({ id, detail }) => ({
              id,
              label: id,
              detail,
              isOn: id === kind,
              run: () => void (id === kind ? undefined : setKind(document.id, id)),
            })),
          },
        ]}
      >
        <AriaButton className={styles.button} aria-label={`Kind of workflow: ${kind}`}>
          <span className={styles.strong}>{kind}</span>
        </AriaButton>
      </Menu>
      <span>{reading.query_language}</span>
      <span>{states === 1 ? "1 state" : `${states} states`}</span>
      <AriaButton className={styles.button} onPress={() => useLayout.getState().showBottom("problems")}>
        <Icon size={13} aria-hidden color={tone} />
        {isBroken && all === 0 ? "cannot be read" : all === 1 ? "1 problem" : `${all} problems`}
      </AriaButton>
    </>
  );
}

function DocumentEnd({ document }: { document: OpenDocument }) {
  const at = useCursor((state) => state.at);
  const { status } = document;
  return (
    <>
      {at !== null && (
        <span>
          Ln {at.line}, Col {at.column}
        </span>
      )}
      <span>{document.format.toUpperCase()}</span>
      {status.read_only && (
        <span className={styles.item} title="The file may not be written. Save as another file.">
          <Lock size={13} aria-hidden /> read-only
        </span>
      )}
      <SavedWord id={document.id} />
    </>
  );
}

/** Told at once, unlike the rest of the bar. */
function SavedWord({ id }: { id: number }) {
  const word = useDocuments(({ open }) => {
    const document = open[id];
    if (document === undefined) return "";
    return document.saving ? "saving…" : isDirty(document) ? "unsaved" : document.status.disk === "unsaved" ? "not saved yet" : "saved";
  });
  return <span role="status">{word}</span>;
}
