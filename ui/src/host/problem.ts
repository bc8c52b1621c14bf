import type { Problem } from "../schema";

/**
 * Why a command was refused. `code` is stable and is what programs match on; `message` is for people and
 * says what to do. The host adds two codes of its own: `connection_lost` (nothing was heard of the
 * backend; the command may or may not have been carried out) and `not_allowed` (the token was refused).
 */
export class HostProblem extends Error {
  readonly code: string;
  /** The file, state or position it is about. */
  readonly place: string | undefined;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = "HostProblem";
    this.code = problem.code;
    this.place = problem.place;
  }

  /** Anything thrown, as a problem. */
  static from(thrown: unknown): HostProblem {
    if (thrown instanceof HostProblem) return thrown;
    if (isProblem(thrown)) return new HostProblem(thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new HostProblem({ code: "unexpected", message: `Something unexpected happened: ${message}` });
  }
}

export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}
