import { useState } from "react";
import { Segmented } from "../../components";
import { useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { TextRow } from "../fields/TextRow";
import { completesAt } from "../model/completing";
import { isJsonata, setAt, shownText } from "../model/edits";

export function FailForm() {
  return (
    <Group>
      <TextOrPath field="Error" placeholder="Order.NotFulfilled" />
      <TextOrPath field="Cause" placeholder="What went wrong, for people" rows={3} />
    </Group>
  );
}

/** A text, or where it is found: a path or an intrinsic, in a field of its own. */
function TextOrPath({ field, placeholder, rows }: { field: "Error" | "Cause"; placeholder: string; rows?: number }) {
  const { path, detail, language, isDisabled } = useEditing();
  const fields = detail?.fields ?? {};
  const pathField = `${field}Path`;
  const [chosen, setChosen] = useState<"text" | "path" | null>(null);
  const isPath = language === "JSONPath" && (chosen ?? (fields[pathField] === undefined ? "text" : "path")) === "path";
  const own = isPath ? pathField : field;
  const other = isPath ? field : pathField;
  return (
    <div className={`${fieldStyles.pair} ${fieldStyles.pairTop}`}>
      <span className={fieldStyles.pairLabel} aria-hidden>
        {field}
      </span>
      <div className={fieldStyles.json}>
        <TextRow
          key={own}
          field={own}
          label={isPath ? `${field} at a path` : field}
          hideLabel
          mono={isPath || field === "Error" || isJsonata(shownText(fields[own]))}
          placeholder={isPath ? "$.error or States.Format(…)" : placeholder}
          {...(rows === undefined || isPath ? {} : { rows })}
          value={shownText(fields[own])}
          completes={isPath || language === "JSONata" ? completesAt([own]) : undefined}
          write={(text) => ({ edits: [...(fields[other] === undefined ? [] : [setAt(path, [other], undefined)]), setAt(path, [own], text === "" ? undefined : text)] })}
        />
        {language === "JSONPath" && (
          <Segmented
            label={`How ${field} is given`}
            wide
            options={[{ id: "text", label: "Text" }, { id: "path", label: "Path or intrinsic" }]}
            value={isPath ? "path" : "text"}
            isDisabled={isDisabled}
            onChange={setChosen}
          />
        )}
      </div>
    </div>
  );
}
