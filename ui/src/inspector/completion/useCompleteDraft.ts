import { use } from "react";
import { call } from "../../host";
import type { CompletionAnswer } from "../../schema";
import { useEditing } from "../editing";
import { seenData } from "../model/completing";
import { pointerOf } from "../model/edits";
import type { Way } from "../model/rawText";
import { SeenContext } from "../preview/seen";

/** Asks what may stand at a position of a field's JSON text, also by what the state was seen with last. */
export function useCompleteDraft(): (way: Way, text: string, position: number) => Promise<CompletionAnswer> {
  const { document, detail } = useEditing();
  const seen = use(SeenContext);
  return (way, text, position) =>
    call("complete_draft", { document, state: detail?.key ?? "", pointer: pointerOf(way), text, position, ...(seen === null ? {} : { seen: seenData(seen) }) });
}
