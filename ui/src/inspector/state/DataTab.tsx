import { Badge } from "../../components";
import { useEditing } from "../editing";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";
import { TextRow } from "../fields/TextRow";
import { completesAt } from "../model/completing";
import { shownText, writePath } from "../model/edits";
import { Preview } from "../preview/Preview";
import { dataFields } from "./stateFields";

const paths: Record<string, { label: string; placeholder: string; description: string }> = {
  InputPath: { label: "Input path", placeholder: "$", description: "The part of the input that the state sees; null for none." },
  ResultPath: { label: "Result path", placeholder: "$", description: "Where the result goes in the input; null discards it." },
  OutputPath: { label: "Output path", placeholder: "$", description: "The part that goes on to the next state; null for none." },
};

const payloads: Record<string, { title: string; hint: string; start?: string }> = {
  Parameters: { title: "Parameters", hint: "What it is called with, instead of the input" },
  Arguments: { title: "Arguments", hint: "What it is called with" },
  ResultSelector: { title: "Result selector", hint: "Keeps a part of the result" },
  Output: { title: "Output", hint: "What goes on, instead of the result", start: '"{% $states.result %}"' },
  Assign: { title: "Assign", hint: "Variables for later states" },
};

/** What becomes of the data on its way through the state, in that order. */
export function DataTab() {
  const { detail, language } = useEditing();
  const type = detail?.state_type ?? "";
  return (
    <>
      {dataFields(type, language).map((field) => (
        <Group key={field}>
          {field in paths ? <PathRow field={field} /> : <Payload field={field} type={type} />}
        </Group>
      ))}
    </>
  );
}

function PathRow({ field }: { field: string }) {
  const { path, detail } = useEditing();
  const of = paths[field];
  const value = detail?.fields?.[field];
  return (
    <>
      <TextRow
        field={field}
        label={of?.label ?? field}
        mono
        placeholder={of?.placeholder ?? ""}
        description={of?.description}
        value={shownText(value)}
        completes={completesAt([field])}
        write={(text) => writePath(path, [field], text)}
      />
      {value !== undefined && <Preview way={[field]} json={JSON.stringify(value)} />}
    </>
  );
}

function Payload({ field, type }: { field: string; type: string }) {
  const { language } = useEditing();
  const of = payloads[field];
  // A Pass without a result gives its input on.
  const start = field === "Output" && !["Task", "Parallel", "Map"].includes(type) ? '"{% $states.input %}"' : of?.start;
  return (
    <JsonField
      title={of?.title ?? field}
      way={[field]}
      {...(of === undefined ? {} : { hint: of.hint })}
      {...(start === undefined ? {} : { start })}
      note={language === "JSONata" ? <Badge tone="accent">JSONata</Badge> : undefined}
    />
  );
}
