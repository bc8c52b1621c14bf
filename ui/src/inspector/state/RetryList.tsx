import { Plus } from "lucide-react";
import { Badge, IconButton } from "../../components";
import { ObjectContext } from "../docs/FieldDoc";
import { useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { NumberRow } from "../fields/NumberRow";
import { SegmentedRow } from "../fields/SegmentedRow";
import { TextRow } from "../fields/TextRow";
import { TokensRow } from "../fields/TokensRow";
import { setAt, shownText } from "../model/edits";
import { barsOf, delayWords, knownErrors, placeForNew, readRetrier, retryWords } from "../model/retry";
import { EntryCard } from "./EntryCard";
import { EntryCards } from "./EntryCards";
import styles from "./forms.module.css";
import { objectOf } from "./stateFields";
import { useEntries } from "./useEntries";

/** When it is tried again, and with what pauses. */
export function RetryList() {
  const { isDisabled } = useEditing();
  const entries = useEntries("Retry");
  const { list } = entries;
  const start = { ErrorEquals: [list.length === 0 ? "States.ALL" : "States.TaskFailed"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 };
  return (
    <Group
      title="Retry"
      field="Retry"
      count={list.length}
      actions={<IconButton label="Add a retrier" isDisabled={isDisabled} icon={<Plus size={16} aria-hidden />} onPress={() => entries.add(start, placeForNew(list))} />}
    >
      {list.length === 0 && <p className={fieldStyles.help}>Not tried again. Add a retrier to try again after a pause.</p>}
      <EntryCards count={list.length} onMove={entries.move} isDisabled={isDisabled}>
        {list.map((value, index) => (
          <ObjectContext key={index} value="retrier">
            <RetrierCard value={value} index={index} entries={entries} />
          </ObjectContext>
        ))}
      </EntryCards>
      {entries.refusal !== null && <p className={fieldStyles.error}>{entries.refusal}</p>}
    </Group>
  );
}

function RetrierCard({ value, index, entries }: { value: unknown; index: number; entries: ReturnType<typeof useEntries> }) {
  const { path, isDisabled } = useEditing();
  const retrier = readRetrier(value);
  const fields = objectOf(value);
  const [first = "No error named", ...more] = retrier.errors;
  const way = (field: string) => ["Retry", index, field];
  return (
    <EntryCard
      testId={`retrier:${index}`}
      index={index}
      label={`Retrier ${index + 1}`}
      isOpen={entries.open === index}
      onToggle={() => entries.toggle(index)}
      isDisabled={isDisabled}
      isFirst={index === 0}
      isLast={index === entries.list.length - 1}
      onMove={(by) => entries.move(index, index + by)}
      onRemove={() => entries.remove(index)}
      title={
        <>
          <span className={styles.mono} title={retrier.errors.join(", ")}>
            {first}
          </span>
          {more.length > 0 && <Badge>+{more.length}</Badge>}
        </>
      }
      line={<span className={styles.wraps}>{retryWords(retrier)}</span>}
      aside={
        <span className={styles.bars} title={delayWords(retrier)} aria-hidden>
          {barsOf(retrier).map((height, bar) => (
            <i key={bar} style={{ height: `${Math.round(height * 18)}px` }} />
          ))}
        </span>
      }
    >
      <TokensRow
        field="ErrorEquals"
        label="Errors"
        placeholder="Name of an error"
        tokens={retrier.errors}
        suggestions={knownErrors}
        write={(errors) => [setAt(path, way("ErrorEquals"), errors)]}
      />
      <NumberRow label="Tries again" way={way("MaxAttempts")} placeholder="3" unit="times" whole least={0} within={fields} />
      <NumberRow label="First pause" way={way("IntervalSeconds")} placeholder="1" unit="s" whole least={1} within={fields} />
      <NumberRow label="Grows by" way={way("BackoffRate")} placeholder="2" unit="×" least={1} within={fields} />
      <NumberRow label="At most" way={way("MaxDelaySeconds")} placeholder="no limit" unit="s" whole least={1} most={31_622_400} within={fields} />
      <SegmentedRow
        field="JitterStrategy"
        label="Jitter"
        options={[{ id: "NONE", label: "None" }, { id: "FULL", label: "Full" }]}
        value={retrier.jitter ? "FULL" : "NONE"}
        description={retrier.jitter ? "Each pause is anything from 0 to its length." : undefined}
        write={(jitter) => [setAt(path, way("JitterStrategy"), jitter)]}
      />
      <TextRow
        field="Comment"
        label="Comment"
        placeholder="What it is for"
        value={shownText(fields.Comment)}
        write={(text) => ({ edits: [setAt(path, way("Comment"), text === "" ? undefined : text)] })}
      />
    </EntryCard>
  );
}
