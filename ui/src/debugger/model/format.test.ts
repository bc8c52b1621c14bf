import { expect, test } from "vitest";
import { bytes, payloadBytes, utf8Length } from "./bytes";
import { duration, seconds } from "./duration";
import { relativeTime } from "../../components/relativeTime";

test.each([
  [0, "0 s"],
  [4, "4 ms"],
  [10, "0.01 s"],
  [210, "0.21 s"],
  [9_420, "9.42 s"],
  [59_994, "59.99 s"],
  [59_996, "1 min"],
  [64_000, "1 min 4 s"],
  [599_600, "10 min"],
  [38 * 60_000, "38 min"],
  [59.6 * 60_000, "1 h"],
  [3_600_000 * 6 + 720_000, "6 h 12 min"],
  [86_400_000 * 3 + 3_600_000, "3 d 1 h"],
  [-1, "–"],
])("%d ms is %s", (ms, text) => expect(duration(ms)).toBe(text));

test.each([
  [96, "96 B"],
  [1023, "1023 B"],
  [1024, "1 KiB"],
  [1126, "1.1 KiB"],
  [212 * 1024, "212 KiB"],
  [1024 * 1024 - 1, "1 MiB"],
  [1.5 * 1024 * 1024, "1.5 MiB"],
])("%d bytes are %s", (size, text) => expect(bytes(size)).toBe(text));

test("a payload tells its limit once it is in sight", () => {
  expect(payloadBytes(212 * 1024)).toBe("212 KiB of 256");
  expect(payloadBytes(2_253)).toBe("2.2 KiB");
  expect(payloadBytes(300 * 1024)).toBe("300 KiB");
});

test("UTF-8 length counts as TextEncoder does", () => {
  for (const text of ["", "abc", "äß€", "𝒜x😀", "\ud800", "a\udc00"]) expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  expect(utf8Length("xäx", 1, 2)).toBe(2);
});

test("seconds are in one unit", () => {
  expect(seconds(9_415)).toBe("9.41");
  expect(seconds(3_600_000)).toBe("3600.00");
});

test("relative times", () => {
  const now = Date.UTC(2026, 0, 31, 12);
  const ago = (s: number) => relativeTime(now - s * 1000, now);
  expect([ago(0), ago(12), ago(60), ago(119), ago(3600), ago(3600 * 25)]).toEqual(["just now", "12 s ago", "1 min ago", "1 min ago", "1 h ago", "1 d ago"]);
  // A clock that stands a little behind the host's is no time in the future.
  expect(ago(-5)).toBe("just now");
  expect(ago(86_400 * 40)).toMatch(/2025/);
});
