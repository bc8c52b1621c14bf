import { startTransition, useEffect, useState } from "react";
import type { StoreApi } from "zustand";

/**
 * What a store holds, drawn when there is time: after what is under the person's hands, the canvas and the text, has been drawn. For
 * panels beside it; all that are changed by one thing change together. `select` may read nothing but the store. What `isUrgent` says yes to
 * is drawn at once.
 */
export function useUnhurried<State, Selected>(
  store: Pick<StoreApi<State>, "getState" | "subscribe">,
  select: (state: State) => Selected,
  isUrgent: (now: Selected, before: Selected) => boolean = never,
): Selected {
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let before = select(store.getState());
    const take = () => {
      const now = select(store.getState());
      const change = () => setValue(() => now);
      if (isUrgent(now, before)) change();
      else startTransition(change);
      before = now;
    };
    // It may have changed since it was drawn first.
    take();
    return store.subscribe(take);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the functions are others each time and always the same.
  }, [store]);
  return value;
}

const never = () => false;
