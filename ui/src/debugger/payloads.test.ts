import { beforeEach, expect, test } from "vitest";
import { setHost, type Host } from "../host";
import type { PayloadArgs } from "../schema";
import { isWhole, readPayload, wholePayload } from "./payloads";

const texts = new Map<string, Uint8Array>();
let asked: PayloadArgs[] = [];

/** Serves texts by bytes, as the workbench does: a start within a character is moved back, and so is an end. */
const host: Host = {
  kind: "browser",
  native: {},
  call: (command, args) => {
    if (command !== "payload") throw new Error(`not asked in these tests: ${command}`);
    const { hash, from, count } = args as PayloadArgs;
    asked.push({ hash, from, count });
    const all = texts.get(hash) ?? new Uint8Array();
    const back = (at: number) => {
      let to = Math.min(at, all.length);
      while (to > 0 && to < all.length && ((all[to] ?? 0) & 0xc0) === 0x80) to -= 1;
      return to;
    };
    const start = back(from);
    return Promise.resolve({ text: new TextDecoder().decode(all.slice(start, back(from + count))), from: start, total: all.length });
  },
  onEvent: () => () => undefined,
  onConnection: () => () => undefined,
};

function refTo(hash: string, text: string) {
  const bytes = new TextEncoder().encode(text);
  texts.set(hash, bytes);
  return { hash, bytes: bytes.length, preview: text.slice(0, 2_000), whole: text.length <= 2_000 };
}

beforeEach(() => {
  asked = [];
  setHost(host);
});

test("a small payload is its preview", async () => {
  expect((await readPayload(refTo("small", "{}"))).text).toBe("{}");
  expect(asked).toEqual([]);
});

test("a large one is joined from slices that may end anywhere but within a character, and asked for once", async () => {
  const text = JSON.stringify("aäß€😀".repeat(60_000));
  const ref = refTo("large", text);
  const payload = await readPayload(ref);
  expect(payload.text).toBe(text);
  expect(isWhole(payload)).toBe(true);
  const requests = asked.length;
  expect(requests).toBe(Math.ceil(ref.bytes / (256 * 1024)));
  await readPayload(ref);
  expect(asked).toHaveLength(requests);
});

test("a very large one comes as far as asked", async () => {
  const text = "x".repeat(3 * 1024 * 1024);
  const ref = refTo("huge", text);
  const first = await readPayload(ref);
  expect([first.bytes, first.total, isWhole(first)]).toEqual([1024 * 1024, text.length, false]);
  expect((await readPayload(ref, 2 * 1024 * 1024)).bytes).toBe(2 * 1024 * 1024);
  expect(await wholePayload(ref)).toBe(text);
});

test("a host that gives nothing new is not asked for ever", async () => {
  const ref = { ...refTo("cut", "y".repeat(5_000)), bytes: 9_000 };
  texts.set("cut", new Uint8Array());
  expect((await readPayload(ref)).text).toBe("");
  expect(asked).toHaveLength(1);
});
