import { ChangeSet } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { answered, documentText, giveUp, isSettled, replaced, send, sendAgain, typed, type DocumentText } from "./documentText";

function type(text: DocumentText, from: number, to: number, insert: string): DocumentText {
  return typed(text, ChangeSet.of([{ from, to, insert }], text.shown.length));
}

function sent(text: DocumentText) {
  const result = send(text);
  if (result === null) throw new Error("nothing to send");
  return result;
}

describe("typing", () => {
  test("is sent once and confirmed without touching the editor", () => {
    const { text, changes } = sent(type(type(documentText("abc", 1), 3, 3, "d"), 4, 4, "e"));
    expect(changes).toEqual([{ from: 3, to: 3, insert: "de" }]);
    expect(send(text)).toBeNull();
    const arrived = answered(text, 1, 2, changes);
    expect(arrived?.remote).toBeNull();
    expect(arrived?.text.confirmed.toString()).toBe("abcde");
    expect(arrived?.text.version).toBe(2);
  });

  test("and deleted again leaves nothing to send", () => {
    const text = type(type(documentText("abc", 1), 3, 3, "d"), 3, 4, "");
    expect(isSettled(text)).toBe(true);
    expect(send(text)).toBeNull();
  });

  test("goes on while the answer is on its way", () => {
    const first = sent(type(documentText("abc", 1), 0, 0, "x"));
    const more = type(first.text, 4, 4, "y");
    const arrived = answered(more, 1, 2, first.changes);
    expect(arrived?.text.shown.toString()).toBe("xabcy");
    expect(arrived?.text.confirmed.toString()).toBe("xabc");
    expect(arrived && sent(arrived.text).changes).toEqual([{ from: 4, to: 4, insert: "y" }]);
  });

  test("survives an edit from the canvas that crosses it", () => {
    const typing = type(documentText('{"a":1,"b":2}', 1), 12, 12, "3");
    const arrived = answered(typing, 1, 2, [{ from: 5, to: 6, insert: "100" }]);
    expect(arrived?.text.shown.toString()).toBe('{"a":100,"b":23}');
    expect(arrived?.remote?.toJSON()).toEqual([5, [1, "100"], 8]);
    expect(arrived && sent(arrived.text).changes).toEqual([{ from: 14, to: 14, insert: "3" }]);
  });

  test("that the workbench changed on the way is corrected in the editor", () => {
    const { text } = sent(type(documentText("abc", 1), 3, 3, "d"));
    const arrived = answered(type(text, 0, 0, ">"), 1, 2, [{ from: 3, to: 3, insert: "D" }]);
    expect(arrived?.text.shown.toString()).toBe(">abcD");
  });

  test("on a version never seen asks for the whole text", () => {
    const { text, changes } = sent(type(documentText("abc", 1), 3, 3, "d"));
    expect(answered(text, 2, 3, changes)).toBeNull();
    const arrived = replaced(type(text, 0, 0, ">"), "ABCd", 3);
    expect(arrived.text.shown.toString()).toBe(">ABCd");
    expect(arrived.text.version).toBe(3);
  });

  test("that got lost is sent again with what came after", () => {
    const { text } = sent(type(documentText("abc", 1), 3, 3, "d"));
    expect(sent(sendAgain(type(text, 4, 4, "e"))).changes).toEqual([{ from: 3, to: 3, insert: "de" }]);
  });

  test("that is refused for good leaves the confirmed text", () => {
    const { text } = sent(type(documentText("abc", 1), 1, 2, "X"));
    const arrived = giveUp(text);
    expect(arrived.text.shown.toString()).toBe("abc");
    expect(arrived.remote?.apply(text.shown).toString()).toBe("abc");
  });
});
