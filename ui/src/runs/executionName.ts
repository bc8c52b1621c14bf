/** The longest that AWS takes: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const LONGEST = 80;

/** A name for the next execution: what it is, and one more than the number of the newest one, or than there are. */
export function executionName(what: string, newest: string | null, total: number): string {
  const last = newest === null ? null : /-(\d{1,9})$/.exec(newest);
  const number = String(Math.max(total, last === null ? 0 : Number(last[1])) + 1);
  const plain = what.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return `${(plain === "" ? "run" : plain).slice(0, LONGEST - number.length - 1)}-${number}`;
}
