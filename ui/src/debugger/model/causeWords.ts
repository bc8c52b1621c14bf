import { content, readJson } from "./jsonTree";

/** Names under which functions put the sentence into a cause that is JSON; Lambda's own comes first. */
const SENTENCES = ["errorMessage", "message", "Message", "reason"];

/** A cause on one line: of a JSON cause its sentence where it has one. */
export function causeWords(cause: string): string {
  const json = cause.trimStart().startsWith("{") ? readJson(cause) : null;
  if (json !== null) {
    for (const name of SENTENCES) {
      const found = json.root.children.find((child) => child.key === name)?.node;
      if (found?.kind === "string") return oneLine(content(json, found));
    }
  }
  return oneLine(cause);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
