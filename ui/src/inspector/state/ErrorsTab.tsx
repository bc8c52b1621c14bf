import type { Place } from "../model/place";
import { CatchList } from "./CatchList";
import { RetryList } from "./RetryList";

/** What happens when it fails: tried again first, then caught. */
export function ErrorsTab({ place }: { place: Place }) {
  return (
    <>
      <RetryList />
      <CatchList place={place} />
    </>
  );
}
