import { useEditing } from "../editing";
import { completesBeside } from "../model/completing";
import { shownText, writeNumber } from "../model/edits";
import type { Way } from "../model/rawText";
import { TextRow } from "./TextRow";

/** A number; a path where the language has a field for one; an expression in JSONata. */
export function NumberRow({ label, way, pathField, unit, placeholder, whole, least, most, within, hideLabel }: {
  label: string;
  /** To the field from the state. */
  way: Way;
  pathField?: string;
  unit?: string;
  placeholder?: string;
  whole?: boolean;
  least?: number;
  most?: number;
  /** The object that holds the field. */
  within: Record<string, unknown>;
  hideLabel?: boolean;
}) {
  const { path, language } = useEditing();
  const field = String(way.at(-1) ?? "");
  const ownPath = language === "JSONPath" ? pathField : undefined;
  const atPath = pathField === undefined ? undefined : within[pathField];
  const shown = shownText(within[field] ?? atPath);
  const kind = { language, pathField: ownPath, ...(whole === undefined ? {} : { whole }), ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
  const isNumber = shown === "" || !Number.isNaN(Number(shown));
  return (
    <TextRow
      field={field}
      label={label}
      hideLabel={hideLabel === true}
      also={pathField}
      value={shown}
      completes={completesBeside(way, pathField, language)}
      mono={!isNumber}
      placeholder={placeholder ?? "none"}
      suffix={isNumber && shown !== "" ? unit : undefined}
      write={(text) => writeNumber(path, way, text, kind)}
    />
  );
}
