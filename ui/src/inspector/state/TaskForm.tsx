import { Badge, ServiceTile } from "../../components";
import { useActiveDocumentUnhurried } from "../../state/documents";
import { ActionForm } from "../action/ActionForm";
import { useParameters } from "../action/useParameters";
import { useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { JsonField } from "../fields/JsonField";
import { NumberRow } from "../fields/NumberRow";
import { ObjectField } from "../fields/ObjectField";
import { SegmentedRow } from "../fields/SegmentedRow";
import { TemplateTextRow } from "../fields/TemplateTextRow";
import { TextRow } from "../fields/TextRow";
import { completesAt } from "../model/completing";
import { setAt, shownText, writeText } from "../model/edits";
import { type Pattern, patternsOf, patternWords, readResource, resourceWords, withPattern } from "../model/resource";
import styles from "./forms.module.css";
import { objectOf } from "./stateFields";

/** What is called, how it is waited for, with what, and for how long. */
export function TaskForm() {
  const { path, detail, language } = useEditing();
  const nodes = useActiveDocumentUnhurried()?.reading.picture.nodes;
  const fields = detail?.fields ?? {};
  const text = typeof fields.Resource === "string" ? fields.Resource : "";
  const resource = readResource(text);
  const patterns = patternsOf(resource);
  const pattern: Pattern = resource.kind === "integration" ? resource.pattern : "respond";
  const node = nodes?.find((candidate) => candidate.state === detail?.key && candidate.kind === "state");
  const takes = useParameters(text, []);
  const payload = language === "JSONata" ? "Arguments" : "Parameters";
  return (
    <>
      <Group>
        <div className={fieldStyles.pair}>
          <span className={fieldStyles.pairLabel}>Action</span>
          <span className={styles.action} data-testid="field:Action" title={text}>
            <ServiceTile size="row" service={node?.service ?? null} stateType="Task" />
            <span>{resourceWords(text)}</span>
          </span>
        </div>
        <TextRow field="Resource" label="Resource" mono placeholder="arn:aws:states:::lambda:invoke" value={shownText(fields.Resource)} completes={completesAt(["Resource"])} write={(arn) => writeText(path, ["Resource"], arn.trim())} />
        {patterns.length > 1 && (
          <SegmentedRow
            field="Pattern"
            label="Integration"
            options={patterns.map((id) => ({ id, label: patternWords[id].short }))}
            value={pattern}
            description={patternWords[pattern].long}
            write={(chosen) => [setAt(path, ["Resource"], withPattern(text, chosen))]}
          />
        )}
      </Group>
      <Group>
        {takes?.known === true ? (
          <ObjectField
            title={payload}
            object="Task state"
            way={[payload]}
            value={fields[payload]}
            hint="What it is called with; the input, when there is none"
            start={{}}
            note={language === "JSONata" ? <Badge tone="accent">JSONata</Badge> : undefined}
          >
            {takes.about !== "" && <p className={fieldStyles.help}>{takes.about}</p>}
            <ActionForm resource={text} way={[payload]} names={[]} within={objectOf(fields[payload])} />
          </ObjectField>
        ) : (
          <JsonField title={payload} way={[payload]} hint="What it is called with; the input, when there is none" note={language === "JSONata" ? <Badge tone="accent">JSONata</Badge> : undefined} />
        )}
      </Group>
      <Group>
        <NumberRow label="Timeout" way={["TimeoutSeconds"]} pathField="TimeoutSecondsPath" unit="s" whole least={1} within={fields} />
        <NumberRow label="Heartbeat" way={["HeartbeatSeconds"]} pathField="HeartbeatSecondsPath" unit="s" whole least={1} within={fields} />
        <ObjectField title="Credentials" object="credentials" way={["Credentials"]} value={fields.Credentials} hint="A role in another account" start={{ RoleArn: "arn:aws:iam::111122223333:role/role-name" }}>
          <TemplateTextRow label="Role" around={["Credentials"]} name="RoleArn" within={objectOf(fields.Credentials)} placeholder="arn:aws:iam::111122223333:role/…" />
        </ObjectField>
      </Group>
    </>
  );
}
