import { create } from "zustand";
import { call, HostProblem } from "../../host";
import type { StateTest, TaskAnswer } from "../../schema";
import { flushTyping } from "../../state/documents";
import { askedOf, emptyForm, mockOf, type TestForm } from "../model/test";

/** A state's test: what it is given, and what came of it last. */
export interface Tested {
  form: TestForm;
  /** Grows when editors are to take their text from the form anew. */
  fills: number;
  isRunning: boolean;
  refused: { message: string; field: keyof TestForm | null } | null;
  answer: { test: StateTest; mock: TaskAnswer | null; number: number } | null;
}

export const untested: Tested = { form: emptyForm, fills: 0, isRunning: false, refused: null, answer: null };

/** By document and state, so that what was written is there again when the state is selected again. */
export const useTests = create<{ tests: Readonly<Record<string, Tested>> }>(() => ({ tests: {} }));

export const testKey = (document: number, state: string): string => `${document} ${state}`;

export function testOf(key: string): Tested {
  return useTests.getState().tests[key] ?? untested;
}

export function changeTest(key: string, change: Partial<Tested>): void {
  useTests.setState(({ tests }) => ({ tests: { ...tests, [key]: { ...(tests[key] ?? untested), ...change } } }));
}

/** What the person wrote. */
export function writeForm(key: string, change: Partial<TestForm>): void {
  const { form } = testOf(key);
  changeTest(key, { form: { ...form, ...change }, refused: null });
}

/** What is put in by something else than typing: the editors show it. */
export function fillForm(key: string, change: Partial<TestForm>): void {
  const { form, fills } = testOf(key);
  changeTest(key, { form: { ...form, ...change }, fills: fills + 1, refused: null });
}

let count = 0;
let news = 0;

/** Whether an answer was not shown before; it is asked once. */
export function isNews(number: number): boolean {
  const isNew = number > news;
  news = Math.max(news, number);
  return isNew;
}

/** Tests the state as the document stands. */
export async function runTest(document: number, state: string, type: string): Promise<void> {
  const key = testKey(document, state);
  const { form, isRunning } = testOf(key);
  if (isRunning) return;
  const asked = askedOf(form, type);
  if ("refused" in asked) {
    changeTest(key, { refused: { message: asked.refused, field: asked.field }, answer: null });
    return;
  }
  changeTest(key, { isRunning: true, refused: null });
  try {
    await flushTyping(document);
    const test = await call("test_state", { document, state, ...asked.args });
    count += 1;
    changeTest(key, { isRunning: false, answer: { test, mock: mockOf(form, type), number: count } });
  } catch (thrown) {
    changeTest(key, { isRunning: false, answer: null, refused: { message: HostProblem.from(thrown).message, field: null } });
  }
}
