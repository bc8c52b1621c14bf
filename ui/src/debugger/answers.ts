import type { TaskAnswer } from "../schema";
import { recall, remember } from "../state/persisted";

/** Answers kept for each state. */
const KEPT = 6;
/** A longer result is not remembered: storage is small. */
const LONGEST = 16 * 1024;

const nameOf = (workflow: string, state: string): string => `answers.${workflow}.${state}`;

function isAnswer(value: unknown): value is TaskAnswer {
  if (typeof value !== "object" || value === null || !("as" in value)) return false;
  if (value.as === "result") return "result" in value && typeof value.result === "string";
  return value.as === "error" && "error" in value && typeof value.error === "string" && "cause" in value && typeof value.cause === "string";
}

/** What the person answered a state's task with before, newest first. */
export function lastAnswers(workflow: string, state: string): TaskAnswer[] {
  return recall(nameOf(workflow, state), (value) => (Array.isArray(value) ? value.filter(isAnswer) : undefined), []);
}

export function rememberAnswer(workflow: string, state: string, answer: TaskAnswer): void {
  const text = JSON.stringify(answer);
  if (text.length > LONGEST) return;
  const others = lastAnswers(workflow, state).filter((old) => JSON.stringify(old) !== text);
  remember(nameOf(workflow, state), [answer, ...others].slice(0, KEPT));
}

/** An answer in a few words, for the list of earlier ones. */
export function answerWords(answer: TaskAnswer): string {
  const words = answer.as === "result" ? answer.result.replaceAll(/\s+/g, " ") : `${answer.error}${answer.cause === "" ? "" : `: ${answer.cause}`}`;
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
