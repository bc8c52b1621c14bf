import type { TaskAnswers, TimeMode } from "../schema";
import { recall, remember } from "../state/persisted";

/** How a workflow is run; remembered for each workflow. */
export interface RunSettings {
  /** JSON text. */
  input: string;
  time: TimeMode;
  tasks: TaskAnswers;
}

export const firstSettings: RunSettings = { input: "{}", time: "skip", tasks: { by: "person" } };

/** A longer input is not remembered: the page's storage is small. */
const LONGEST_INPUT = 256 * 1024;

/** What settings are remembered under: the file, or the name of a workflow that has none yet. */
export const workflowKey = (workflow: { path: string | null; name: string }): string => workflow.path ?? workflow.name;

export function readSettings(value: unknown): RunSettings | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { input, time, tasks } = value as Record<string, unknown>;
  if (typeof input !== "string" || (time !== "real" && time !== "skip")) return undefined;
  return { input, time, tasks: readTasks(tasks) };
}

function readTasks(value: unknown): TaskAnswers {
  if (typeof value === "object" && value !== null && "by" in value && value.by === "mocks") {
    const { path, machine, case: testCase } = value as Record<string, unknown>;
    if (typeof path === "string" && typeof machine === "string" && typeof testCase === "string") return { by: "mocks", path, machine, case: testCase };
  }
  return { by: "person" };
}

/** None when the workflow was never run from here. */
export function lastSettings(key: string): RunSettings | null {
  return recall<RunSettings | null>(`run.${key}`, readSettings, null);
}

export function rememberSettings(key: string, settings: RunSettings): void {
  remember(`run.${key}`, settings.input.length > LONGEST_INPUT ? { ...settings, input: "{}" } : settings);
}
