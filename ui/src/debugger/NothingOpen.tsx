import { EmptyState } from "../components";

/** What a panel about an execution says while none is open. */
export function NothingOpen() {
  return (
    <EmptyState compact title="No execution yet.">
      Run this workflow, or open one from the list.
    </EmptyState>
  );
}
