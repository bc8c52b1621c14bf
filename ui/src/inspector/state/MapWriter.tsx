import { ObjectContext } from "../docs/FieldDoc";
import { EnumRow } from "../fields/EnumRow";
import fieldStyles from "../fields/fields.module.css";
import { ObjectField } from "../fields/ObjectField";
import { TemplateTextRow } from "../fields/TemplateTextRow";
import { useEditing } from "../editing";
import { objectOf } from "./stateFields";

const put = "arn:aws:states:::s3:putObject";

/** Where the results of the child executions go, and in what form. */
export function MapWriter() {
  const { detail, language } = useEditing();
  const { ResultWriter: value } = detail?.fields ?? {};
  const writer = objectOf(value);
  const config = objectOf(writer.WriterConfig);
  const template = language === "JSONata" ? "Arguments" : "Parameters";
  return (
    <ObjectField
      title="Result writer"
      object="result writer"
      way={["ResultWriter"]}
      value={value}
      hint="Writes the results to S3"
      start={{ Resource: put, [template]: { Bucket: "amzn-s3-demo-bucket", Prefix: "results" } }}
    >
      <EnumRow label="Writes" way={["ResultWriter", "Resource"]} within={writer} otherwise="Nothing, only transforms" options={[{ id: put, label: "Objects to S3" }]} />
      <div className={fieldStyles.objectForm} data-testid={`field:${template}`}>
        <TemplateTextRow label="Bucket" around={["ResultWriter", template]} name="Bucket" within={objectOf(writer[template])} placeholder="amzn-s3-demo-bucket" />
        <TemplateTextRow label="Prefix" around={["ResultWriter", template]} name="Prefix" within={objectOf(writer[template])} placeholder="results" />
      </div>
      <ObjectContext value="writer configuration">
        <div className={fieldStyles.objectForm} data-testid="field:WriterConfig">
          <EnumRow
            label="Each result"
            way={["ResultWriter", "WriterConfig", "Transformation"]}
            within={config}
            otherwise="With all about it"
            options={[{ id: "NONE", label: "With all about it" }, { id: "COMPACT", label: "The output alone" }, { id: "FLATTEN", label: "The output's items" }]}
          />
          <EnumRow label="As" way={["ResultWriter", "WriterConfig", "OutputType"]} within={config} otherwise="JSON" options={[{ id: "JSON", label: "JSON" }, { id: "JSONL", label: "JSON Lines" }]} />
        </div>
      </ObjectContext>
    </ObjectField>
  );
}
