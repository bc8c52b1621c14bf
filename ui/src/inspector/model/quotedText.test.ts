import { expect, it } from "vitest";
import type { CompletionAnswer, CompletionItem } from "../../schema";
import { completionInside, expressionText, quotedText } from "./quotedText";

const item = (insert: string): CompletionItem => ({ label: insert, kind: "path", detail: null, documentation: null, page: null, insert, caret: insert.length, more: false });

it("knows where each character of an expression stands in its JSON", () => {
  const expression = '$a = "x\\"y"\n and $b';
  const text = expressionText(expression);
  expect(JSON.parse(text.json)).toBe(`{% ${expression} %}`);
  for (let at = 0; at <= expression.length; at += 1) {
    expect(text.back(text.into(at)), `at ${at}`).toBe(at);
    const rest: unknown = JSON.parse(`"${text.json.slice(text.into(at))}`);
    expect(rest).toBe(`${expression.slice(at)} %}`);
  }
  expect(text.back(0)).toBeNull();
});

it("brings answers into the expression", () => {
  const text = expressionText('"q" & $sta');
  const at = text.into(6);
  const answer: CompletionAnswer = { version: 1, found: { word: at, from: at, to: text.into(10), comma_at: 3, items: [item("$states"), item('\\"a\\"')] } };
  expect(completionInside(answer, text).found).toEqual({ word: 6, from: 6, to: 10, comma_at: null, items: [item("$states"), { ...item('\\"a\\"'), insert: '"a"', caret: 3 }] });
  expect(completionInside({ version: 1, found: { ...answer.found!, from: 0 } }, text).found).toBeNull();
});

it("takes the quotes off what stands for the whole field", () => {
  const text = quotedText("{");
  const answer: CompletionAnswer = { version: 1, found: { word: 1, from: 0, to: 3, comma_at: null, items: [{ ...item('"{%  %}"'), caret: 4 }, item("true")] } };
  expect(completionInside(answer, text).found).toEqual({ word: 0, from: 0, to: 1, comma_at: null, items: [{ ...item('"{%  %}"'), insert: "{%  %}", caret: 3 }] });
});
