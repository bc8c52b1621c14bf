import { History } from "lucide-react";
import { useState } from "react";
import { Button, IconButton, Menu, Segmented, StatusShape, TextField } from "../components";
import { call, HostProblem } from "../host";
import type { TaskAnswer, WaitingTask } from "../schema";
import { useRunView } from "../state/runView";
import { shortcutText } from "../state/commands";
import { answerWords, lastAnswers, rememberAnswer } from "./answers";
import styles from "./AnswerForm.module.css";
import { JsonEditor } from "./data/JsonText";
import { PayloadView, type PayloadLook } from "./data/PayloadView";
import { jsonProblem } from "./model/jsonProblem";
import { visitName } from "./visitName";

/** A task that waits for the person: what it calls, what it sends, and a form for what it shall get. */
export function AnswerForm({ arn, task }: { arn: string; task: WaitingTask }) {
  const workflow = useRunView(({ runView }) => runView?.run.workflow ?? runView?.run.workflow_name ?? "");
  const [earlier] = useState(() => lastAnswers(workflow, task.state));
  const [kind, setKind] = useState<TaskAnswer["as"]>("result");
  const [result, setResult] = useState(() => earlier.find((answer) => answer.as === "result")?.result ?? "{}");
  const [error, setError] = useState("");
  const [cause, setCause] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [look, setLook] = useState<PayloadLook>("tree");
  const [chosen, setChosen] = useState(0);

  const take = (answer: TaskAnswer) => {
    setKind(answer.as);
    setProblem(null);
    if (answer.as === "result") {
      setResult(answer.result);
      setChosen(chosen + 1);
    } else {
      setError(answer.error);
      setCause(answer.cause);
    }
  };
  const send = async () => {
    if (sending) return;
    const wrong = kind === "result" ? jsonProblem(result) : null;
    if (wrong !== null) {
      setProblem(`Line ${wrong.line}, column ${wrong.column}: ${wrong.message}`);
      return;
    }
    const answer: TaskAnswer = kind === "result" ? { as: "result", result } : { as: "error", error, cause };
    setSending(true);
    setProblem(null);
    try {
      await call("answer_task", { arn, task: task.task, answer });
      rememberAnswer(workflow, task.state, answer);
    } catch (thrown) {
      setProblem(HostProblem.from(thrown).message);
    }
    setSending(false);
  };

  return (
    <section className={styles.card} aria-label={`Answer ${visitName(task)}`} data-testid="answer-form">
      <header className={styles.head}>
        <StatusShape meaning="waiting" label={null} />
        <span className={styles.title}>{visitName(task)} waits for your answer</span>
        {task.attempt > 0 && <span className={styles.attempt}>try {task.attempt + 1}</span>}
      </header>
      <p className={styles.resource}>
        <code className="selectable">{task.resource}</code>
        {task.token !== null && " with a task token"}
      </p>
      <div className={styles.label}>What it sends</div>
      <div className={styles.sent}>
        <PayloadView payload={task.parameters} look={look} onLook={setLook} empty="Nothing." label="what it sends" />
      </div>
      <div className={styles.choose}>
        <Segmented
          label="Answer with"
          value={kind}
          onChange={(as) => {
            setKind(as);
            setProblem(null);
          }}
          options={[
            { id: "result", label: "Result" },
            { id: "error", label: "Error" },
          ]}
        />
        <span className={styles.gap} />
        {earlier.length > 0 && (
          <Menu label="Earlier answers" groups={[{ title: "Earlier answers", actions: earlier.map((answer, index) => ({ id: String(index), label: answerWords(answer), run: () => take(answer) })) }]}>
            <IconButton label="Earlier answers" icon={<History size={16} />} />
          </Menu>
        )}
      </div>
      {kind === "result" ? (
        <div className={styles.editor}>
          <JsonEditor
            key={chosen}
            label="Result, JSON"
            initial={result}
            invalid={problem !== null}
            testId="answer-result"
            onChange={(text) => {
              setResult(text);
              setProblem(null);
            }}
            onSubmit={() => void send()}
          />
        </div>
      ) : (
        <div className={styles.fields}>
          <TextField label="Error name" placeholder="Payments.Declined" mono value={error} onChange={setError} maxLength={256} />
          <TextField label="Cause" rows={3} value={cause} onChange={setCause} maxLength={32_768} />
        </div>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <footer className={styles.foot}>
        <span className={styles.hint}>{kind === "result" ? shortcutText("Mod+Enter") : ""}</span>
        <Button variant="primary" isDisabled={sending} onPress={() => void send()} data-testid="answer-task">
          {kind === "result" ? "Answer" : "Fail the task"}
        </Button>
      </footer>
    </section>
  );
}
