import { spanOf } from "./rawText";

/** A field of the state machine itself, from its text; `undefined` when it is not there or can't be read. */
export function machineField(text: string, name: string): unknown {
  const span = spanOf(text, [name]);
  if (span === null) return undefined;
  try {
    return JSON.parse(text.slice(span.from, span.to)) as unknown;
  } catch {
    return undefined;
  }
}

export function isWholeNumber(text: string): boolean {
  return /^\s*\d+\s*$/.test(text);
}
