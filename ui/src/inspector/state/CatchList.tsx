import { ArrowRight, Plus } from "lucide-react";
import { Badge, IconButton } from "../../components";
import { useSelection } from "../../state/selection";
import { ObjectContext } from "../docs/FieldDoc";
import { sendEdits, useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";
import { TextRow } from "../fields/TextRow";
import { TokensRow } from "../fields/TokensRow";
import { completesAt } from "../model/completing";
import { setAt, shownText, writePath } from "../model/edits";
import type { Place } from "../model/place";
import { knownErrors, readErrors } from "../model/retry";
import { Preview } from "../preview/Preview";
import { EntryCard } from "./EntryCard";
import { EntryCards } from "./EntryCards";
import styles from "./forms.module.css";
import { Leads, NextRow } from "./NextRow";
import { objectOf } from "./stateFields";
import { useEntries } from "./useEntries";

/** Where it goes on when trying again did not help. */
export function CatchList({ place }: { place: Place }) {
  const { document, path, detail, isDisabled } = useEditing();
  const selected = useSelection((state) => (state.selected?.kind === "catcher" ? state.selected.catcher : null));
  const entries = useEntries("Catch", selected);
  const { list } = entries;
  const next = detail?.fields?.Next;
  // The state that follows is a start that can stand; the person then chooses.
  const to = typeof next === "string" ? next : detail?.siblings.find((name) => name !== detail.name);
  return (
    <Group
      title="Catch"
      field="Catch"
      count={list.length}
      actions={
        <IconButton
          label={to === undefined ? "A catcher needs another state to lead to" : "Add a catcher"}
          isDisabled={isDisabled || to === undefined}
          icon={<Plus size={16} aria-hidden />}
          onPress={() => {
            const errors = list.some((value) => readErrors(objectOf(value).ErrorEquals).includes("States.ALL")) ? ["States.TaskFailed"] : ["States.ALL"];
            void sendEdits(document, path, [{ edit: "add_catcher", state: path, to, errors }]);
          }}
        />
      }
    >
      {list.length === 0 && <p className={fieldStyles.help}>Nothing caught. An error that trying again does not help ends {place.words === null ? "the execution" : place.end.replace("End of ", "")}.</p>}
      <EntryCards count={list.length} onMove={entries.move} isDisabled={isDisabled}>
        {list.map((value, index) => (
          <ObjectContext key={index} value="catcher">
            <CatcherCard value={value} index={index} entries={entries} place={place} />
          </ObjectContext>
        ))}
      </EntryCards>
      {entries.refusal !== null && <p className={fieldStyles.error}>{entries.refusal}</p>}
    </Group>
  );
}

function CatcherCard({ value, index, entries, place }: { value: unknown; index: number; entries: ReturnType<typeof useEntries>; place: Place }) {
  const { path, detail, language, isDisabled } = useEditing();
  const select = useSelection((state) => state.select);
  const fields = objectOf(value);
  const errors = readErrors(fields.ErrorEquals);
  const [first = "No error named", ...more] = errors;
  const way = (field: string) => ["Catch", index, field];
  return (
    <EntryCard
      testId={`catcher:${index}`}
      index={index}
      label={`Catcher ${index + 1}`}
      isOpen={entries.open === index}
      onToggle={() => {
        if (entries.open !== index && detail !== null) select({ kind: "catcher", state: detail.key, catcher: index }, "inspector");
        entries.toggle(index);
      }}
      isDisabled={isDisabled}
      isFirst={index === 0}
      isLast={index === entries.list.length - 1}
      onMove={(by) => entries.move(index, index + by)}
      onRemove={() => entries.remove(index)}
      title={
        <>
          <span className={styles.mono} title={errors.join(", ")}>
            {first}
          </span>
          {more.length > 0 && <Badge>+{more.length}</Badge>}
        </>
      }
      line={
        <>
          <ArrowRight size={12} aria-hidden />
          <Leads to={fields.Next} />
        </>
      }
    >
      <TokensRow
        field="ErrorEquals"
        label="Errors"
        placeholder="Name of an error"
        tokens={errors}
        suggestions={knownErrors}
        write={(names) => [setAt(path, way("ErrorEquals"), names)]}
      />
      <NextRow
        field="Catch.Next"
        label="Goes to"
        place={place}
        value={fields.Next}
        end={null}
        write={(to) => (to === null ? [] : [{ edit: "set_catch_next", state: path, index, to }])}
      />
      {language === "JSONata" ? (
        <JsonField title="Output" way={way("Output")} hint="What goes on; the error, when there is none" start={'"{% $states.errorOutput %}"'} />
      ) : (
        <>
          <TextRow
            field="ResultPath"
            label="Error goes to"
            mono
            placeholder="$"
            description="Where in the input Error and Cause are put; null discards them."
            value={shownText(fields.ResultPath)}
            completes={completesAt(way("ResultPath"))}
            write={(text) => writePath(path, way("ResultPath"), text)}
          />
          {fields.ResultPath !== undefined && <Preview way={way("ResultPath")} json={JSON.stringify(fields.ResultPath)} />}
        </>
      )}
      <JsonField title="Assign" way={way("Assign")} hint="Variables for later states" />
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
