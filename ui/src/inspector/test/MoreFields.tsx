import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Segmented, TextField } from "../../components";
import fieldStyles from "../fields/fields.module.css";
import { JsonInput, type TestPlace } from "./JsonInput";
import { needsMock } from "../model/test";
import styles from "./test.module.css";
import { writeForm } from "./useTest";

/** What is seldom given: variables, the context object, what went before. Open where something is written. */
export function MoreFields({ place }: { place: TestPlace }) {
  const { form, refused } = place.tested;
  const [isOpen, setOpen] = useState(false);
  const isFilled = form.variables.trim() !== "" || form.context.trim() !== "";
  const isShown = isOpen || refused?.field === "variables" || refused?.field === "context";
  const Chevron = isShown ? ChevronDown : ChevronRight;
  return (
    <div className={styles.more}>
      <AriaButton className={styles.moreHead} aria-expanded={isShown} onPress={() => setOpen(!isShown)} data-testid="test-more">
        <Chevron size={14} aria-hidden />
        <span>Variables and context</span>
        {isFilled && !isShown && <span className={styles.filled}>filled in</span>}
      </AriaButton>
      {isShown && (
        <div className={styles.moreBody}>
          <JsonInput place={place} field="variables" label="Variables" hint="An object: the names without $, and their values." />
          {needsMock(place.type) && <JsonInput place={place} field="context" label="Context object" hint="Made up where nothing stands here. AWS takes one only with a mock." />}
          {place.type === "Map" && (
            <>
              <JsonInput place={place} field="itemReaderData" label="What the ItemReader reads" hint="As it stands in its source." />
              <TextField label="Failed iterations" placeholder="0" value={form.failedIterations} onChange={(failedIterations) => writeForm(place.testKey, { failedIterations })} />
            </>
          )}
          <div className={fieldStyles.pair}>
            <span className={fieldStyles.pairLabel} aria-hidden>
              Tells
            </span>
            <Segmented
              label="How much the test tells"
              wide
              value={form.level}
              onChange={(level) => writeForm(place.testKey, { level })}
              options={[{ id: "INFO", label: "Outcome" }, { id: "DEBUG", label: "Each stage" }, { id: "TRACE", label: "Trace" }]}
            />
          </div>
        </div>
      )}
    </div>
  );
}
