import { useState } from "react";
import { Badge, Segmented } from "../../components";
import { FieldLabel } from "../docs/FieldDoc";
import { useEditing } from "../editing";
import { ExpressionField } from "../fields/ExpressionField";
import fieldStyles from "../fields/fields.module.css";
import { jsonataInside } from "../model/choice";
import { setAt } from "../model/edits";
import { readAsked } from "../model/jsonataCondition";
import { JsonataTree } from "./JsonataTree";

/** A JSONata condition: as a form where it is of a shape for one, and as text. */
export function ConditionField({ index, condition }: { index: number; condition: string }) {
  const { path } = useEditing();
  const [asText, setAsText] = useState(false);
  const inside = jsonataInside(condition);
  const asked = readAsked(inside);
  const way = ["Choices", index, "Condition"];
  return (
    <div className={fieldStyles.objectForm} data-row>
      <div className={fieldStyles.head}>
        <h3>
          <FieldLabel field="Condition">When</FieldLabel>
        </h3>
        <Badge tone="accent">JSONata</Badge>
        <span className={fieldStyles.gap} />
        <Segmented
          label="How the condition is shown"
          value={asText || asked === null ? "text" : "form"}
          isDisabled={asked === null}
          onChange={(look) => setAsText(look === "text")}
          options={[{ id: "form", label: "Form" }, { id: "text", label: "Text" }]}
        />
      </div>
      {asked !== null && !asText ? (
        <JsonataTree index={index} root={asked} />
      ) : (
        <ExpressionField
          field="Condition"
          label="When"
          way={way}
          value={inside}
          write={(text) => (text.trim() === "" ? { refused: "Write an expression that gives true or false." } : { edits: [setAt(path, way, `{% ${text.trim()} %}`)] })}
        />
      )}
    </div>
  );
}
