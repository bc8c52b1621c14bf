import { useEditing } from "../editing";
import { SelectRow } from "../fields/SelectRow";
import { TextRow } from "../fields/TextRow";
import { ObjectContext } from "../docs/FieldDoc";
import { setAt, shownText } from "../model/edits";
import type { Way } from "../model/rawText";
import { objectOf } from "./stateFields";

/** The machine within a Map or a branch: where it begins, and what it is for. Its states are on the canvas. */
export function MachineRows({ way, object, machine, branch }: { way: Way; object: string; machine: Record<string, unknown>; branch: number | null }) {
  const { path } = useEditing();
  const states = objectOf(machine.States);
  const names = Object.keys(states);
  const typeOf = (name: string) => objectOf(states[name]).Type;
  const start = machine.StartAt;
  return (
    <ObjectContext value={object}>
      <div data-testid="field:States" style={{ display: "contents" }}>
        <SelectRow
          field="StartAt"
          label="Starts at"
          options={names.map((name) => {
            const type = typeOf(name);
            return { id: name, label: name, ...(typeof type === "string" ? { detail: type } : {}) };
          })}
          value={typeof start === "string" && names.includes(start) ? start : null}
          placeholder={typeof start === "string" ? `${start} (there is no such state)` : names.length === 0 ? "No states yet" : "Choose a state"}
          write={(name) => [{ edit: "set_start", machine: path, ...(branch === null ? {} : { branch }), name }]}
        />
        <TextRow
          field="Comment"
          label="Comment"
          placeholder="What it is for"
          value={shownText(machine.Comment)}
          write={(text) => ({ edits: [setAt(path, [...way, "Comment"], text === "" ? undefined : text)] })}
        />
      </div>
    </ObjectContext>
  );
}

/** What a Map repeats. */
export function ProcessorRows({ field }: { field: "ItemProcessor" | "Iterator" }) {
  const { detail } = useEditing();
  return (
    <div data-testid={`field:${field}`} style={{ display: "contents" }}>
      <MachineRows way={[field]} object="item processor" machine={objectOf(detail?.fields?.[field])} branch={null} />
    </div>
  );
}
