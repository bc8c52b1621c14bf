import { ArrowRight, ChevronDown, ChevronRight, Save } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Badge, Button, StatusShape, type Meaning } from "../../components";
import { PayloadView, type PayloadLook } from "../../debugger/data/PayloadView";
import { payloadBytes, utf8Length } from "../../debugger/model/bytes";
import type { PayloadRef, StateTest, TestVerdict } from "../../schema";
import { useSelection } from "../../state/selection";
import { keyOfPath } from "../../state/stateKey";
import { useEditing } from "../editing";
import { lineOf, stageRows, verdictWords, type StageRow } from "../model/test";
import { KeepMock } from "./KeepMock";
import styles from "./test.module.css";
import { isNews, type Tested } from "./useTest";

const meanings: Record<TestVerdict, Meaning> = { SUCCEEDED: "succeeded", FAILED: "failed", RETRIABLE: "retrying", CAUGHT_ERROR: "caught" };

/** What became of the state, and of its data on the way. */
export function TestAnswer({ answer: { test, mock, number } }: { answer: NonNullable<Tested["answer"]> }) {
  const { path, detail } = useEditing();
  const select = useSelection((state) => state.select);
  const [isKeeping, setKeeping] = useState(false);
  const rows = stageRows(test);
  const head = useRef<HTMLElement>(null);
  // Below what was given it would not be seen.
  useEffect(() => {
    if (isNews(number)) head.current?.scrollIntoView({ block: "start" });
  }, [number]);
  const { next_state: next } = test;
  return (
    <section ref={head} className={styles.answer} aria-label="What came of the test" data-testid="test-answer" data-status={test.status}>
      <header className={styles.verdict}>
        <StatusShape meaning={meanings[test.status]} />
        <span>{verdictWords(test)}</span>
        {next !== null && (
          <Button
            variant="quiet"
            className={styles.next}
            icon={<ArrowRight size={14} aria-hidden />}
            isDisabled={detail?.siblings.includes(next) !== true}
            onPress={() => select({ kind: "state", state: keyOfPath([...path.slice(0, -1), next]) }, "inspector")}
            data-testid="test-next"
          >
            {next}
          </Button>
        )}
      </header>
      {test.error !== null && (
        <div className={styles.failure}>
          <p className={styles.errorName}>{test.error}</p>
          {test.cause !== null && test.cause !== "" && <p className="selectable">{test.cause}</p>}
        </div>
      )}
      <Facts test={test} />
      <ol className={styles.stages} aria-label="Data at each stage">
        {rows.map((row) => (
          <StageItem key={row.id} row={row} rows={rows} number={number} />
        ))}
      </ol>
      {mock !== null && detail?.state_type === "Task" && (
        <div className={styles.keep}>
          <Button icon={<Save size={16} aria-hidden />} onPress={() => setKeeping(true)} data-testid="test-keep">
            Keep as a mock…
          </Button>
          <span className={styles.hint}>For runs with a test case.</span>
        </div>
      )}
      {isKeeping && mock !== null && <KeepMock answer={mock} state={detail?.name ?? ""} onClose={() => setKeeping(false)} />}
    </section>
  );
}

/** What a Map's numbers came to. */
function Facts({ test }: { test: StateTest }) {
  const facts: [string, number | null, string][] = [
    ["At once", test.max_concurrency, ""],
    ["Failures tolerated", test.tolerated_failure_count, ""],
    ["Failures tolerated", test.tolerated_failure_percentage, " %"],
  ];
  const told = facts.filter(([, value]) => value !== null);
  if (told.length === 0) return null;
  return (
    <p className={styles.facts}>
      {told.map(([name, value, unit], index) => (
        <Badge key={index} outline>
          {name}: {name === "At once" && value === 0 ? "no limit" : `${value}${unit}`}
        </Badge>
      ))}
    </p>
  );
}

/** A stage in a line, folding open into its data. What differs from the stage before says so. */
function StageItem({ row, rows, number }: { row: StageRow; rows: readonly StageRow[]; number: number }) {
  const [isOpen, setOpen] = useState(row.id === "output");
  const [look, setLook] = useState<PayloadLook>("tree");
  const since = rows.find(({ id }) => id === row.since);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li data-testid={`test-stage:${row.id}`}>
      <AriaButton className={styles.stageHead} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        <Chevron size={14} aria-hidden />
        <span className={styles.stageTitle}>{row.title}</span>
        {row.isSame ? <span className={styles.same}>unchanged</span> : <code className={styles.line}>{lineOf(row.text)}</code>}
        <span className={styles.size}>{payloadBytes(utf8Length(row.text))}</span>
      </AriaButton>
      {isOpen && (
        <div className={styles.stageBody}>
          <PayloadView
            payload={payloadOf(row, number)}
            since={since === undefined ? null : { payload: payloadOf(since, number), name: since.title }}
            look={look}
            onLook={setLook}
            empty=""
            label={row.title.toLowerCase()}
            testId={`test-data:${row.id}`}
          />
        </div>
      )}
    </li>
  );
}

/** As the viewer of recorded payloads takes it: all of it is here. */
function payloadOf({ id, text }: StageRow, number: number): PayloadRef {
  return { hash: `test ${number} ${id}`, bytes: utf8Length(text), preview: text, whole: true };
}
