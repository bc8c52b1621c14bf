import type { OutlineEntry } from "../../schema";

/** What a state around a failure had to say to it. */
export interface Handler {
  /** The state's key. */
  state: string;
  name: string;
  kind: "Retry" | "Catch";
  /** Error names of its retriers or catchers, in order; empty where it has none. */
  errors: string[];
  /** Whether one of them is for the error. */
  matches: boolean;
}

/** Not caught by `States.ALL`: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const NEVER_BY_ALL: ReadonlySet<string> = new Set(["States.DataLimitExceeded", "States.Runtime"]);

function matches(errors: readonly string[], error: string): boolean {
  return errors.some((name) => {
    if (name === error) return true;
    if (name === "States.ALL") return !NEVER_BY_ALL.has(error);
    return name === "States.TaskFailed" && error !== "States.Timeout" && !NEVER_BY_ALL.has(error);
  });
}

/** Retriers and catchers from the failed state outwards. Definitions in YAML are not read: empty then. */
export function handlersOf(definition: string, outline: readonly OutlineEntry[], state: string, error: string): Handler[] {
  const parts = state.split("/");
  const handlers: Handler[] = [];
  for (let length = parts.length; length > 0; length -= 1) {
    const key = parts.slice(0, length).join("/");
    const entry = outline.find((candidate) => candidate.key === key);
    const fields = entry === undefined ? null : object(definition.slice(entry.from, entry.to));
    if (entry === undefined || fields === null) continue;
    for (const kind of ["Retry", "Catch"] as const) {
      const errors = errorNames(fields[kind]);
      // That an outer state has no retrier is no news; that the failed one has no catcher is.
      if (errors.length > 0 || (kind === "Catch" && ["Task", "Parallel", "Map"].includes(entry.state_type))) handlers.push({ state: key, name: entry.name, kind, errors, matches: matches(errors, error) });
    }
  }
  return handlers;
}

function object(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function errorNames(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const names = typeof item === "object" && item !== null && "ErrorEquals" in item ? item.ErrorEquals : [];
    return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string") : [];
  });
}
