import { useEditing } from "../editing";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";

export function PassForm() {
  const { language } = useEditing();
  return (
    <Group>
      {language === "JSONata" ? (
        <JsonField title="Output" way={["Output"]} hint="What goes on, instead of the input" start={'"{% $states.input %}"'} />
      ) : (
        <>
          <JsonField title="Result" way={["Result"]} hint="Gives this as the result; no expressions in it" />
          <JsonField title="Parameters" way={["Parameters"]} hint="Made from the input" />
        </>
      )}
    </Group>
  );
}
