import type { ActionParameter } from "../../schema";

/** How a member of a template is written: as it is, or as an expression under a name of its own. */
export interface WrittenParameter {
  name: string;
  /** None where it is not written. */
  value: unknown;
  /** It stands under the name with `.$`. */
  isPath: boolean;
}

export function writtenParameter(within: Record<string, unknown>, name: string): WrittenParameter {
  const atPath = within[`${name}.$`];
  return atPath === undefined ? { name, value: within[name], isPath: false } : { name, value: atPath, isPath: true };
}

/** A parameter with a place in the form. */
export interface ShownParameter {
  name: string;
  /** `null` where the action has none of this name. */
  about: ActionParameter | null;
}

/** What stands in the form: what must be there, what is written, and what was just added; then what can be added. */
export function shownParameters(known: readonly ActionParameter[], within: Record<string, unknown>, added: readonly string[]): { shown: ShownParameter[]; rest: ActionParameter[] } {
  const written = new Set(Object.keys(within).map((name) => name.replace(/\.\$$/, "")));
  const names = new Set(known.map(({ name }) => name));
  const isShown = ({ name, required }: ActionParameter) => required || written.has(name) || added.includes(name);
  const others = [...written].filter((name) => !names.has(name)).map((name): ShownParameter => ({ name, about: null }));
  return {
    shown: [...known.filter(isShown).map((about): ShownParameter => ({ name: about.name, about })), ...others],
    rest: known.filter((parameter) => !isShown(parameter)),
  };
}

/** Which control a value of this kind has; what is an expression, or a value of another kind, is written as text or as JSON. */
export type ParameterControl = "text" | "number" | "choice" | "object" | "json";

export function controlOf(about: ActionParameter | null, { value, isPath }: WrittenParameter): ParameterControl {
  const isExpression = isPath || (typeof value === "string" && /^\{%[\s\S]*%\}$/.test(value.trim()));
  if (isExpression) return "text";
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  switch (about?.kind) {
    case "text":
    case "time":
      return value === undefined || typeof value === "string" ? "text" : "json";
    case "whole":
    case "decimal":
      return value === undefined || typeof value === "number" ? "number" : "json";
    case "flag":
      return value === undefined || typeof value === "boolean" ? "choice" : "json";
    case "choice":
      return value === undefined || typeof value === "string" ? "choice" : "json";
    case "object":
      return value === undefined || isObject ? "object" : "json";
    case "list":
    case "map":
    case "anything":
      return "json";
    case undefined:
      return typeof value === "string" ? "text" : typeof value === "number" ? "number" : "json";
  }
}

const kinds: Record<ActionParameter["kind"], string> = {
  object: "object", list: "list", map: "map", text: "text", choice: "one of a few", whole: "whole number", decimal: "number", flag: "true or false", time: "timestamp", anything: "any JSON",
};

/** `list of texts, 1 to 10`. */
export function kindWords({ kind, element, least, greatest }: ActionParameter): string {
  const of = kind === "list" || kind === "map" ? (element === null ? "" : ` of ${kinds[element]}${element === "text" || element === "object" ? "s" : ""}`) : "";
  const unit = kind === "text" ? " characters" : "";
  // Limits of texts that no text comes near say nothing.
  const most = kind === "text" && greatest !== null && greatest > 10_000 ? null : greatest;
  const range =
    least !== null && most !== null ? (least === most ? `, ${least}${unit}` : `, ${least} to ${most}${unit}`)
    : most !== null ? `, at most ${most}${unit}`
    : least !== null && least > 1 ? `, at least ${least}${unit}`
    : "";
  return `${kinds[kind]}${of}${range}`;
}

/** What a list or map, or an object, begins with. */
export function startOf(about: ActionParameter | null): string {
  if (about?.kind === "list") return about.element === "object" ? "[\n  {}\n]" : "[]";
  return "{\n  \n}";
}
