import type { Compared, DifferenceKind, FieldDifference, StateDifference } from "../schema";
import { nameOfKey } from "../state/stateKey";

/** How a state is marked in a picture. */
export type Mark = DifferenceKind;

/** The sides of a comparison. */
export type SideName = "old" | "new";

export const markWords: Record<Mark, string> = { added: "Added", removed: "Removed", changed: "Changed", renamed: "Renamed", moved: "Moved" };

/** What stands on the small tag of a marked state: colour is never alone. */
export const markSigns: Record<Mark, string> = { added: "+", removed: "−", changed: "~", renamed: "Aa", moved: "↔" };

/** Marks by state key, for the picture of one side. */
export function marksOf(states: readonly StateDifference[], side: SideName): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { kind, ...places } of states) {
    const place = places[side];
    if (place !== null) marks.set(place.key, kind);
  }
  return marks;
}

/** One line of the list of changes: a state, or the state machine itself. */
export interface Change {
  id: string;
  mark: Mark;
  title: string;
  /** What it was before, where that says more: another name, another place. */
  detail: string;
  fields: readonly FieldDifference[];
  /** Where to look, on each side. */
  old: { key: string; from: number } | null;
  new: { key: string; from: number } | null;
}

const placeWords = (key: string): string => {
  const around = key.includes("/") ? key.slice(0, key.lastIndexOf("/")) : "";
  return around === "" ? "the top level" : nameOfKey(around);
};

export function changesOf({ states, machine }: Pick<Compared, "states" | "machine">): Change[] {
  const changes = states.map((one): Change => {
    const key = (one.new ?? one.old)?.key ?? "";
    const was = one.old?.key ?? "";
    const detail =
      one.kind === "renamed" ? `was ${nameOfKey(was)}`
      : one.kind === "moved" ? `from ${placeWords(was)}${nameOfKey(was) === nameOfKey(key) ? "" : `, was ${nameOfKey(was)}`}`
      : "";
    return { id: `${one.kind} ${was} ${key}`, mark: one.kind, title: nameOfKey(key), detail, fields: one.fields, old: one.old, new: one.new };
  });
  if (machine.length === 0) return changes;
  return [{ id: "machine", mark: "changed", title: "State machine", detail: "", fields: machine, old: null, new: null }, ...changes];
}

/** How many of each kind, for the bar: only kinds that there are. */
export function countsOf(changes: readonly Change[]): { mark: Mark; count: number }[] {
  const order: Mark[] = ["added", "removed", "changed", "renamed", "moved"];
  return order.map((mark) => ({ mark, count: changes.filter((change) => change.mark === mark).length })).filter(({ count }) => count > 0);
}

/** The change that follows another; round and round. */
export function step(changes: readonly Change[], from: string | null, by: 1 | -1): Change | null {
  if (changes.length === 0) return null;
  const at = changes.findIndex(({ id }) => id === from);
  const next = at < 0 ? (by > 0 ? 0 : changes.length - 1) : (at + by + changes.length) % changes.length;
  return changes[next] ?? null;
}

/** A value in a line: long ones are cut. */
export function shortValue(json: string | null): string {
  if (json === null) return "—";
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}
