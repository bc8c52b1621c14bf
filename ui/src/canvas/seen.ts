import { useStoreApi } from "@xyflow/react";
import { useCallback, useState, useSyncExternalStore } from "react";
import type { Flow } from "./model/flow";
import { followView, seenThrough } from "./model/visible";

/** Above this many nodes only those near the window are in the page. */
const manyNodes = 60;
/** For so many frames in a row a moving view puts off what is not seen yet. */
const patience = 3;

/**
 * What is put into the page: all of a diagram, or of a large one what is near the window. What the window shows comes at once, what lies around it
 * in the frames after that, a card and a line each, and where it can in a frame in which the view rests: one that moves has enough to draw.
 */
export function useSeenPart(flow: Flow): Flow {
  const store = useStoreApi();
  const [follower] = useState(followView);
  const isLarge = flow.nodes.length > manyNodes;
  const subscribe = useCallback(
    (changed: () => void) => {
      if (!isLarge) return () => {};
      let view = store.getState().transform;
      let hasMoved = false;
      let putOff = 0;
      let frame: number | null = null;
      const work = (): void => {
        if (hasMoved && putOff < patience) {
          putOff += 1;
        } else {
          putOff = 0;
          if (!follower.tend() && !hasMoved) {
            frame = null;
            return;
          }
          changed();
        }
        hasMoved = false;
        frame = requestAnimationFrame(work);
      };
      const begin = (): void => {
        frame ??= requestAnimationFrame(work);
      };
      begin();
      const leave = store.subscribe((state) => {
        if (state.transform !== view) {
          view = state.transform;
          hasMoved = true;
        }
        changed();
        begin();
      });
      return () => {
        leave();
        if (frame !== null) cancelAnimationFrame(frame);
      };
    },
    [store, follower, isLarge],
  );
  return useSyncExternalStore(subscribe, () => {
    if (!isLarge) return flow;
    const {
      transform: [x, y, zoom],
      width,
      height,
    } = store.getState();
    return follower.part(flow, seenThrough({ x, y, zoom }, { width, height }));
  });
}
