import { FlaskConical } from "lucide-react";
import { Button, Kbd } from "../../components";
import { indented, readJson } from "../../debugger/model/jsonTree";
import { shortcutText } from "../../state/commands";
import { useEditing } from "../editing";
import { Group } from "../fields/Group";
import { needsMock } from "../model/test";
import { JsonInput, type TestPlace } from "./JsonInput";
import { MockFields } from "./MockFields";
import { MoreFields } from "./MoreFields";
import { RecordedMenu } from "./RecordedMenu";
import styles from "./test.module.css";
import { TestAnswer } from "./TestAnswer";
import { runTest, testKey as keyOf, untested, useTests } from "./useTest";

/** Runs this one state, as AWS's TestState does, and shows what became of its data. */
export function TestTab() {
  const { document, detail } = useEditing();
  const state = detail?.key ?? "";
  const type = detail?.state_type ?? "";
  const testKey = keyOf(document, state);
  const tested = useTests(({ tests }) => tests[testKey]) ?? untested;
  const place: TestPlace = { document, state, type, testKey, tested };
  const run = () => void runTest(document, state, type);
  return (
    <div
      className={styles.tab}
      data-testid="test-tab"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
        event.preventDefault();
        run();
      }}
    >
      <Group>
        <JsonInput
          place={place}
          field="input"
          label="Input"
          isTall
          aside={<RecordedMenu document={document} state={state} testKey={testKey} pretty={pretty} />}
        />
      </Group>
      {needsMock(type) && <MockFields place={place} />}
      <MoreFields place={place} />
      <div className={styles.run}>
        <Button variant="primary" icon={<FlaskConical size={16} aria-hidden />} trailing={<Kbd keys={shortcutText("Mod+Enter")} />} isDisabled={tested.isRunning} onPress={run} data-testid="test-run">
          Test state
        </Button>
        <span className={styles.hint}>Nothing is called, nothing is stored.</span>
      </div>
      <div role="status" aria-live="polite" data-testid="test-outcome">
        {tested.refused !== null && tested.refused.field === null && <p className={styles.refused}>{tested.refused.message}</p>}
        {tested.answer !== null && <TestAnswer key={tested.answer.number} answer={tested.answer} />}
      </div>
    </div>
  );
}

/** Indented, where it is JSON. */
function pretty(text: string): string {
  const json = readJson(text);
  return json === null ? text : indented(json);
}
