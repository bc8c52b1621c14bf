import { Badge } from "../../components";
import { ObjectContext } from "../docs/FieldDoc";
import { useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";
import { NumberRow } from "../fields/NumberRow";
import { SegmentedRow } from "../fields/SegmentedRow";
import { TextRow } from "../fields/TextRow";
import { completesAt } from "../model/completing";
import { setAt, shownText, writePath, writeText } from "../model/edits";
import { MapBatcher } from "./MapBatcher";
import { MapReader } from "./MapReader";
import { MapWriter } from "./MapWriter";
import { ProcessorRows } from "./ProcessorRows";
import { objectOf } from "./stateFields";

/** What is repeated for which items, and how many at once. */
export function MapForm() {
  const { path, detail, language } = useEditing();
  const fields = detail?.fields ?? {};
  const processor = fields.ItemProcessor === undefined ? "Iterator" : "ItemProcessor";
  const config = objectOf(objectOf(fields[processor]).ProcessorConfig);
  const isDistributed = config.Mode === "DISTRIBUTED";
  const jsonata = language === "JSONata" ? <Badge tone="accent">JSONata</Badge> : undefined;
  return (
    <>
      <Group>
        {language === "JSONata" ? (
          <JsonField title="Items" way={["Items"]} hint="The input, when it is an array" start={'"{% $states.input.items %}"'} note={jsonata} />
        ) : (
          <TextRow
            field="ItemsPath"
            label="Items at"
            mono
            placeholder="$"
            description="The array whose items are worked on."
            value={shownText(fields.ItemsPath)}
            completes={completesAt(["ItemsPath"])}
            write={(text) => writePath(path, ["ItemsPath"], text)}
          />
        )}
        <NumberRow label="At once" way={["MaxConcurrency"]} pathField="MaxConcurrencyPath" placeholder="no limit" whole least={0} within={fields} />
        <ObjectContext value="processor configuration">
          <div className={fieldStyles.objectForm} data-testid="field:ProcessorConfig">
            {processor === "ItemProcessor" && (
              <SegmentedRow
                field="Mode"
                label="Mode"
                options={[{ id: "INLINE", label: "Inline" }, { id: "DISTRIBUTED", label: "Distributed" }]}
                value={isDistributed ? "DISTRIBUTED" : "INLINE"}
                description={isDistributed ? "Each item, or batch, in an execution of its own." : "All items within this execution."}
                write={(mode) => [
                  setAt(path, ["ItemProcessor", "ProcessorConfig", "Mode"], mode),
                  ...(mode === "DISTRIBUTED" && config.ExecutionType === undefined ? [setAt(path, ["ItemProcessor", "ProcessorConfig", "ExecutionType"], "STANDARD")] : []),
                  ...(mode === "INLINE" && config.ExecutionType !== undefined ? [setAt(path, ["ItemProcessor", "ProcessorConfig", "ExecutionType"], undefined)] : []),
                ]}
              />
            )}
            {(isDistributed || config.ExecutionType !== undefined) && (
              <SegmentedRow
                field="ExecutionType"
                label="Each runs as"
                options={[{ id: "STANDARD", label: "Standard" }, { id: "EXPRESS", label: "Express" }]}
                value={config.ExecutionType === "EXPRESS" ? "EXPRESS" : "STANDARD"}
                write={(type) => [setAt(path, ["ItemProcessor", "ProcessorConfig", "ExecutionType"], type)]}
              />
            )}
          </div>
        </ObjectContext>
      </Group>
      <Group>
        <ProcessorRows field={processor} />
      </Group>
      <Group>
        <JsonField title="Item selector" way={[fields.Parameters !== undefined && fields.ItemSelector === undefined ? "Parameters" : "ItemSelector"]} hint="What each iteration is given, instead of the item" note={jsonata} />
      </Group>
      {(isDistributed || fields.ToleratedFailureCount !== undefined || fields.ToleratedFailurePercentage !== undefined) && (
        <Group title="Failures tolerated">
          <NumberRow label="Per cent" way={["ToleratedFailurePercentage"]} pathField="ToleratedFailurePercentagePath" unit="%" least={0} most={100} within={fields} />
          <NumberRow label="Count" way={["ToleratedFailureCount"]} pathField="ToleratedFailureCountPath" whole least={0} within={fields} />
        </Group>
      )}
      {isDistributed || fields.ItemReader !== undefined ? <Group><MapReader /></Group> : null}
      {isDistributed || fields.ItemBatcher !== undefined ? <Group><MapBatcher /></Group> : null}
      {isDistributed || fields.ResultWriter !== undefined ? <Group><MapWriter /></Group> : null}
      {(isDistributed || fields.Label !== undefined) && (
        <Group>
          <TextRow field="Label" label="Label" placeholder="made from the name" value={shownText(fields.Label)} write={(text) => writeText(path, ["Label"], text)} />
        </Group>
      )}
    </>
  );
}
