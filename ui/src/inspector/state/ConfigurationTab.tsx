import { useActiveDocumentUnhurried } from "../../state/documents";
import { useEditing } from "../editing";
import { EnumRow } from "../fields/EnumRow";
import { Group } from "../fields/Group";
import { TextRow } from "../fields/TextRow";
import { shownText } from "../model/edits";
import type { Place } from "../model/place";
import { ChoiceForm } from "./ChoiceForm";
import { FailForm } from "./FailForm";
import { MapForm } from "./MapForm";
import { NextRow } from "./NextRow";
import { ParallelForm } from "./ParallelForm";
import { PassForm } from "./PassForm";
import { hasNext } from "./stateFields";
import { TaskForm } from "./TaskForm";
import { WaitForm } from "./WaitForm";

/** What the state does and where it goes on. */
export function ConfigurationTab({ place }: { place: Place }) {
  const { path, detail } = useEditing();
  const machine = useActiveDocumentUnhurried()?.reading.query_language;
  if (detail === null) return null;
  const fields = detail.fields ?? {};
  const type = detail.state_type;
  const next = fields.End === true ? null : fields.Next;
  return (
    <>
      <TypeForm type={type} place={place} />
      <Group>
        {hasNext(type) && <NextRow field="Next" label="Next" place={place} value={next} end={place.end} write={(to) => [{ edit: "set_next", state: path, to }]} />}
        <TextRow
          field="Comment"
          label="Comment"
          rows={2}
          value={shownText(fields.Comment)}
          placeholder="What it is for"
          write={(comment) => ({ edits: [{ edit: "set_comment", state: path, comment: comment === "" ? null : comment }] })}
        />
        <EnumRow
          label="Language"
          way={["QueryLanguage"]}
          within={fields}
          otherwise={`${machine === "JSONata" ? "JSONata" : "JSONPath"}, as the machine`}
          options={[{ id: "JSONPath", label: "JSONPath" }, { id: "JSONata", label: "JSONata" }]}
        />
      </Group>
    </>
  );
}

function TypeForm({ type, place }: { type: string; place: Place }) {
  switch (type) {
    case "Task":
      return <TaskForm />;
    case "Pass":
      return <PassForm />;
    case "Wait":
      return <WaitForm />;
    case "Choice":
      return <ChoiceForm place={place} />;
    case "Fail":
      return <FailForm />;
    case "Parallel":
      return <ParallelForm />;
    case "Map":
      return <MapForm />;
    default:
      return null;
  }
}
