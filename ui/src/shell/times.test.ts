import { expect, test } from "vitest";
import { ago } from "./times";

test("times are told in the largest unit that fits", () => {
  const now = Date.UTC(2026, 10, 22, 12);
  const before = (ms: number) => ago(now - ms, now);
  expect([5_000, 61_000, 7_200_000, 90_000_000, 5 * 86_400_000, 40 * 86_400_000].map(before)).toEqual([
    "just now", "1 min ago", "2 h ago", "yesterday", "5 days ago", "2026-10-13",
  ]);
});
