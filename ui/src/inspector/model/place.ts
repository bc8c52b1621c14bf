import type { Picture } from "../../schema";

/** Where a state stands: which machine holds it, and how to say so. */
export interface Place {
  /** The Parallel or Map state around it, by its path; empty at the top level. */
  machine: readonly string[];
  /** Which branch of it, from 0; `null` where there is only one. */
  branch: number | null;
  /** `In Reserve and charge, branch 2`; `null` at the top level. */
  words: string | null;
  /** What ending here means: `End of branch 2`. */
  end: string;
}

export function placeOf(picture: Picture, key: string, path: readonly string[]): Place {
  const machine = path.slice(0, -1);
  const around = machine.at(-1);
  if (around === undefined) return { machine, branch: null, words: null, end: "End" };
  const node = picture.nodes.find((candidate) => candidate.state === key && (candidate.kind === "state" || candidate.kind === "frame"));
  const parent = picture.nodes.find((candidate) => candidate.id === node?.parent);
  const holder = picture.nodes.find((candidate) => candidate.kind === "frame" && candidate.state === parent?.state);
  const isParallel = holder?.state_type === "Parallel" && parent?.kind === "branch";
  const branch = isParallel ? (parent.branch ?? null) : null;
  if (branch === null) return { machine, branch, words: `In ${around}`, end: "End of the iteration" };
  return { machine, branch, words: `In ${around}, branch ${branch + 1}`, end: `End of branch ${branch + 1}` };
}
