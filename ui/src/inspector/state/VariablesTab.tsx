import { Badge } from "../../components";
import { useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";
import { ObjectContext } from "../docs/FieldDoc";
import { readErrors } from "../model/retry";
import { ruleTitle } from "../model/choice";
import { listOf, objectOf } from "./stateFields";

/** Variables that the state sets for later states: its own, and those of each rule and catcher. */
export function VariablesTab() {
  const { detail, language } = useEditing();
  const fields = detail?.fields ?? {};
  const note = language === "JSONata" ? <Badge tone="accent">JSONata</Badge> : undefined;
  const rules = listOf(fields.Choices);
  const catchers = listOf(fields.Catch);
  const start = language === "JSONata" ? '{\n  "name": "{% $states.input %}"\n}' : '{\n  "name.$": "$"\n}';
  const isChoice = detail?.state_type === "Choice";
  return (
    <>
      <Group>
        <JsonField title={isChoice ? "Assign, when no rule is true" : "Assign"} way={["Assign"]} hint="Variables for later states" start={start} note={note} />
        <p className={fieldStyles.help}>Later states read a variable as $name, also within Parallel and Map. Values are evaluated before any of them is set.</p>
      </Group>
      {rules.map((rule, index) => (
        <ObjectContext key={index} value="choice rule">
          <Group title={`Rule ${index + 1}`} note={ruleTitle(rule)}>
            <JsonField title="Assign" way={["Choices", index, "Assign"]} hint="Variables, when this rule is true" start={start} note={note} />
          </Group>
        </ObjectContext>
      ))}
      {catchers.map((catcher, index) => (
        <ObjectContext key={index} value="catcher">
          <Group title={`Catcher ${index + 1}`} note={readErrors(objectOf(catcher).ErrorEquals).join(", ")}>
            <JsonField title="Assign" way={["Catch", index, "Assign"]} hint="Variables, when it catches" start={start} note={note} />
          </Group>
        </ObjectContext>
      ))}
    </>
  );
}
