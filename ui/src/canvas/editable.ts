import { useDocuments } from "../state/documents";
import { useRunView } from "../state/runView";

/** Whether the cards of the diagram can be edited: a document whose text can be read, and no execution. */
export function useEditable(): boolean {
  const isReadable = useDocuments(({ open, active }) => active !== null && (open[active]?.reading.current ?? false));
  const hasRun = useRunView(({ runView }) => runView !== null);
  return isReadable && !hasRun;
}

/** Whether Parallels and Maps can be closed and opened: also in an execution, whose definition stays as it was. */
export function useFoldable(): boolean {
  const isRun = useRunView(({ runView }) => runView !== null);
  return useEditable() || isRun;
}
