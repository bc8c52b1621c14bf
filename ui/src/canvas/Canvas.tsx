import { Diagram } from "./Diagram";
import { useSource } from "./source";

/** The active document's diagram, or the open execution's. */
export function Canvas() {
  const source = useSource();
  return source === null ? null : <Diagram source={source} />;
}
