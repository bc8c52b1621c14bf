import { JsonField } from "../fields/JsonField";
import { NumberRow } from "../fields/NumberRow";
import { ObjectField } from "../fields/ObjectField";
import { useEditing } from "../editing";
import { objectOf } from "./stateFields";

/** How many items go to each child execution together. */
export function MapBatcher() {
  const { detail } = useEditing();
  const { ItemBatcher: value } = detail?.fields ?? {};
  const batcher = objectOf(value);
  return (
    <ObjectField title="Item batcher" object="item batcher" way={["ItemBatcher"]} value={value} hint="Several items to each execution" start={{ MaxItemsPerBatch: 10 }}>
      <NumberRow label="Items" way={["ItemBatcher", "MaxItemsPerBatch"]} pathField="MaxItemsPerBatchPath" placeholder="no limit" whole least={0} within={batcher} />
      <NumberRow label="Size" way={["ItemBatcher", "MaxInputBytesPerBatch"]} pathField="MaxInputBytesPerBatchPath" placeholder="no limit" unit="bytes" whole least={0} most={262_144} within={batcher} />
      <JsonField title="Batch input" way={["ItemBatcher", "BatchInput"]} hint="Given to each batch besides its items" />
    </ObjectField>
  );
}
