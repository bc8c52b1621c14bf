import type { ReactNode } from "react";
import { JsonEditor } from "../../debugger/data/JsonText";
import type { TestForm } from "../model/test";
import styles from "./test.module.css";
import { runTest, type Tested, writeForm } from "./useTest";

/** Which test is written. */
export interface TestPlace {
  document: number;
  state: string;
  type: string;
  testKey: string;
  tested: Tested;
}

/** JSON that a test is given. Ctrl Enter tests. */
export function JsonInput({ place, field, label, hint, aside, isTall }: {
  place: TestPlace;
  field: "input" | "variables" | "context" | "result" | "itemReaderData";
  label: string;
  hint?: string;
  aside?: ReactNode;
  isTall?: boolean;
}) {
  const { tested, testKey } = place;
  const isWrong = tested.refused?.field === field;
  return (
    <div className={styles.json}>
      <div className={styles.label}>
        <span>{label}</span>
        {aside}
      </div>
      <div className={isTall === true ? styles.tallEditor : styles.editor}>
        <JsonEditor
          key={tested.fills}
          label={`${label}, JSON`}
          initial={tested.form[field]}
          invalid={isWrong}
          testId={`test-${field}`}
          onChange={(text) => writeForm(testKey, { [field]: text } satisfies Partial<TestForm>)}
          onSubmit={() => void runTest(place.document, place.state, place.type)}
        />
      </div>
      {isWrong ? (
        <p className={styles.wrong} role="alert">
          {tested.refused?.message}
        </p>
      ) : (
        hint !== undefined && <p className={styles.hint}>{hint}</p>
      )}
    </div>
  );
}
