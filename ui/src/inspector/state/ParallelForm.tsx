import { Plus, Settings2, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge, Button, IconButton, MiddleEllipsis } from "../../components";
import type { Edit } from "../../schema";
import { useSelection } from "../../state/selection";
import { keyOfPath } from "../../state/stateKey";
import { sendEdits, useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";
import styles from "./forms.module.css";
import { MachineRows } from "./ProcessorRows";
import { listOf, objectOf } from "./stateFields";

/** The branches, and what each is given. */
export function ParallelForm() {
  const { document, path, detail, language, isDisabled } = useEditing();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const select = useSelection((state) => state.select);
  const branches = listOf(detail?.fields?.Branches);
  const send = (edits: Edit[]) => void sendEdits(document, path, edits).then(setRefusal);
  return (
    <>
      <Group
        title="Branches"
        field="Branches"
        count={branches.length}
        actions={
          <IconButton label="Add a branch" isDisabled={isDisabled} icon={<Plus size={16} aria-hidden />} onPress={() => send([{ edit: "add_branch", state: path }])} />
        }
      >
        {branches.length === 0 && <p className={fieldStyles.help}>No branch yet. A Parallel needs at least one.</p>}
        {branches.map((branch, index) => {
          const { StartAt: start, States: states } = objectOf(branch);
          const count = Object.keys(objectOf(states)).length;
          return (
            <div key={index} className={styles.branch} role="group" aria-label={`Branch ${index + 1}`}>
              <div className={styles.line}>
                <span className={styles.number}>{index + 1}</span>
                <Button
                  variant="quiet"
                  className={styles.grow}
                  isDisabled={typeof start !== "string"}
                  onPress={() => {
                    if (typeof start === "string") select({ kind: "state", state: keyOfPath([...path, start]) }, "inspector");
                  }}
                >
                  <MiddleEllipsis text={typeof start === "string" ? start : "Without a start"} />
                </Button>
                <Badge>
                  {count} {count === 1 ? "state" : "states"}
                </Badge>
                <IconButton
                  label={`About branch ${index + 1}`}
                  isOn={open === index}
                  icon={<Settings2 size={16} aria-hidden />}
                  onPress={() => setOpen(open === index ? null : index)}
                />
                <IconButton
                  label={`Remove branch ${index + 1}`}
                  isDisabled={isDisabled || branches.length < 2}
                  icon={<Trash2 size={16} aria-hidden />}
                  onPress={() => send([{ edit: "remove_branch", state: path, branch: index }])}
                />
              </div>
              {open === index && <MachineRows way={["Branches", index]} object="branch" machine={objectOf(branch)} branch={index} />}
            </div>
          );
        })}
        {refusal !== null && <p className={fieldStyles.error}>{refusal}</p>}
      </Group>
      <Group>
        {language === "JSONata" ? (
          <JsonField title="Arguments" way={["Arguments"]} hint="What every branch is given, instead of the input" note={<Badge tone="accent">JSONata</Badge>} />
        ) : (
          <JsonField title="Parameters" way={["Parameters"]} hint="What every branch is given, instead of the input" />
        )}
      </Group>
    </>
  );
}
