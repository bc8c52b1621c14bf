import type { StateTest, TaskAnswer } from "../../schema";
import type { Way } from "./rawText";

/** What was seen of a state last, to evaluate its fields with. */
export interface Seen {
  /** For people: `good-1`. */
  name: string;
  /** When, ms since the epoch. */
  time: number;
  input: string;
  variables: string | null;
  context: string | null;
  answer: TaskAnswer | null;
}

/** What a field gives. */
export interface Previewed {
  /** The stage of a test that shows it, `output` and `next` among them. */
  stage: string;
  /** What must have come of the state's work for it: an error for what a catcher makes. */
  needs: "nothing" | "result" | "error";
}

const before: Record<string, string> = {
  InputPath: "afterInputPath", Parameters: "afterParameters", Arguments: "afterArguments", ItemsPath: "afterItemsPath", Items: "afterItemsPath",
  ItemSelector: "afterItemSelector", ItemBatcher: "afterItemBatcher",
};
const behind: Record<string, string> = { ResultSelector: "afterResultSelector", ResultPath: "afterResultPath", Output: "output", OutputPath: "output", Assign: "variables" };
const ofRule: Record<string, string> = { Condition: "next", Output: "output", Assign: "variables" };
const ofCatcher: Record<string, string> = { Output: "output", ResultPath: "output", Assign: "variables" };

/** Which stage shows what the field at a way gives; `null` where none does. */
export function previewOf(way: Way, type: string): Previewed | null {
  const [field, index, inner] = way;
  if (typeof field !== "string") return null;
  if (field === "Choices" || field === "Catch") {
    if (field === "Choices" && index === undefined) return { stage: "next", needs: "nothing" };
    const stage = (field === "Choices" ? ofRule : ofCatcher)[String(inner)];
    return stage === undefined ? null : { stage, needs: field === "Catch" ? "error" : "nothing" };
  }
  const isMap = type === "Map";
  if (field === "Parameters" && isMap) return { stage: "afterItemSelector", needs: "nothing" };
  const early = before[field];
  if (early !== undefined) return { stage: early, needs: "nothing" };
  const late = behind[field];
  return late === undefined ? null : { stage: late, needs: works(type) ? "result" : "nothing" };
}

function works(type: string): boolean {
  return type === "Task" || type === "Parallel" || type === "Map";
}

/** What stands for the state's work in a preview. */
export interface PreviewMock {
  /** None for states that do no work. */
  answer: TaskAnswer | null;
  /** The error is made up: none was seen. */
  isMadeUp: boolean;
}

/** The mock that stands for the work; one that is never looked at where only what comes before counts. `null` where there can be none. */
export function previewMock({ needs }: Previewed, type: string, seen: Seen, errors: readonly string[] = []): PreviewMock | null {
  const real = (answer: TaskAnswer | null): PreviewMock => ({ answer, isMadeUp: false });
  if (!works(type)) return real(null);
  switch (needs) {
    case "result":
      return seen.answer?.as === "result" ? real(seen.answer) : null;
    case "error":
      if (seen.answer?.as === "error") return real(seen.answer);
      return { answer: { as: "error", error: errors.find((name) => !/^States\.(ALL|TaskFailed)$/.test(name)) ?? "Some.Error", cause: "What went wrong" }, isMadeUp: true };
    case "nothing":
      return real({ as: "result", result: type === "Task" ? "{}" : "[]" });
  }
}

/** What the test says of the field. */
export function previewText(test: StateTest, { stage }: Previewed): string | null {
  if (stage === "next") return test.next_state;
  if (stage === "output") return test.output;
  return test.stages.find(({ name }) => name === stage)?.text ?? null;
}
