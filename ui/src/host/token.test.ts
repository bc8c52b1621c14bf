import { expect, test } from "vitest";
import { takeToken } from "./token";

function place(href: string, kept: Record<string, string> = {}) {
  const shown: string[] = [];
  const history = { state: null, replaceState: (_: unknown, __: string, url: string) => void shown.push(url) };
  const storage = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
  };
  const token = takeToken({ href } as Location, history as unknown as History, storage as unknown as Storage);
  return { token, shown, kept };
}

test("takes the token out of the address and keeps it for the tab", () => {
  const first = place("http://127.0.0.1:1/?token=abc&x=1");
  expect(first.token).toBe("abc");
  expect(first.shown).toEqual(["/?x=1"]);
  expect(place("http://127.0.0.1:1/?x=1", first.kept).token).toBe("abc");
});

test("reads the token from the fragment too", () => {
  const taken = place("http://127.0.0.1:1/#token=abc");
  expect(taken.token).toBe("abc");
  expect(taken.shown).toEqual(["/"]);
});

test("knows no token where none was given", () => {
  expect(place("http://127.0.0.1:1/").token).toBeNull();
});
