/** Kept in the browser's storage under one prefix; a page without storage works, it only forgets. */
const prefix = "stepwell.";

export function recall<T>(name: string, read: (value: unknown) => T | undefined, otherwise: T): T {
  try {
    const text = globalThis.localStorage?.getItem(prefix + name);
    return text === null || text === undefined ? otherwise : (read(JSON.parse(text)) ?? otherwise);
  } catch {
    return otherwise;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    globalThis.localStorage?.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the choice holds for this page only.
  }
}
