import type { InspectionLevel, MockCheck, StateTest, TaskAnswer, TestStateArgs } from "../../schema";

/** What a test is given, as the person writes it. Empty texts are left out. */
export interface TestForm {
  input: string;
  variables: string;
  context: string;
  /** What stands for the work of the state. */
  answer: TaskAnswer["as"];
  result: string;
  error: string;
  cause: string;
  check: MockCheck;
  /** Whole numbers, as text. */
  retries: string;
  failedIterations: string;
  /** A state's name. */
  errorFrom: string;
  itemReaderData: string;
  level: InspectionLevel;
}

export const emptyForm: TestForm = {
  input: "{}", variables: "", context: "", answer: "result", result: "", error: "", cause: "", check: "STRICT",
  retries: "", failedIterations: "", errorFrom: "", itemReaderData: "", level: "DEBUG",
};

/** Types whose work is done elsewhere: a mock stands for it. */
export function needsMock(type: string): boolean {
  return type === "Task" || type === "Parallel" || type === "Map";
}

/** The answer that stands for the state's work; `null` while there is none. */
export function mockOf(form: TestForm, type: string): TaskAnswer | null {
  if (!needsMock(type)) return null;
  if (form.answer === "error") return form.error.trim() === "" ? null : { as: "error", error: form.error.trim(), cause: form.cause };
  return form.result.trim() === "" ? null : { as: "result", result: form.result };
}

export type Asked = { args: Omit<TestStateArgs, "document" | "state"> } | { refused: string; field: keyof TestForm };

const words: Partial<Record<keyof TestForm, string>> = {
  input: "The input", variables: "Variables", context: "The context object", result: "The result", retries: "Retries so far", failedIterations: "Failed iterations",
};

/** The request, or the first field that stands in its way. */
export function askedOf(form: TestForm, type: string): Asked {
  for (const field of ["input", "variables", "context", "result"] as const) {
    if (field === "result" && (!needsMock(type) || form.answer !== "result")) continue;
    if (form[field].trim() === "" && field !== "input") continue;
    const problem = notJson(form[field]);
    if (problem !== null) return { refused: `${words[field] ?? field} is not JSON: ${problem}`, field };
  }
  for (const field of ["retries", "failedIterations"] as const) {
    if (form[field].trim() !== "" && !/^\d{1,9}$/.test(form[field].trim())) return { refused: `${words[field] ?? field}: give a whole number.`, field };
  }
  const mock = mockOf(form, type);
  if (mock === null && needsMock(type)) {
    return form.answer === "error"
      ? { refused: "Name the error that stands for the work: nothing is called in a test.", field: "error" }
      : { refused: "Give the result that stands for the work: nothing is called in a test.", field: "result" };
  }
  const text = (name: "variables" | "context" | "errorFrom" | "itemReaderData") => (form[name].trim() === "" ? undefined : form[name]);
  const count = (name: "retries" | "failedIterations") => (form[name].trim() === "" ? undefined : Number(form[name]));
  const isMap = type === "Map";
  const args = {
    input: form.input,
    level: form.level,
    ...given("variables", text("variables")),
    // AWS takes these only where a mock stands for the work.
    ...(mock === null ? {} : { mock, check: form.check, ...given("context", text("context")) }),
    ...(mock?.as === "error" ? { ...given("retries", count("retries")), ...(type === "Task" ? {} : given("error_from", text("errorFrom"))) } : {}),
    ...(mock !== null && isMap ? { ...given("failed_iterations", count("failedIterations")), ...given("item_reader_data", text("itemReaderData")) } : {}),
  };
  return { args };
}

function given<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}

function notJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** Data at a stage, to be shown. */
export interface StageRow {
  id: string;
  /** What people call it. */
  title: string;
  text: string;
  /** The stage it is compared with. */
  since: string | null;
  /** It says what that one says. */
  isSame: boolean;
}

const titles: Record<string, string> = {
  input: "Input",
  afterInputPath: "After InputPath",
  afterItemsPath: "Items",
  afterItemsPointer: "Items, after ItemsPointer",
  afterItemSelector: "Items, after ItemSelector",
  afterItemBatcher: "Items, after ItemBatcher",
  afterParameters: "After Parameters",
  afterArguments: "Arguments",
  result: "Result",
  afterResultSelector: "After ResultSelector",
  afterResultPath: "After ResultPath",
  output: "Output",
  variables: "Variables",
};

/** The stages with the output among them; variables come last, since they are not passed on but kept. */
export function stageRows(test: StateTest): StageRow[] {
  const stages = test.stages.filter(({ name }) => name !== "variables");
  if (test.output !== null) stages.push({ name: "output", text: test.output });
  stages.push(...test.stages.filter(({ name }) => name === "variables"));
  const rows: StageRow[] = [];
  for (const { name, text } of stages) {
    const since = name === "result" || name === "variables" ? null : sinceOf(name, rows);
    rows.push({ id: name, title: titles[name] ?? name, text, since: since?.id ?? null, isSame: since !== null && since.text === text });
  }
  return rows;
}

/** What comes out of ResultPath is held against the input that it was put into; all else against what came before it. */
function sinceOf(name: string, rows: readonly StageRow[]): StageRow | null {
  if (name === "afterResultPath") return rows.findLast(({ id }) => id === "afterInputPath" || id === "input") ?? null;
  return rows.at(-1) ?? null;
}

/** A value in a line: folded white space, cut. */
export function lineOf(text: string): string {
  const line = text.slice(0, 400).replaceAll(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** What became of the state, in a sentence. */
export function verdictWords(test: StateTest): string {
  switch (test.status) {
    case "SUCCEEDED":
      return test.next_state === null ? "Succeeded, and ends here" : "Succeeded";
    case "FAILED":
      return "Failed";
    case "RETRIABLE":
      return `Would be tried again${test.retry_seconds === null ? "" : ` after ${test.retry_seconds} s`}${test.retry_index === null ? "" : `, by retrier ${test.retry_index + 1}`}`;
    case "CAUGHT_ERROR":
      return `Caught${test.catch_index === null ? "" : ` by catcher ${test.catch_index + 1}`}`;
  }
}
