import type { Language, MachineKind, Starter } from "../schema";

/** What a new workflow is. */
export interface BeginWith {
  kind: MachineKind;
  language: Language;
}

export const firstChoice: BeginWith = { kind: "STANDARD", language: "JSONata" };

export function readChoice(value: unknown): BeginWith | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, language } = value as Record<string, unknown>;
  if ((kind !== "STANDARD" && kind !== "EXPRESS") || (language !== "JSONata" && language !== "JSONPath")) return undefined;
  return { kind, language };
}

export interface StarterGroup {
  title: string;
  rows: readonly { starter: Starter; /** Why it cannot be begun with as this type. */ refused: string | null }[];
}

/** Starters by language, the chosen one first; what cannot be of the chosen type says why. */
export function starterGroups(starters: readonly Starter[], { kind, language }: BeginWith): StarterGroup[] {
  const other: Language = language === "JSONata" ? "JSONPath" : "JSONata";
  const group = (of: Language): StarterGroup => ({
    title: `Starters in ${of}`,
    rows: starters
      .filter((starter) => starter.language === of)
      .map((starter) => ({ starter, refused: kind === "EXPRESS" && starter.not_express !== null ? "Standard only: it waits for something that an Express workflow cannot wait for." : null })),
  });
  return [group(language), group(other)].filter(({ rows }) => rows.length > 0);
}
