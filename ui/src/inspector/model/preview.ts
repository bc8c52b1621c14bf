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
  /** It is made of what the state's work gave. */
  needsResult: boolean;
}

const before: Record<string, string> = {
  InputPath: "afterInputPath", Parameters: "afterParameters", Arguments: "afterArguments", ItemsPath: "afterItemsPath", Items: "afterItemsPath",
  ItemSelector: "afterItemSelector", ItemBatcher: "afterItemBatcher",
};
const behind: Record<string, string> = { ResultSelector: "afterResultSelector", ResultPath: "afterResultPath", Output: "output", OutputPath: "output", Assign: "variables" };

/** Which stage shows what the field at a way gives; `null` where none does. */
export function previewOf(way: Way, type: string): Previewed | null {
  const [field, index, inner] = way;
  if (typeof field !== "string") return null;
  if (field === "Choices") return index === undefined || inner === "Condition" ? { stage: "next", needsResult: false } : null;
  const works = type === "Task" || type === "Parallel" || type === "Map";
  const isMap = type === "Map";
  if (field === "Parameters" && isMap) return { stage: "afterItemSelector", needsResult: false };
  // Of these AWS shows no such stage.
  if (type === "Parallel" && (field === "Parameters" || field === "Arguments")) return null;
  const early = before[field];
  if (early !== undefined) return { stage: early, needsResult: false };
  const late = behind[field];
  return late === undefined ? null : { stage: late, needsResult: works };
}

/** The mock that stands for the work; one that is never looked at where only what comes before counts. `null` where there can be none. */
export function previewMock(previewed: Previewed, type: string, seen: Seen): TaskAnswer | null | "none" {
  if (type !== "Task" && type !== "Parallel" && type !== "Map") return "none";
  if (previewed.needsResult) return seen.answer?.as === "result" ? seen.answer : null;
  return { as: "result", result: type === "Task" ? "{}" : "[]" };
}

/** What the test says of the field. */
export function previewText(test: StateTest, { stage }: Previewed): string | null {
  if (stage === "next") return test.next_state;
  if (stage === "output") return test.output;
  return test.stages.find(({ name }) => name === stage)?.text ?? null;
}
