import { ChangeSet, Text } from "@codemirror/state";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { late } from "./late";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, 16));
  vi.stubGlobal("cancelAnimationFrame", (handle: ReturnType<typeof setTimeout>) => clearTimeout(handle));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function editor(text: string) {
  let doc = Text.of([text]);
  let times = 0;
  const apply = (changes: ChangeSet): void => {
    doc = changes.apply(doc);
    times += 1;
  };
  return { late: late(apply), apply, text: () => doc.toString(), length: () => doc.length, times: () => times };
}

const insert = (at: number, text: string, length: number) => ChangeSet.of({ from: at, insert: text }, length);

test("changes come a frame later, those of one frame as one", () => {
  const { late, text, times } = editor("abc");
  late.take(insert(3, "d", 3));
  late.take(insert(0, "_", 4));
  expect(text()).toBe("abc");
  vi.advanceTimersByTime(17);
  expect([text(), times()]).toEqual(["_abcd", 1]);
  vi.advanceTimersByTime(1_000);
  expect(times()).toBe(1);
});

test("they come at once where somebody goes by the newest text, and without a frame after a while", () => {
  const { late, text, times } = editor("abc");
  late.take(insert(3, "d", 3));
  late.catchUp();
  late.catchUp();
  expect([text(), times()]).toEqual(["abcd", 1]);
  vi.stubGlobal("requestAnimationFrame", () => 0);
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
  late.take(insert(4, "e", 4));
  vi.advanceTimersByTime(100);
  expect(text()).toBe("abcd");
  vi.advanceTimersByTime(100);
  expect([text(), times()]).toEqual(["abcde", 2]);
});

test("what is typed meanwhile is the same in the editor and in the document", () => {
  for (const [at, place] of [[0, 3], [3, 0], [2, 2], [3, 3]] as const) {
    const { late, apply, text, length } = editor("abc");
    const remote = insert(place, "REMOTE", 3);
    let document = remote.apply(Text.of(["abc"]));
    late.take(remote);
    const typed = insert(at, "typed", length());
    document = late.typed(typed).apply(document);
    apply(typed);
    vi.advanceTimersByTime(20);
    expect(text()).toBe(document.toString());
    expect(text()).toHaveLength(14);
  }
});

test("nothing comes once it is over", () => {
  const { late, text } = editor("abc");
  late.take(insert(3, "d", 3));
  late.stop();
  vi.advanceTimersByTime(1_000);
  expect(text()).toBe("abc");
});
