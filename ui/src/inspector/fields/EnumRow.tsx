import type { SelectOption } from "../../components";
import { useEditing } from "../editing";
import { setAt } from "../model/edits";
import type { Way } from "../model/rawText";
import { SelectRow } from "./SelectRow";

const none = "";

/** One of the strings that a field may be, or none of them. What stands there and is none of them is among the options. */
export function EnumRow({ label, way, within, options, otherwise, field }: {
  label: string;
  /** To the field from the state. */
  way: Way;
  /** The object that holds the field. */
  within: Record<string, unknown>;
  options: readonly { id: string; label: string; detail?: string }[];
  /** What holds where the field is not there; `null` where it must be. */
  otherwise: string | null;
  /** Names the control where the field's own name would not. */
  field?: string;
}) {
  const { path } = useEditing();
  const name = String(way.at(-1) ?? "");
  const written = within[name];
  const value = typeof written === "string" ? written : none;
  const all: SelectOption[] = [...(otherwise === null ? [] : [{ id: none, label: otherwise, detail: "when left out" }]), ...options];
  if (value !== none && !options.some(({ id }) => id === value)) all.push({ id: value, label: value });
  return (
    <SelectRow
      field={field ?? name}
      label={label}
      options={all}
      value={all.some(({ id }) => id === value) ? value : null}
      write={(chosen) => [setAt(path, way, chosen === none ? undefined : chosen)]}
    />
  );
}
