import { create } from "zustand";
import type { Point } from "../../schema";
import { ofStates, selectedSet, selectedStates, useSelection } from "../../state/selection";
import { between, type Rect } from "../model/geometry";
import { planOf } from "../model/picture";
import { inLasso } from "../model/several";
import { currentSource } from "../source";
import { panWhileHeld, surfaceAt } from "./surface";
import { track } from "./track";

/** The lasso while it is drawn, in the diagram, and the states that it takes. */
interface Lasso {
  area: Rect;
  taken: ReadonlySet<string>;
}

export const useLasso = create<{ lasso: Lasso | null; /** Whether dragging draws a lasso without Shift. */ tool: boolean }>(() => ({
  lasso: null,
  tool: false,
}));

export function toggleLassoTool(): void {
  useLasso.setState(({ tool }) => ({ tool: !tool }));
}

/** Draws a lasso from where the pointer is pressed. What it takes is selected; with `adds` beside what is selected already. */
export function beginLasso(press: PointerEvent, adds: boolean): void {
  let from: Point | null = null;
  let last: Point = { x: 0, y: 0 };
  let stopPanning = (): void => undefined;
  const draw = (at: Point): void => {
    last = at;
    const source = currentSource();
    const surface = surfaceAt(at);
    if (from === null || source === null || surface === null) return;
    const area = between(from, surface.toDiagram(at));
    const taken = inLasso(planOf(source.picture), area);
    const { lasso } = useLasso.getState();
    const isSame = lasso !== null && lasso.taken.size === taken.length && taken.every((key) => lasso.taken.has(key));
    useLasso.setState({ lasso: { area, taken: isSame ? lasso.taken : new Set(taken) } });
  };
  const end = (): Lasso | null => {
    stopPanning();
    const { lasso } = useLasso.getState();
    useLasso.setState({ lasso: null });
    return lasso;
  };
  const tracked = {
    start: (at: Point) => {
      // The drag is known some pixels after the press; the lasso begins at the press.
      from = surfaceAt(at)?.toDiagram({ x: press.clientX, y: press.clientY }) ?? null;
      last = at;
      stopPanning = panWhileHeld(() => last, () => draw(last));
      return from !== null;
    },
    move: draw,
    drop: () => {
      const lasso = end();
      if (lasso === null) return;
      const { selected, select } = useSelection.getState();
      const before = adds ? selectedStates(selected) : [];
      const has = selectedSet(selected);
      const added = [...lasso.taken].filter((key) => !adds || !has.has(key));
      select(ofStates([...before, ...added]), "canvas");
    },
    cancel: () => void end(),
  };
  track(press, tracked, "crosshair");
}
