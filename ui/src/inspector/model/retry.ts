/** A retrier as far as it can be read; what is no number counts as the default. */
export interface Retrier {
  errors: readonly string[];
  interval: number;
  attempts: number;
  rate: number;
  maxDelay: number | null;
  jitter: boolean;
}

/** Bars beyond this many would be no wider than a line. */
const mostBars = 10;

export function readErrors(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === "string") : [];
}

export function readRetrier(value: unknown): Retrier {
  const fields = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const number = (name: string, otherwise: number) => (typeof fields[name] === "number" ? fields[name] : otherwise);
  return {
    errors: readErrors(fields.ErrorEquals),
    interval: number("IntervalSeconds", 1),
    attempts: number("MaxAttempts", 3),
    rate: number("BackoffRate", 2),
    maxDelay: typeof fields.MaxDelaySeconds === "number" ? fields.MaxDelaySeconds : null,
    jitter: fields.JitterStrategy === "FULL",
  };
}

/** How long it waits before each of the first tries, in seconds. */
export function delaysOf({ interval, attempts, rate, maxDelay }: Retrier): number[] {
  const delays: number[] = [];
  let delay = interval;
  for (let i = 0; i < Math.min(attempts, mostBars); i++) {
    delays.push(maxDelay === null ? delay : Math.min(delay, maxDelay));
    delay *= rate;
  }
  return delays;
}

/** Heights of the bars, 0 to 1; never so low that a bar can't be seen. */
export function barsOf(retrier: Retrier): number[] {
  const delays = delaysOf(retrier);
  const most = Math.max(...delays, 0);
  return delays.map((delay) => (most === 0 ? 0.2 : Math.max(0.2, delay / most)));
}

function seconds(value: number): string {
  if (value < 120) return `${round(value)} s`;
  return value < 7200 ? `${round(value / 60)} min` : `${round(value / 3600)} h`;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** `3 tries · 1 s × 2 · at most 10 s · jitter`. */
export function retryWords(retrier: Retrier): string {
  const { attempts, interval, rate, maxDelay, jitter } = retrier;
  if (attempts === 0) return "never tried again";
  const parts = [`${attempts} ${attempts === 1 ? "try" : "tries"}`, rate === 1 ? `every ${seconds(interval)}` : `${seconds(interval)} × ${round(rate)}`];
  if (maxDelay !== null) parts.push(`at most ${seconds(maxDelay)}`);
  if (jitter) parts.push("jitter");
  return parts.join(" · ");
}

/** The waits one after the other, for a tooltip: `1 s, 2 s, 4 s`. */
export function delayWords(retrier: Retrier): string {
  const delays = delaysOf(retrier).map(seconds);
  return `Waits ${delays.join(", ")}${retrier.attempts > mostBars ? ", …" : ""}`;
}

/** Where a new entry goes: `States.ALL` must be in the last one. */
export function placeForNew(list: readonly unknown[]): number {
  const last = list.at(-1) as Record<string, unknown> | null | undefined;
  return readErrors(last?.ErrorEquals).includes("States.ALL") ? list.length - 1 : list.length;
}

/** Error names to choose from. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export const knownErrors: readonly string[] = [
  "States.ALL", "States.TaskFailed", "States.Timeout", "States.HeartbeatTimeout", "States.Permissions", "States.DataLimitExceeded",
  "States.ResultPathMatchFailure", "States.ParameterPathFailure", "States.QueryEvaluationError", "States.BranchFailed",
  "States.NoChoiceMatched", "States.IntrinsicFailure", "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed",
  "States.ResultWriterFailed", "States.Http.Socket", "States.Http.StatusCode.429", "States.Http.StatusCode.503", "States.Runtime",
  "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException",
  "Lambda.ClientExecutionTimeoutException", "Lambda.Unknown",
];
