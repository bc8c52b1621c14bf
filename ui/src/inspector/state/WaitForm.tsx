import { useState } from "react";
import { Select } from "../../components";
import { useEditing } from "../editing";
import fieldStyles from "../fields/fields.module.css";
import { Group } from "../fields/Group";
import { TextRow } from "../fields/TextRow";
import { completesAt } from "../model/completing";
import { isJsonata, setAt, shownText, type Written } from "../model/edits";

const kinds = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"] as const;
type Kind = (typeof kinds)[number];
const words: Record<Kind, { label: string; of: string; placeholder: string }> = {
  Seconds: { label: "For a time", of: "Seconds", placeholder: "60" },
  SecondsPath: { label: "For a time, by path", of: "Seconds at", placeholder: "$.seconds" },
  Timestamp: { label: "Until a moment", of: "Until", placeholder: "2030-01-01T12:00:00Z" },
  TimestampPath: { label: "Until a moment, by path", of: "Until, at", placeholder: "$.due" },
};

/** How long it waits: one of four fields, and only one. */
export function WaitForm() {
  const { path, detail, language, isDisabled } = useEditing();
  const fields = detail?.fields ?? {};
  const [chosen, setChosen] = useState<Kind | null>(null);
  const written = kinds.find((kind) => fields[kind] !== undefined) ?? "Seconds";
  const kind = chosen ?? written;
  const offered = kinds.filter((each) => language !== "JSONata" || !each.endsWith("Path") || each === kind);
  const write = (text: string): Written => {
    const value = readTime(kind, text.trim(), language);
    if ("refused" in value) return value;
    const others = kinds.filter((other) => other !== kind && fields[other] !== undefined).map((other) => setAt(path, [other], undefined));
    setChosen(null);
    return { edits: [...others, setAt(path, [kind], value.value)] };
  };
  return (
    <Group>
      <div className={fieldStyles.pair} data-testid="field:WaitKind">
        <span className={fieldStyles.pairLabel} aria-hidden>
          Waits
        </span>
        <Select label="Waits" hideLabel isDisabled={isDisabled} options={offered.map((id) => ({ id, label: words[id].label }))} value={kind} onChange={setChosen} />
      </div>
      <TextRow
        key={kind}
        field={kind}
        label={words[kind].of}
        mono={kind !== "Seconds"}
        suffix={kind === "Seconds" ? durationWords(fields.Seconds) : undefined}
        placeholder={words[kind].placeholder}
        value={shownText(fields[kind])}
        completes={language === "JSONata" || kind.endsWith("Path") ? completesAt([kind]) : undefined}
        write={write}
      />
    </Group>
  );
}

function readTime(kind: Kind, text: string, language: string): { value: unknown } | { refused: string } {
  if (language === "JSONata" && isJsonata(text)) return { value: text };
  if (kind.endsWith("Path")) return text.startsWith("$") ? { value: text } : { refused: `A path starts with $, for example ${words[kind].placeholder}.` };
  if (kind === "Timestamp") return text === "" ? { refused: "Give a time such as 2030-01-01T12:00:00Z." } : { value: text };
  return /^\d+$/.test(text) ? { value: Number(text) } : { refused: "Give a whole number of seconds." };
}

/** `6 h` behind 21600. */
function durationWords(seconds: unknown): string {
  if (typeof seconds !== "number" || seconds < 120) return "s";
  const [size, unit] = seconds >= 172_800 ? [86_400, "days"] : seconds >= 7_200 ? [3_600, "h"] : [60, "min"];
  return `s, ${Math.round((seconds / size) * 10) / 10} ${unit}`;
}
