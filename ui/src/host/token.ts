const key = "stepwell.token";

/**
 * The token that `stepwell serve --ui` put into the URL (`?token=…` or `#token=…`). It is kept for this tab
 * and taken out of the address bar, so that it is not copied along with the address.
 */
export function takeToken(location: Location, history: History, storage: Storage): string | null {
  const url = new URL(location.href);
  const inQuery = url.searchParams.get("token");
  const fragment = new URLSearchParams(url.hash.replace(/^#/, ""));
  const token = inQuery ?? fragment.get("token");
  if (token === null || token === "") return storage.getItem(key);
  storage.setItem(key, token);
  url.searchParams.delete("token");
  fragment.delete("token");
  url.hash = fragment.toString();
  history.replaceState(history.state, "", url.pathname + url.search + url.hash);
  return token;
}
