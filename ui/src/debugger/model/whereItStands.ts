import type { Frame, Mark } from "../../schema";
import { lastName } from "./scrubMarks";

/** A state that the execution is inside of. */
export interface Standing {
  state: string;
  name: string;
  depth: number;
  mark: Mark;
  /** How many are inside: more than one for iterations of a Map. */
  inside: number;
  /** For Map: `3 of 8`. */
  progress: string | null;
}

/** Where the execution is in a frame: the states it is inside of, the enclosing before the enclosed. */
export function whereItStands(frame: Frame): Standing[] {
  return frame.states
    .filter((state) => state.inside > 0)
    .sort((a, b) => compareKeys(a.state, b.state))
    .map((state) => ({
      state: state.state,
      name: lastName(state.state),
      depth: state.state.split("/").length - 1,
      mark: state.mark,
      inside: state.inside,
      progress: state.iterations === null ? null : `${state.iterations_done ?? 0} of ${state.iterations}`,
    }));
}

/** Part by part, so that what lies in a state follows it. */
function compareKeys(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const order = (left[i] ?? "").localeCompare(right[i] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
