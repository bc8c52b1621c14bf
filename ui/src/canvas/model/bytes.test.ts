import { describe, expect, it } from "vitest";
import type { EdgeBytes, Point } from "../../schema";
import { bytesLines, bytesPlace, bytesSentence } from "./bytes";

const one = (more: Partial<EdgeBytes>): EdgeBytes => ({ edge: "A|next|B", bytes: 1_229, count: 1, most: false, near: false, ...more });

it("says how much passed, in the room there is", () => {
  expect(bytesLines(one({}), "down")).toEqual(["1.2 KiB"]);
  expect(bytesLines(one({ most: true, count: 12 }), "down")).toEqual(["12 × 1.2 KiB max"]);
  expect(bytesLines(one({ most: true, count: 12 }), "right")).toEqual(["12 × max", "1.2 KiB"]);
  expect(bytesLines(one({ bytes: 212 * 1024, near: true }), "down")).toEqual(["212 KiB of 256"]);
  expect(bytesLines(one({ bytes: 212 * 1024, near: true }), "right")).toEqual(["212 KiB", "of 256"]);
});

it("says it as a sentence", () => {
  expect(bytesSentence(one({}))).toBe("1,229 bytes of JSON passed here");
  expect(bytesSentence(one({ count: 3 }))).toBe("1,229 bytes of JSON passed here last, of 3 times");
  expect(bytesSentence(one({ count: 3, most: true, near: true, bytes: 217_088 }))).toBe(
    "At most 217,088 bytes of JSON passed here, in 3 times: near the limit of 256 KiB",
  );
});

describe("it stands", () => {
  const written = { width: 50, height: 16, labelWidth: 100 };
  const points = [{ x: 0, y: 0 }, { x: 0, y: 40 }, { x: 100, y: 40 }, { x: 100, y: 408 }];
  const place = (direction: "down" | "right", more: { label_at?: Point; merges_at?: number }) =>
    bytesPlace({ points, label_at: null, merges_at: null, ...more }, direction, written);

  it("in the middle of the longest leg along the flow, but for its arrow", () => {
    expect(place("down", {})).toEqual({ x: 100, y: 220 });
    expect(place("right", {})).toEqual({ x: 50, y: 40 });
  });
  it("on the part that is the edge's own", () => expect(place("down", { merges_at: 1 })).toEqual({ x: 0, y: 20 }));
  it("beside the label", () => {
    expect(place("down", { label_at: { x: 100, y: 60 } })).toEqual({ x: 100, y: 236 });
    // The label takes all of the level leg.
    expect(place("right", { label_at: { x: 50, y: 40 } })).toEqual({ x: 100, y: 220 });
  });
  it("across the flow where there is more room", () => {
    const short = [{ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 20, y: 60 }, { x: 64, y: 60 }];
    expect(bytesPlace({ points: short, label_at: null, merges_at: null }, "right", written)).toEqual({ x: 20, y: 30 });
  });
});
