import type { ReactNode } from "react";
import { useEditing } from "../editing";
import { completesMember } from "../model/completing";
import { setAt, shownText, type Written } from "../model/edits";
import type { Way } from "../model/rawText";
import { TextRow } from "./TextRow";

/** Whether a text is evaluated in a JSONPath template, where its name then ends in `.$`. */
export function isExpression(text: string): boolean {
  return /^(\$|States\.)/.test(text) && !text.startsWith("${");
}

/** A member of a payload template that is mostly a text: a path or an intrinsic is written under the name with `.$`. */
export function writeTemplateText(state: readonly string[], around: Way, name: string, text: string, language: string): Written {
  const own = language === "JSONPath" && isExpression(text.trim()) ? `${name}.$` : name;
  const other = own === name ? `${name}.$` : name;
  const value = text.trim() === "" ? undefined : own === name ? text : text.trim();
  return { edits: [setAt(state, [...around, other], undefined), setAt(state, [...around, own], value)] };
}

/** A text in a payload template: `Bucket`, `RoleArn`. */
export function TemplateTextRow({ label, around, name, within, placeholder, note, autoFocus }: {
  label: string;
  /** To the template from the state. */
  around: Way;
  name: string;
  /** The template. */
  within: Record<string, unknown>;
  placeholder?: string;
  note?: ReactNode;
  autoFocus?: boolean;
}) {
  const { path, language } = useEditing();
  const atPath = within[`${name}.$`];
  const value = atPath ?? within[name];
  return (
    <TextRow
      field={name}
      label={label}
      mono
      placeholder={placeholder ?? "none"}
      description={note}
      autoFocus={autoFocus === true}
      suffix={atPath === undefined ? undefined : "path"}
      value={shownText(value)}
      completes={completesMember(around, name, language)}
      write={(text) => writeTemplateText(path, around, name, text, language)}
    />
  );
}
