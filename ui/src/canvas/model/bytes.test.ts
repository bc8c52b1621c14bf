import { expect, it } from "vitest";
import type { EdgeBytes } from "../../schema";
import { bytesLines, bytesPlace, bytesSentence } from "./bytes";

const one = (more: Partial<EdgeBytes>): EdgeBytes => ({ edge: "A|next|B", bytes: 1_229, count: 1, most: false, near: false, ...more });

it("says how much passed, in the room there is", () => {
  expect(bytesLines(one({}), "down")).toEqual(["1.2 KiB"]);
  expect(bytesLines(one({ most: true, count: 12 }), "down")).toEqual(["12 × 1.2 KiB max"]);
  expect(bytesLines(one({ most: true, count: 12 }), "right")).toEqual(["12 × max", "1.2 KiB"]);
  expect(bytesLines(one({ bytes: 212 * 1024, near: true }), "down")).toEqual(["212 KiB of 256"]);
  expect(bytesLines(one({ bytes: 212 * 1024, near: true }), "right")).toEqual(["212 KiB", "of 256 KiB"]);
});

it("says it as a sentence", () => {
  expect(bytesSentence(one({}))).toBe("1,229 bytes of JSON passed here");
  expect(bytesSentence(one({ count: 3 }))).toBe("1,229 bytes of JSON passed here last, of 3 times");
  expect(bytesSentence(one({ count: 3, most: true, near: true, bytes: 217_088 }))).toBe(
    "At most 217,088 bytes of JSON passed here, in 3 times: near the limit of 256 KiB",
  );
});

it("stands on the part of a line that is its own, beside the label", () => {
  const points = [{ x: 0, y: 0 }, { x: 0, y: 40 }, { x: 100, y: 40 }, { x: 100, y: 400 }];
  expect(bytesPlace({ points, label_at: null, merges_at: null }, "down")).toEqual({ x: 100, y: 220 });
  expect(bytesPlace({ points, label_at: null, merges_at: 2 }, "down")).toEqual({ x: 0, y: 20 });
  expect(bytesPlace({ points, label_at: null, merges_at: null }, "right")).toEqual({ x: 50, y: 40 });
});
