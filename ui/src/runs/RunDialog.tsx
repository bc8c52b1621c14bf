import { Play, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button, Dialog, Kbd, Segmented, Select, TextField } from "../components";
import { JsonEditor } from "../debugger/data/JsonText";
import { jsonProblem } from "../debugger/model/jsonProblem";
import { indented, readJson } from "../debugger/model/jsonTree";
import { useAnswer } from "../debugger/useAnswer";
import { call, type HostProblem } from "../host";
import type { TimeMode } from "../schema";
import { shortcutText } from "../state/commands";
import { countProblems, useActiveDocument, type OpenDocument } from "../state/documents";
import { useRunsFollowed } from "./follow";
import { idOf, taskChoices } from "./mockCases";
import styles from "./RunDialog.module.css";
import { firstSettings, type RunSettings } from "./runSettings";
import { settingsFor, startRun, useStartProblem } from "./startRun";

/** How to run the shown workflow: its input, its name, its time, and who answers its tasks. */
export function RunDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  // The dialog is part of the window from its start, open or not.
  useRunsFollowed();
  const document = useActiveDocument();
  return isOpen && document !== null ? <Opened key={document.id} document={document} onClose={onClose} /> : null;
}

/** Waits for what the workflow was run with last. */
function Opened({ document, onClose }: { document: OpenDocument; onClose: () => void }) {
  const { value } = useAnswer("last settings", "", async () => (await settingsFor(document)) ?? firstSettings);
  return value === null ? null : <Form document={document} first={value} onClose={onClose} />;
}

function Form({ document, first, onClose }: { document: OpenDocument; first: RunSettings; onClose: () => void }) {
  const [input, setInput] = useState(first.input);
  const [shown, setShown] = useState({ text: first.input, key: 0 });
  const [name, setName] = useState("");
  const [time, setTime] = useState<TimeMode>(first.time);
  const [tasks, setTasks] = useState(first.tasks);
  const [tried, setTried] = useState(false);
  const [starting, setStarting] = useState(false);
  const refused = useStartProblem((state) => state.problem);
  const { value: mocks, problem: noMocks } = useAnswer("mock files", "", () => call("mock_files", {}));

  const wrong = jsonProblem(input);
  const choices = taskChoices(mocks?.files ?? [], document.name);
  // A test case that was chosen last time may be gone.
  const chosen = choices.find((choice) => choice.id === idOf(tasks)) ?? null;
  const unreadable = (mocks?.files ?? []).filter((file) => file.reason !== null);
  const place = placeOfProblem(refused);
  const { errors } = countProblems(document.reading.problems);

  const start = async () => {
    setTried(true);
    if (wrong !== null || starting || (chosen === null && mocks !== null)) return;
    setStarting(true);
    const started = await startRun(document.id, { input, time, tasks: chosen?.tasks ?? tasks }, name);
    setStarting(false);
    if (started) onClose();
  };
  const format = () => {
    const json = readJson(input);
    if (json === null) return;
    const text = indented(json);
    setInput(text);
    setShown({ text, key: shown.key + 1 });
  };
  const inputProblem = wrong !== null && (tried || input.trim() !== "") ? `Line ${wrong.line}, column ${wrong.column}: ${wrong.message}` : place === "input" ? refused?.message : undefined;

  return (
    <Dialog
      title={`Run ${document.name}`}
      isOpen
      onClose={onClose}
      size="wide"
      footnote={
        errors > 0 ? (
          <span className={styles.warning}>
            <TriangleAlert size={14} aria-hidden />
            {errors === 1 ? "The workflow has an error" : `The workflow has ${errors} errors`}; AWS would refuse it.
          </span>
        ) : undefined
      }
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            className={styles.run}
            icon={<Play size={16} aria-hidden />}
            trailing={<Kbd keys={shortcutText("Mod+Enter")} />}
            isDisabled={starting}
            onPress={() => void start()}
            data-testid="run-start"
          >
            Run
          </Button>
        </>
      }
    >
      <div
        className={styles.form}
        data-testid="run-dialog"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
          event.preventDefault();
          void start();
        }}
      >
        <div className={styles.input}>
          <div className={styles.label}>
            <span>Input</span>
            <button onClick={format} disabled={wrong !== null}>
              Format
            </button>
          </div>
          <JsonEditor
            key={shown.key}
            label="Input, JSON"
            initial={shown.text}
            autoFocus
            invalid={inputProblem !== undefined}
            testId="run-input"
            onChange={setInput}
            onSubmit={() => void start()}
          />
          <p className={inputProblem === undefined ? styles.hint : styles.problem} role={inputProblem === undefined ? undefined : "alert"}>
            {inputProblem ?? "JSON. Remembered for this workflow."}
          </p>
        </div>
        <div className={styles.fields}>
          <Select
            label="Tasks are answered by"
            value={chosen?.id ?? null}
            placeholder={mocks === null ? "…" : "Choose: the last test case is gone"}
            options={choices.map(({ id, label, detail }) => ({ id, label, ...(detail === undefined ? {} : { detail }) }))}
            onChange={(id) => {
              const choice = choices.find((candidate) => candidate.id === id);
              if (choice !== undefined) setTasks(choice.tasks);
            }}
          />
          <p className={place === "tasks" || noMocks !== null ? styles.problem : styles.hint}>
            {place === "tasks"
              ? refused?.message
              : noMocks !== null
                ? noMocks.message
                : unreadable.length > 0
                  ? `${unreadable[0]?.relative ?? ""}: ${unreadable[0]?.reason ?? ""}`
                  : tasks.by === "person"
                    ? choices.length > 1
                      ? "Each task waits for you. Or choose a test case of the mock file."
                      : "Each task waits for you in the window. With a mock file in the folder its test cases stand here too."
                    : "Each task gets what the test case says."}
          </p>
          <div className={styles.field}>
            <span className={styles.name}>Waits and pauses</span>
            <Segmented
              label="Waits and pauses"
              wide
              value={time}
              onChange={setTime}
              options={[
                { id: "skip", label: "Skip" },
                { id: "real", label: "Take their time" },
              ]}
            />
            <p className={styles.hint}>{time === "skip" ? "Six hours pass at once; times in the history are as if they had passed." : "A Wait of six hours takes six hours."}</p>
          </div>
          <TextField label="Name" placeholder="made up" value={name} onChange={setName} maxLength={80} error={place === "name" ? refused?.message : undefined} description="Optional. Each execution has its own." />
        </div>
        {refused !== null && place === "whole" && (
          <p className={styles.refused} role="alert">
            {refused.message}
            {refused.place !== undefined && <span> {refused.place}</span>}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Which field a refusal is about, by its code. */
function placeOfProblem(problem: HostProblem | null): "input" | "name" | "tasks" | "whole" | null {
  if (problem === null) return null;
  if (/INPUT/.test(problem.code)) return "input";
  if (/MOCK|CASE/.test(problem.code)) return "tasks";
  if (/NAME|EXISTS/.test(problem.code)) return "name";
  return "whole";
}
