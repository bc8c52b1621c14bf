import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { DocsContext, FieldLabel } from "../docs/FieldDoc";
import { useEditing } from "../editing";
import { EnumRow } from "../fields/EnumRow";
import fieldStyles from "../fields/fields.module.css";
import { JsonField } from "../fields/JsonField";
import { NumberRow } from "../fields/NumberRow";
import { SelectRow } from "../fields/SelectRow";
import { TemplateTextRow } from "../fields/TemplateTextRow";
import { setAt } from "../model/edits";
import { controlOf, kindWords, shownParameters, startOf, type ShownParameter, writtenParameter } from "../model/parameters";
import type { Way } from "../model/rawText";
import { objectOf } from "../state/stateFields";
import { AddParameter } from "./AddParameter";
import styles from "./action.module.css";
import { useParameters } from "./useParameters";

/** Deeper objects are JSON: nobody reads a form so deep, and shapes may contain themselves. */
const mostDepth = 5;

/** What the action takes, as AWS's model of it has it: one level, with the levels below folded in. */
export function ActionForm({ resource, way, names, within }: {
  resource: string;
  /** To the object from the state. */
  way: Way;
  /** The names that lead there within the action's input. */
  names: readonly string[];
  within: Record<string, unknown>;
}) {
  const list = useParameters(resource, names);
  const [added, setAdded] = useState<readonly string[]>([]);
  if (list === null) return null;
  const { shown, rest } = shownParameters(list.parameters, within, added);
  const docs = new Map(list.parameters.map((one) => [one.name, { text: `${one.doc === "" ? "" : `${one.doc} `}(${kindWords(one)}${one.required ? ", required" : ""})`, page: list.page ?? "" }]));
  return (
    <DocsContext value={(name) => docs.get(name) ?? null}>
      <div className={styles.parameters}>
        {shown.length === 0 && rest.length === 0 && <p className={fieldStyles.help}>It takes nothing.</p>}
        {shown.map((one) => (
          <ParameterRow key={one.name} resource={resource} way={way} names={names} within={within} parameter={one} isKnown={list.complete} isNew={added.includes(one.name)} />
        ))}
        {rest.length > 0 && <AddParameter parameters={rest} onAdd={(name) => setAdded([...added, name])} />}
      </div>
    </DocsContext>
  );
}

function ParameterRow({ resource, way, names, within, parameter: { name, about }, isKnown, isNew }: {
  resource: string;
  way: Way;
  names: readonly string[];
  within: Record<string, unknown>;
  parameter: ShownParameter;
  isKnown: boolean;
  isNew: boolean;
}) {
  const { path } = useEditing();
  const written = writtenParameter(within, name);
  const label = about?.required === true ? `${name} *` : name;
  const note = about === null && isKnown ? <span className={styles.unknown}>not a parameter of this action</span> : undefined;
  switch (controlOf(about, written)) {
    case "text":
      return <TemplateTextRow label={label} around={way} name={name} within={within} placeholder={about?.required === true ? "required" : "none"} note={note} autoFocus={isNew} />;
    case "number":
      return (
        <NumberRow
          label={label}
          way={[...way, name]}
          pathField={`${name}.$`}
          placeholder={about?.required === true ? "required" : "none"}
          whole={about?.kind === "whole"}
          {...(typeof about?.least === "number" ? { least: about.least } : {})}
          {...(typeof about?.greatest === "number" ? { most: about.greatest } : {})}
          within={within}
        />
      );
    case "choice":
      if (about?.kind === "flag") {
        return (
          <SelectRow
            field={name}
            label={label}
            options={[{ id: "", label: "Not given" }, { id: "true", label: "true" }, { id: "false", label: "false" }]}
            value={typeof written.value === "boolean" ? (written.value ? "true" : "false") : ""}
            write={(chosen) => [setAt(path, [...way, name], chosen === "" ? undefined : chosen === "true")]}
          />
        );
      }
      return <EnumRow label={label} way={[...way, name]} within={within} otherwise="Not given" options={(about?.values ?? []).map((id) => ({ id, label: id }))} />;
    case "object":
      return names.length >= mostDepth ? (
        <JsonField title={name} way={[...way, name]} hint={about === null ? "" : kindWords(about)} />
      ) : (
        <Nested resource={resource} way={[...way, name]} names={[...names, name]} label={label} name={name} value={written.value} isNew={isNew} />
      );
    case "json":
      return <JsonField title={name} way={[...way, name]} hint={about === null ? "" : kindWords(about)} start={startOf(about)} note={note} />;
  }
}

/** An object within: its parameters stand below it, indented. */
function Nested({ resource, way, names, label, name, value, isNew }: { resource: string; way: Way; names: readonly string[]; label: string; name: string; value: unknown; isNew: boolean }) {
  const [isOpen, setOpen] = useState(isNew);
  const members = objectOf(value);
  const count = Object.keys(members).length;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className={styles.nested} data-testid={`field:${name}`} role="group" aria-label={name} data-row>
      <div className={styles.nestedHead}>
        <AriaButton className={styles.fold} aria-expanded={isOpen} aria-label={isOpen ? `Fold ${name}` : `Unfold ${name}`} onPress={() => setOpen(!isOpen)}>
          <Chevron size={14} aria-hidden />
        </AriaButton>
        <FieldLabel field={name}>{label}</FieldLabel>
        <span className={styles.count}>{count === 0 ? "empty" : `${count} given`}</span>
      </div>
      {isOpen && (
        <div className={styles.inner}>
          <ActionForm resource={resource} way={way} names={names} within={members} />
        </div>
      )}
    </div>
  );
}
