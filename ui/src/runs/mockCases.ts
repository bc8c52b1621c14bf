import type { MockFile, TaskAnswers } from "../schema";

/** One way to have tasks answered, for the list in the run dialog. */
export interface TaskChoice {
  id: string;
  label: string;
  detail?: string;
  tasks: TaskAnswers;
}

const person: TaskChoice = { id: "person", label: "I answer them", detail: "as they come", tasks: { by: "person" } };

export const idOf = (tasks: TaskAnswers): string => (tasks.by === "person" ? "person" : JSON.stringify([tasks.path, tasks.machine, tasks.case]));

/** The person, then the test cases: those of the workflow's own machine first. */
export function taskChoices(files: readonly MockFile[], workflow: string): TaskChoice[] {
  const cases = files.flatMap((file) =>
    file.cases.map(({ machine, case: testCase }): TaskChoice => {
      const tasks: TaskAnswers = { by: "mocks", path: file.path, machine, case: testCase };
      return { id: idOf(tasks), label: testCase, detail: files.length > 1 ? `${machine}, ${file.relative}` : machine, tasks };
    }),
  );
  const own = (choice: TaskChoice) => choice.tasks.by === "mocks" && plain(choice.tasks.machine) === plain(workflow);
  return [person, ...cases.filter(own), ...cases.filter((choice) => !own(choice))];
}

/** Machines are named after their files, more or less: `order-fulfilment` and `OrderFulfilment`. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
