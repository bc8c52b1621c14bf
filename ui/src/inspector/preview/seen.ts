import { createContext } from "react";
import { useAnswer } from "../../debugger/useAnswer";
import { call } from "../../host";
import { useRunPages } from "../../runs/runPages";
import type { Seen } from "../model/preview";
import { testKey, useTests } from "../test/useTest";

/** What was seen of the selected state last. */
export const SeenContext = createContext<Seen | null>(null);

/** The newest recorded visit of a state; else what it was tested with last. */
export function useSeen(document: number, state: string): Seen | null {
  const version = useRunPages((runs) => runs.version);
  const { value } = useAnswer(`seen ${document} ${state}`, String(version), async (): Promise<Seen | "nothing"> => {
    const { visits } = await call("recorded_visits", { document, state, limit: 1 });
    const [visit] = visits;
    if (visit === undefined) return "nothing";
    const data = await call("recorded_visit", { arn: visit.arn, state, entered: visit.entered });
    return { name: visit.run, time: visit.time, input: data.input, variables: data.variables, context: data.context, answer: data.answer };
  });
  const tested = useTests(({ tests }) => tests[testKey(document, state)]);
  if (value !== null && value !== "nothing") return value;
  if (tested === undefined || tested.answer === null) return null;
  const { form, answer } = tested;
  return { name: "the last test", time: 0, input: form.input, variables: form.variables.trim() === "" ? null : form.variables, context: null, answer: answer.mock };
}
