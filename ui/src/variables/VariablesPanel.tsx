import { TriangleAlert, Variable as VariableIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { EmptyState } from "../components";
import { call } from "../host";
import type { Variable, VariableList, VariableUse } from "../schema";
import { flushTyping, useActiveDocumentUnhurried } from "../state/documents";
import { useSelection } from "../state/selection";
import { nameOfKey } from "../state/stateKey";
import { tellProblem } from "../state/toasts";
import { byState, remark, scopeWords, statesOf, type UseOfState } from "./model";
import styles from "./VariablesPanel.module.css";

/** Each variable of the workflow: where it lives, who assigns it, who reads it. */
export function VariablesPanel() {
  const document = useActiveDocumentUnhurried();
  const list = useVariables(document?.id ?? null, document?.text.version ?? 0);
  if (document === null || (list !== null && list.variables.length === 0)) {
    return (
      <EmptyState icon={<VariableIcon size={20} aria-hidden />} title={document === null ? "No workflow is open" : "No variables"}>
        {document === null ? "Open one from Files; its variables are listed here." : "A state assigns a variable with Assign, and states after it read it as $name. Each is listed here with both."}
      </EmptyState>
    );
  }
  return (
    <div className={styles.scroll} data-testid="variables">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Variable</th>
            <th scope="col">Scope</th>
            <th scope="col">Assigned by</th>
            <th scope="col">Read by</th>
          </tr>
        </thead>
        <tbody>
          {list?.variables.map((variable) => (
            <Row key={`${variable.name} ${variable.scope.state ?? ""} ${variable.scope.branch ?? ""}`} variable={variable} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is known of the text as it stands; of the one before until the answer is there. */
function useVariables(document: number | null, version: number): VariableList | null {
  const [known, setKnown] = useState<{ of: number; list: VariableList } | null>(null);
  useEffect(() => {
    if (document === null) return;
    let stays = true;
    flushTyping(document)
      .then(() => call("variables", { document }))
      .then((list) => stays && setKnown({ of: document, list }), tellProblem);
    return () => {
      stays = false;
    };
  }, [document, version]);
  return known !== null && known.of === document ? known.list : null;
}

function Row({ variable }: { variable: Variable }) {
  const said = remark(variable);
  const states = statesOf(variable);
  const select = useSelection((selection) => selection.select);
  const showAll = (): void => {
    const [state, ...more] = states;
    if (state !== undefined) select({ kind: "state", state, more }, "problems");
  };
  return (
    <tr data-testid={`variable:${variable.name}`}>
      <th scope="row">
        <AriaButton className={styles.name} onPress={showAll} aria-label={`$${variable.name}: select the ${states.length} states that use it`}>
          ${variable.name}
        </AriaButton>
        {said !== null && <span className={styles.remark}>{said}</span>}
      </th>
      <td className={styles.scope}>{scopeWords(variable.scope)}</td>
      <td>
        <Chips uses={variable.assigned} verb="assigns" name={variable.name} />
      </td>
      <td>
        <Chips uses={variable.read} verb="reads" name={variable.name} />
      </td>
    </tr>
  );
}

function Chips({ uses, verb, name }: { uses: readonly VariableUse[]; verb: string; name: string }) {
  return (
    <div className={styles.chips}>
      {byState(uses).map((use) => (
        <Chip key={use.state} use={use} verb={verb} name={name} />
      ))}
    </div>
  );
}

/** A state that uses the variable; pressing it again goes through all its places there. */
function Chip({ use, verb, name }: { use: UseOfState; verb: string; name: string }) {
  const select = useSelection((selection) => selection.select);
  const [turn, setTurn] = useState(0);
  const { state, uses, warning } = use;
  const fields = uses.map(({ field }) => field).join(", ");
  return (
    <AriaButton
      className={styles.chip}
      data-warns={warning === null ? undefined : ""}
      aria-label={`${nameOfKey(state)} ${verb} $${name} in ${fields}${warning === null ? "" : `. ${warning}`}`}
      onPress={() => {
        select({ kind: "state", state, at: uses[turn % uses.length]?.from }, "problems");
        setTurn(turn + 1);
      }}
    >
      {warning !== null && <TriangleAlert size={12} aria-hidden />}
      <span className={styles.state}>{nameOfKey(state)}</span>
      <span className={styles.field} title={warning ?? fields}>
        {uses[0]?.field.split("/")[0]}
        {uses.length > 1 && ` ×${uses.length}`}
      </span>
    </AriaButton>
  );
}
