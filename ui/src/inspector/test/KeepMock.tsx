import { useState } from "react";
import { Button, Dialog, Select, TextField } from "../../components";
import { useAnswer } from "../../debugger/useAnswer";
import { call, HostProblem } from "../../host";
import type { TaskAnswer } from "../../schema";
import { lastSettings, workflowKey } from "../../runs/runSettings";
import { useActiveDocumentUnhurried } from "../../state/documents";
import { tell } from "../../state/toasts";
import { machineFor, mockTargets, type MockTarget } from "../model/mockTargets";
import { lineOf } from "../model/test";
import styles from "./test.module.css";

const fresh = "new";

/** Asks which test case of which mock file shall answer so. */
export function KeepMock({ answer, state, onClose }: { answer: TaskAnswer; state: string; onClose: () => void }) {
  const document = useActiveDocumentUnhurried();
  const { value, problem } = useAnswer("mock files", "", () => call("mock_files", {}));
  if (document === null) return null;
  const targets = mockTargets(value?.files ?? [], document);
  return (
    <Dialog title={`Keep as a mock of ${state}`} isOpen onClose={onClose}>
      {problem !== null ? (
        <p className={styles.wrong}>{problem.message}</p>
      ) : value === null ? null : targets.length === 0 ? (
        <p>There is no mock file yet, and this workflow has no file of its own to put one beside. Save the workflow first.</p>
      ) : (
        <Form answer={answer} state={state} targets={targets} workflow={document} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Form({ answer, state, targets, workflow, onClose }: { answer: TaskAnswer; state: string; targets: readonly MockTarget[]; workflow: { path: string | null; name: string }; onClose: () => void }) {
  const last = lastSettings(workflowKey(workflow))?.tasks;
  const lastCase = last?.by === "mocks" ? last : null;
  const [path, setPath] = useState(() => (targets.find((target) => target.path === lastCase?.path) ?? targets[0])?.path ?? "");
  const target = targets.find((candidate) => candidate.path === path);
  const caseId = (machine: string, name: string) => JSON.stringify([machine, name]);
  const ids = target?.cases.map((one) => caseId(one.machine, one.case)) ?? [];
  const remembered = lastCase === null ? null : caseId(lastCase.machine, lastCase.case);
  const [chosen, setChosen] = useState(remembered);
  const isFresh = chosen === fresh || ids.length === 0;
  const shown = isFresh ? fresh : chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? fresh);
  const [name, setName] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  if (target === undefined) return null;
  const keep = async () => {
    const picked = target.cases.find((one) => caseId(one.machine, one.case) === shown);
    const into = picked ?? { machine: machineFor(target, workflow.name), case: name.trim() };
    if (into.case === "") {
      setRefused("Name the new test case.");
      return;
    }
    try {
      const kept = await call("keep_mock", { path, ...into, state, answer });
      tell(`Test case ${into.case} of ${target.label} answers ${state} with “${kept.response}”.`, "ok");
      onClose();
    } catch (thrown) {
      setRefused(HostProblem.from(thrown).message);
    }
  };
  return (
    <div className={styles.keepForm} data-testid="keep-mock">
      <p className={styles.kept}>
        <code>{answer.as === "result" ? lineOf(answer.result) : answer.error}</code>
      </p>
      <Select label="Mock file" value={path} options={targets.map(({ path: id, label, isNew }) => ({ id, label, ...(isNew ? { detail: "new" } : {}) }))} onChange={setPath} />
      <Select
        label="Test case"
        value={shown}
        options={[
          ...target.cases.map((one) => ({ id: caseId(one.machine, one.case), label: one.case, detail: one.machine })),
          { id: fresh, label: "A new test case" },
        ]}
        onChange={setChosen}
      />
      {shown === fresh && <TextField label="Its name" value={name} onChange={setName} autoFocus data-testid="keep-case" />}
      <p className={styles.hint}>Whenever {state} calls its action in this test case, it is answered so. What stood there before stays in the file under its name.</p>
      {refused !== null && (
        <p className={styles.wrong} role="alert">
          {refused}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onPress={onClose}>Cancel</Button>
        <Button variant="primary" onPress={() => void keep()} data-testid="keep-save">
          Keep
        </Button>
      </div>
    </div>
  );
}
