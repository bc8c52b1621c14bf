import { MousePointerClick } from "lucide-react";
import { EmptyState } from "../components";
import { useActiveDocumentUnhurried } from "../state/documents";
import { selectedState, selectedStates, useSelection } from "../state/selection";
import { useUnhurried } from "../state/unhurried";
import { useStateDetail } from "./detail";
import { EdgeInspector } from "./EdgeInspector";
import styles from "./Inspector.module.css";
import { MachineInspector } from "./machine/MachineInspector";
import { SeveralInspector } from "./SeveralInspector";
import { StateInspector } from "./state/StateInspector";

/** The form for what is selected: a state, several, a transition, or the state machine itself. */
export function Inspector() {
  const document = useActiveDocumentUnhurried();
  const selected = useUnhurried(useSelection, (state) => state.selected);
  const states = selectedStates(selected);
  const key = states.length === 1 ? selectedState(selected) : null;
  const { detail, problem } = useStateDetail(document?.id ?? -1, key, document?.text.version ?? 0);
  if (document === null) {
    return (
      <div className={styles.inspector} data-testid="inspector">
        <EmptyState icon={<MousePointerClick size={20} aria-hidden />} title="No workflow is open">
          Open one from Files, or begin a new one.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.inspector} data-testid="inspector">
      {states.length > 1 ? (
        <SeveralInspector document={document} states={states} />
      ) : selected?.kind === "edge" ? (
        <EdgeInspector document={document} edge={selected.edge} />
      ) : key === null ? (
        <MachineInspector key={document.id} document={document} />
      ) : detail !== null ? (
        <StateInspector key={`${document.id} ${detail.key}`} document={document} detail={detail} />
      ) : (
        problem !== null && <p className={styles.words}>{problem.message}</p>
      )}
    </div>
  );
}
