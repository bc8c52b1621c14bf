import { Segmented, Select, TextField } from "../../components";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { JsonInput, type TestPlace } from "./JsonInput";
import styles from "./test.module.css";
import { writeForm } from "./useTest";

const works: Record<string, string> = {
  Task: "What the action answers: nothing is called in a test.",
  Parallel: "What the branches give, an array of their outputs: they are not run in a test.",
  Map: "What the iterations give, an array of their outputs: they are not run in a test.",
};

/** What stands for the work of the state. */
export function MockFields({ place }: { place: TestPlace }) {
  const { form } = place.tested;
  const set = (change: Parameters<typeof writeForm>[1]) => writeForm(place.testKey, change);
  return (
    <Group
      title="Mock"
      actions={
        <Segmented
          label="The mock gives"
          value={form.answer}
          onChange={(answer) => set({ answer })}
          options={[{ id: "result", label: "Result" }, { id: "error", label: "Error" }]}
        />
      }
    >
      {form.answer === "result" ? (
        <>
          <JsonInput place={place} field="result" label="Result" hint={works[place.type]} />
          {place.type === "Task" && (
            <div className={fieldStyles.pair}>
              <span className={fieldStyles.pairLabel} aria-hidden>
                Checked
              </span>
              <Select
                label="How the result is checked"
                hideLabel
                value={form.check}
                onChange={(check) => set({ check })}
                options={[
                  { id: "STRICT", label: "Strictly", detail: "required fields and types" },
                  { id: "PRESENT", label: "What is there", detail: "types of the fields given" },
                  { id: "NONE", label: "Not at all" },
                ]}
              />
            </div>
          )}
        </>
      ) : (
        <div className={styles.error}>
          <TextField label="Error name" mono placeholder="Lambda.ServiceException" value={form.error} maxLength={256} error={place.tested.refused?.field === "error" ? place.tested.refused.message : undefined} onChange={(error) => set({ error })} data-testid="test-error" />
          <TextField label="Cause" rows={2} value={form.cause} maxLength={32_768} onChange={(cause) => set({ cause })} />
          <TextField label="Retries so far" placeholder="0" value={form.retries} onChange={(retries) => set({ retries })} error={place.tested.refused?.field === "retries" ? place.tested.refused.message : undefined} data-testid="test-retries" />
          {place.type !== "Task" && <TextField label="State that failed" placeholder="a state within" value={form.errorFrom} onChange={(errorFrom) => set({ errorFrom })} />}
        </div>
      )}
    </Group>
  );
}
