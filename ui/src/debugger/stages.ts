import type { PayloadRef, StateData } from "../schema";

export type StageId = "input" | "arguments" | "result" | "output";

/** A payload on its way through a state. */
export interface Stage {
  id: StageId;
  name: string;
  payload: PayloadRef | null;
  /** Said where there is none. */
  empty: string;
  /** The stage it is compared with. */
  since: StageId | null;
}

/** What a state was given, sent, got back and gave. Stages between input and output are there where the state called something. */
export function stagesOf(data: Pick<StateData, "input" | "output" | "tries" | "mark" | "exited">): Stage[] {
  const last = data.tries.at(-1);
  const stages: Stage[] = [{ id: "input", name: "Input", payload: data.input, empty: "It was not entered yet at this event.", since: null }];
  if (last !== undefined) {
    stages.push({ id: "arguments", name: "Arguments", payload: last.parameters, empty: "Nothing was sent.", since: "input" });
    stages.push({ id: "result", name: "Result", payload: last.result, empty: noResult(last.ended, last.error), since: null });
  }
  stages.push({ id: "output", name: "Output", payload: data.output, empty: noOutput(data), since: "input" });
  return stages;
}

function noResult(ended: number | null, error: string | null): string {
  if (error !== null) return `No result: the last try ended with ${error}.`;
  return ended === null ? "No answer yet at this event." : "It was answered without a result.";
}

function noOutput({ mark, input }: Pick<StateData, "mark" | "input">): string {
  switch (mark) {
    case "failed":
      return "No output: it failed.";
    case "aborted":
      return "No output: it was stopped.";
    case "waiting":
      return "No output yet: it waits.";
    case "running":
    case "retrying":
      return "No output yet at this event.";
    case "succeeded":
    case "caught":
      return "It was left without output.";
    case null:
      return input === null ? "It was not entered yet at this event." : "No output yet at this event.";
  }
}

/** The stage shown unasked: the furthest that has something. */
export function furthest(stages: readonly Stage[]): StageId {
  return stages.findLast((stage) => stage.payload !== null && stage.id !== "result")?.id ?? "input";
}
