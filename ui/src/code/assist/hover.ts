import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import { askAt } from "../../state/documents";
import { explanation } from "./explanation";

/** What stands under the pointer is explained. */
export function hover(id: number): Extension {
  return hoverTooltip(
    async (_view, position) => {
      const answer = await askAt(id, "hover", position).catch(() => null);
      const found = answer?.found;
      if (found === undefined || found === null) return null;
      return { pos: found.from, end: found.to, above: true, create: () => ({ dom: explanation(found) }) };
    },
    { hideOnChange: true, hoverTime: 350 },
  );
}
