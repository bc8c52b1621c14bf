import { ArrowRight, Plus } from "lucide-react";
import { Button } from "../../components";
import { useSelection } from "../../state/selection";
import { ObjectContext } from "../docs/FieldDoc";
import { sendEdits, useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";
import { TextRow } from "../fields/TextRow";
import { readCondition, ruleTitle, ruleWords } from "../model/choice";
import { setAt, shownText } from "../model/edits";
import type { Place } from "../model/place";
import { Preview } from "../preview/Preview";
import { ConditionField } from "./ConditionField";
import { ConditionTree } from "./ConditionTree";
import { EntryCard } from "./EntryCard";
import { EntryCards } from "./EntryCards";
import styles from "./forms.module.css";
import { Leads, NextRow } from "./NextRow";
import { objectOf } from "./stateFields";
import { type Entries, useEntries } from "./useEntries";

/** The rules in the order in which they are tried, and where it goes when none is true. */
export function ChoiceForm({ place }: { place: Place }) {
  const { document, path, detail, isDisabled } = useEditing();
  const selected = useSelection((state) => (state.selected?.kind === "rule" ? state.selected.rule : null));
  const entries = useEntries("Choices", selected);
  const { list } = entries;
  const to = list.length > 0 ? objectOf(list.at(-1)).Next : (detail?.fields?.Default ?? detail?.siblings.find((name) => name !== detail.name));
  const fallback = detail?.fields?.Default;
  return (
    <>
      <Group
        title="Rules"
        field="Choices"
        note="the first that is true wins"
        actions={
          <Button
            aria-label="Add a rule"
            isDisabled={isDisabled || typeof to !== "string"}
            icon={<Plus size={16} aria-hidden />}
            onPress={() => {
              void sendEdits(document, path, [{ edit: "add_choice_rule", state: path, to }]).then((refusal) => {
                if (refusal === null) entries.toggle(list.length);
              });
            }}
          >
            Rule
          </Button>
        }
      >
        {list.length === 0 && <p className={fieldStyles.help}>No rule yet. A Choice needs at least one.</p>}
        <EntryCards count={list.length} onMove={entries.move} isDisabled={isDisabled}>
          {list.map((rule, index) => (
            <ObjectContext key={index} value="choice rule">
            <RuleCard rule={rule} index={index} entries={entries} place={place} />
          </ObjectContext>
          ))}
        </EntryCards>
        {entries.refusal !== null && <p className={fieldStyles.error}>{entries.refusal}</p>}
        {list.length > 0 && <Preview way={["Choices"]} json={JSON.stringify(list)} />}
      </Group>
      <Group>
        <NextRow
          field="Default"
          label="Default"
          place={place}
          value={fallback === undefined ? null : fallback}
          end="None"
          endDetail="fails when no rule is true"
          write={(name) => [{ edit: "set_default", state: path, to: name }]}
        />
      </Group>
    </>
  );
}

function RuleCard({ rule, index, entries, place }: { rule: unknown; index: number; entries: Entries; place: Place }) {
  const { path, detail, isDisabled, language } = useEditing();
  const select = useSelection((state) => state.select);
  const fields = objectOf(rule);
  const next = fields.Next;
  const hasComment = typeof fields.Comment === "string" && fields.Comment.trim() !== "";
  return (
    <EntryCard
      testId={`rule:${index}`}
      index={index}
      label={`Rule ${index + 1}`}
      number={index + 1}
      isOpen={entries.open === index}
      onToggle={() => {
        // The rule that stands open is the one that all panes show.
        if (entries.open !== index && detail !== null) select({ kind: "rule", state: detail.key, rule: index }, "inspector");
        entries.toggle(index);
      }}
      isDisabled={isDisabled}
      isFirst={index === 0}
      isLast={index === entries.list.length - 1}
      onMove={(by) => entries.move(index, index + by)}
      onRemove={() => entries.remove(index)}
      title={
        <span className={hasComment ? undefined : styles.mono} title={ruleWords(rule)}>
          {ruleTitle(rule)}
        </span>
      }
      line={
        <>
          <ArrowRight size={12} aria-hidden />
          <Leads to={next} />
        </>
      }
    >
      <TextRow
        field="Rule.Comment"
        label="Named"
        placeholder="In a few words"
        value={shownText(fields.Comment)}
        write={(text) => ({ edits: [setAt(path, ["Choices", index, "Comment"], text === "" ? undefined : text)] })}
      />
      <Asks rule={rule} index={index} />
      <NextRow
        field="Rule.Next"
        label="Goes to"
        place={place}
        value={next}
        end={null}
        write={(to) => (to === null ? [] : [{ edit: "set_choice_next", state: path, index, to }])}
      />
      {language === "JSONata" && <JsonField title="Output" way={["Choices", index, "Output"]} hint="What goes on when this rule is true" start={'"{% $states.input %}"'} />}
      <JsonField title="Assign" way={["Choices", index, "Assign"]} hint="Variables, when this rule is true" />
    </EntryCard>
  );
}

/** What a rule asks: a form where it is of a shape for one, else its text. */
function Asks({ rule, index }: { rule: unknown; index: number }) {
  const { Condition: condition } = objectOf(rule);
  if (typeof condition === "string") return <ConditionField index={index} condition={condition} />;
  const tree = readCondition(rule);
  if (tree !== null) return <ConditionTree rule={rule} index={index} root={tree} />;
  return <JsonField title="The rule as JSON" way={["Choices", index]} isRequired />;
}
