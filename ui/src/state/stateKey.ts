/** Names from the top level, as edits take them, of a state's key (`StatePath::key` in `crates/asl`). */
export function pathOfKey(key: string): string[] {
  return key.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function keyOfPath(path: readonly string[]): string {
  return path.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}

/** The state's own name. */
export function nameOfKey(key: string): string {
  return pathOfKey(key).at(-1) ?? key;
}
