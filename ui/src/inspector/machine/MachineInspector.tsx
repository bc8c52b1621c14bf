import { Workflow } from "lucide-react";
import { useMemo } from "react";
import { MiddleEllipsis, Segmented } from "../../components";
import { levelOf } from "../../code/outline";
import type { Edit, MachineKind } from "../../schema";
import { isSettled } from "../../state/documentText";
import { type OpenDocument, setKind } from "../../state/documents";
import { tellField } from "../docs/FieldDoc";
import { EditingContext, type Editing } from "../editing";
import { Group } from "../fields/Group";
import styles from "../Inspector.module.css";
import fields from "../fields/fields.module.css";
import { SegmentedRow } from "../fields/SegmentedRow";
import { SelectRow } from "../fields/SelectRow";
import { TextRow } from "../fields/TextRow";
import { isWholeNumber, machineField } from "../model/machine";
import { notEditable } from "../notEditable";
import { Notice } from "../Notice";
import { Problems } from "../Problems";

const kinds: readonly { id: MachineKind; label: string }[] = [
  { id: "STANDARD", label: "Standard" },
  { id: "EXPRESS", label: "Express" },
];

/** The state machine's own fields, while no state is selected. */
export function MachineInspector({ document }: { document: OpenDocument }) {
  const { reading, text } = document;
  const blocked = notEditable(document);
  const confirmed = text.confirmed;
  const isReadable = reading.current && document.format === "json" && isSettled(text);
  const field = useMemo(() => {
    const whole = isReadable ? confirmed.toString() : "";
    return (name: string) => (whole === "" ? undefined : machineField(whole, name));
  }, [confirmed, isReadable]);
  const editing: Editing = { document: document.id, path: [], detail: null, language: reading.query_language, isDisabled: blocked !== null };
  const set = (name: string, value: unknown): Edit => ({ edit: "set_machine_field", field: name, value: value === undefined ? null : value });
  const top = levelOf(reading.outline, "");
  const problems = reading.problems.filter((problem) => problem.state === null);
  const shown = (name: string): string => {
    const value = field(name);
    return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  };
  const start = field("StartAt");
  return (
    <EditingContext value={editing}>
      {blocked !== null && <Notice text={blocked} />}
      <header className={styles.head}>
        <span className={styles.tile}><Workflow size={16} aria-hidden /></span>
        <div className={styles.titles}>
          <h2 title={document.path ?? undefined}>
            <MiddleEllipsis text={document.name} />
          </h2>
          <p>
            State machine, {reading.outline.length} {reading.outline.length === 1 ? "state" : "states"}
          </p>
        </div>
      </header>
      <Problems problems={problems} />
      <div className={styles.panel} onKeyDown={tellField}>
        <Group>
          <TextRow
            field="Comment"
            label="Comment"
            rows={3}
            value={shown("Comment")}
            placeholder="What it is for"
            write={(comment) => ({ edits: [{ edit: "set_comment", comment: comment === "" ? null : comment }] })}
          />
          <SelectRow
            field="StartAt"
            label="Starts at"
            options={top.map(({ name, state_type }) => ({ id: name, label: name, detail: state_type }))}
            value={typeof start === "string" && top.some(({ name }) => name === start) ? start : null}
            placeholder={typeof start === "string" ? `${start} (there is no such state)` : "Choose a state"}
            write={(name) => [set("StartAt", name)]}
          />
          <TextRow
            field="TimeoutSeconds"
            label="Timeout"
            suffix="s"
            placeholder="none"
            value={shown("TimeoutSeconds")}
            write={(seconds) => {
              if (seconds.trim() === "") return { edits: [set("TimeoutSeconds", undefined)] };
              return isWholeNumber(seconds) ? { edits: [set("TimeoutSeconds", Number(seconds))] } : { refused: "Give a whole number of seconds." };
            }}
          />
          <SelectRow
            field="Version"
            label="Version"
            options={[{ id: "", label: "1.0", detail: "when left out" }, { id: "1.0", label: "1.0", detail: "written" }]}
            value={shown("Version") === "1.0" ? "1.0" : shown("Version") === "" ? "" : null}
            placeholder={shown("Version")}
            write={(version) => [set("Version", version === "" ? undefined : version)]}
          />
        </Group>
        <Group>
          <SegmentedRow
            field="QueryLanguage"
            label="Language"
            options={[{ id: "JSONPath", label: "JSONPath" }, { id: "JSONata", label: "JSONata" }]}
            value={reading.query_language === "JSONata" ? "JSONata" : "JSONPath"}
            description="For states that name none themselves. What is written in them stays as it is."
            write={(language) => [set("QueryLanguage", language === "JSONPath" && shown("QueryLanguage") === "" ? undefined : language)]}
          />
          <div className={`${fields.pair} ${fields.pairTop}`}>
            <span className={fields.pairLabel} aria-hidden>
              Type
            </span>
            <div className={fields.control} data-testid="field:Type">
              <Segmented label="Type" wide options={kinds} value={document.kind} onChange={(kind) => void setKind(document.id, kind)} />
              <p className={fields.help}>
                {document.kind === "STANDARD" ? "Up to a year, every event kept. Not part of the file." : "Up to five minutes, no tokens and no jobs. Not part of the file."}
              </p>
            </div>
          </div>
        </Group>
        <p className={styles.words}>Choose a state on the canvas to see its fields.</p>
      </div>
    </EditingContext>
  );
}
