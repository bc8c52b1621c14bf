import { CircleStop } from "lucide-react";
import { useMemo } from "react";
import { type SelectOption, stateTypeIcons } from "../../components";
import type { Edit } from "../../schema";
import { useActiveDocumentUnhurried } from "../../state/documents";
import { keyOfPath } from "../../state/stateKey";
import { useEditing } from "../editing";
import { SelectRow } from "../fields/SelectRow";
import type { Place } from "../model/place";
import styles from "./forms.module.css";

/** Where an entry of a list leads, in a word; red when there is no such state. */
export function Leads({ to }: { to: unknown }) {
  const { detail } = useEditing();
  if (typeof to !== "string") return <span className={styles.gone}>nowhere yet</span>;
  const isThere = detail === null || detail.siblings.includes(to);
  return <span className={isThere ? undefined : styles.gone}>{isThere ? to : `${to}: there is no such state here`}</span>;
}

/** Ids of the options: a state may be called anything, also "End". */
const stateId = (name: string) => `state:${name}`;
const nameOf = (id: string) => id.slice(stateId("").length);
const endId = "end";

/** Where it goes on to: a state of the same level, and where it may, the end. */
export function NextRow({ field, label, hideLabel, place, value, end, endDetail, write }: {
  field: string;
  label: string;
  hideLabel?: boolean;
  place: Place;
  value: unknown;
  /** What not going on is called; `null` where there must be a state. */
  end: string | null;
  /** Behind that. */
  endDetail?: string;
  /** A state's name; `null` for the end. */
  write: (to: string | null) => Edit[];
}) {
  const { detail } = useEditing();
  const outline = useActiveDocumentUnhurried()?.reading.outline;
  const siblings = detail?.siblings ?? [];
  const level = keyOfPath([...place.machine, ""]);
  // A level may have a thousand states, and this is drawn at each selection: nothing is made of them before it is asked for.
  const types = useMemo(() => {
    let made: Map<string, string> | null = null;
    return () => (made ??= new Map(outline?.map(({ key, state_type }) => [key, state_type])));
  }, [outline]);
  const option = (name: string): SelectOption => {
    const type = types().get(level + keyOfPath([name])) ?? "";
    const Icon = stateTypeIcons[type];
    return { id: stateId(name), label: name, detail: name === detail?.name ? "itself" : type, icon: Icon && <Icon size={16} aria-hidden /> };
  };
  const toEnd: SelectOption[] = end === null ? [] : [{ id: endId, label: end, icon: <CircleStop size={16} aria-hidden />, ...(endDetail === undefined ? {} : { detail: endDetail }) }];
  const isThere = typeof value === "string" ? siblings.includes(value) : value === null && end !== null;
  const chosen = !isThere ? null : typeof value === "string" ? stateId(value) : endId;
  return (
    <SelectRow
      field={field}
      label={label}
      also={field === "Next" ? "End" : undefined}
      hideLabel={hideLabel === true}
      options={{
        find: (id) => (id === endId ? (toEnd[0] ?? null) : option(nameOf(id))),
        all: () => [...siblings.map(option), ...toEnd],
      }}
      value={chosen}
      placeholder={typeof value === "string" ? `${value} (not at this level)` : "Choose a state"}
      write={(id) => write(id === endId ? null : nameOf(id))}
    />
  );
}
