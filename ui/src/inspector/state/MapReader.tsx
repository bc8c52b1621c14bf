import { EnumRow } from "../fields/EnumRow";
import fieldStyles from "../fields/fields.module.css";
import { NumberRow } from "../fields/NumberRow";
import { ObjectField } from "../fields/ObjectField";
import { TemplateTextRow } from "../fields/TemplateTextRow";
import { TextRow } from "../fields/TextRow";
import { TokensRow } from "../fields/TokensRow";
import { ObjectContext } from "../docs/FieldDoc";
import { useEditing } from "../editing";
import { completesAt } from "../model/completing";
import { setAt, shownText, writeText } from "../model/edits";
import { readerShows } from "../model/map";
import { listOf, objectOf } from "./stateFields";

const get = "arn:aws:states:::s3:getObject";
const list = "arn:aws:states:::s3:listObjectsV2";

/** Where the items come from, and how they are written there. */
export function MapReader() {
  const { path, detail, language } = useEditing();
  const { ItemReader: value } = detail?.fields ?? {};
  const reader = objectOf(value);
  const config = objectOf(reader.ReaderConfig);
  const template = language === "JSONata" ? "Arguments" : "Parameters";
  const isList = typeof reader.Resource === "string" && reader.Resource.endsWith(":listObjectsV2");
  const shows = readerShows(isList, config);
  const way = (name: string) => ["ItemReader", "ReaderConfig", name];
  return (
    <ObjectField
      title="Item reader"
      object="item reader"
      way={["ItemReader"]}
      value={value}
      hint="Reads the items from S3"
      start={{ Resource: get, ReaderConfig: { InputType: "JSON" }, [template]: { Bucket: "amzn-s3-demo-bucket", Key: "items.json" } }}
    >
      <EnumRow label="Reads" way={["ItemReader", "Resource"]} within={reader} otherwise={null} options={[{ id: get, label: "An object" }, { id: list, label: "The list of objects" }]} />
      <div className={fieldStyles.objectForm} data-testid={`field:${template}`}>
        <TemplateTextRow label="Bucket" around={["ItemReader", template]} name="Bucket" within={objectOf(reader[template])} placeholder="amzn-s3-demo-bucket" />
        <TemplateTextRow label={isList ? "Prefix" : "Key"} around={["ItemReader", template]} name={isList ? "Prefix" : "Key"} within={objectOf(reader[template])} placeholder={isList ? "orders/" : "items.json"} />
      </div>
      <ObjectContext value="reader configuration">
        <div className={fieldStyles.objectForm} data-testid="field:ReaderConfig">
          {shows.InputType && (
            <EnumRow
              label="Format"
              way={way("InputType")}
              within={config}
              otherwise={isList ? "Of the list" : null}
              options={[
                { id: "JSON", label: "JSON", detail: "an array" }, { id: "JSONL", label: "JSON Lines" }, { id: "CSV", label: "CSV" },
                { id: "PARQUET", label: "Parquet" }, { id: "MANIFEST", label: "Manifest", detail: "of an inventory" },
              ]}
            />
          )}
          {shows.ManifestType && (
            <EnumRow label="Manifest" way={way("ManifestType")} within={config} otherwise="S3 inventory" options={[{ id: "S3_INVENTORY", label: "S3 inventory" }, { id: "ATHENA_DATA", label: "Athena" }]} />
          )}
          {shows.CSVHeaderLocation && (
            <EnumRow label="Headers" way={way("CSVHeaderLocation")} within={config} otherwise="None given" options={[{ id: "FIRST_ROW", label: "In the first row" }, { id: "GIVEN", label: "Given here" }]} />
          )}
          {shows.CSVHeaders && (
            <TokensRow
              field="CSVHeaders"
              label="Names"
              placeholder="Name of a column"
              tokens={listOf(config.CSVHeaders).filter((name): name is string => typeof name === "string")}
              suggestions={[]}
              write={(names) => [setAt(path, way("CSVHeaders"), names.length === 0 ? undefined : names)]}
            />
          )}
          {shows.CSVDelimiter && (
            <EnumRow
              label="Separated by"
              way={way("CSVDelimiter")}
              within={config}
              otherwise="Comma"
              options={[
                { id: "COMMA", label: "Comma" }, { id: "PIPE", label: "Pipe", detail: "|" }, { id: "SEMICOLON", label: "Semicolon", detail: ";" },
                { id: "SPACE", label: "Space" }, { id: "TAB", label: "Tab" },
              ]}
            />
          )}
          {shows.ItemsPointer && (
            <TextRow field="ItemsPointer" label="Array at" mono placeholder="/orders" value={shownText(config.ItemsPointer)} completes={language === "JSONata" ? completesAt(way("ItemsPointer")) : undefined} write={(text) => writeText(path, way("ItemsPointer"), text.trim())} />
          )}
          {shows.Transformation && (
            <EnumRow label="Objects" way={way("Transformation")} within={config} otherwise="Listed" options={[{ id: "NONE", label: "Listed" }, { id: "LOAD_AND_FLATTEN", label: "Read, their contents as items" }]} />
          )}
          <NumberRow label="At most" way={way("MaxItems")} pathField="MaxItemsPath" placeholder="all items" whole least={0} most={100_000_000} within={config} />
        </div>
      </ObjectContext>
    </ObjectField>
  );
}
