// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type * as Host from "../host";
import type { DocumentChange, Edit, OutlineEntry, PictureNode, Reading, StateDetail } from "../schema";
import { documentText } from "../state/documentText";
import { anew } from "../state/reading.fixture";
import { type OpenDocument, useDocuments } from "../state/documents";
import { useSelection } from "../state/selection";

const asked = vi.hoisted(() => ({ edits: [] as unknown[], refuse: null as string | null, version: 1, comment: "old" }));

vi.mock("../host", async (original) => {
  const host = await original<typeof Host>();
  return { ...host, call: (command: string, args: Record<string, unknown>) => answer(host.HostProblem, command, args) };
});

function answer(Problem: typeof Host.HostProblem, command: string, args: Record<string, unknown>): Promise<unknown> {
  if (command === "state_detail") return Promise.resolve(detail(String(args.state)));
  if (command !== "edit") throw new Error(command);
  asked.edits.push(...(args.edits as Edit[]));
  if (asked.refuse !== null) return Promise.reject(new Problem({ code: "REFUSED", message: asked.refuse }));
  asked.version++;
  const change: Partial<DocumentChange> = {
    id: 1, base: asked.version - 1, changes: [], kind: "STANDARD", reading: anew(reading),
    status: { version: asked.version, dirty: true, read_only: false, disk: "same", undo: null, redo: null }, select: null,
  };
  return Promise.resolve(change);
}

const text = '{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":5,"Next":"B"},"B":{"Type":"Succeed"}}}';

function detail(key: string): StateDetail {
  const fields = key === "A" ? { Type: "Wait", Seconds: 5, Comment: asked.comment, Next: "B" } : { Type: "Succeed" };
  return {
    key, path: [key], version: asked.version, name: key, state_type: fields.Type, query_language: "JSONPath", text: JSON.stringify(fields), fields,
    siblings: ["A", "B"], start: key === "A",
  };
}

const outlined = (key: string): OutlineEntry => ({ key, name: key, state_type: "Wait", from: 0, to: 1, name_from: 0, name_to: 1 });
const placed = (id: string): PictureNode => ({
  id, kind: "state", state: id, state_type: "Wait", title: id, subtitle: "", service: null, badges: [], rules: [], note: [], parent: null, branch: null,
  start: false, x: 0, y: 0, width: 1, height: 1,
});
const reading: Reading = {
  number: 1, current: true, partial: false, reason: null, query_language: "JSONPath", outline: [outlined("A"), outlined("B")],
  picture: { width: 1, height: 1, nodes: [placed("A"), placed("B")], edges: [], notes: [], direction: "down" }, view: { folded: [], within: null, notes: false },
  problems: [{ severity: "error", code: "MISSING", message: "Something is missing.", location: "/States/A", from: 0, to: 1, line: 1, column: 1, state: "A", fix: null }],
};

function show(change: Partial<OpenDocument> = {}): void {
  const document: OpenDocument = {
    id: 1, path: "/x.asl.json", name: "x", format: "json", kind: "STANDARD", recovered: false, text: documentText(text, asked.version), reading, saving: false,
    status: { version: asked.version, dirty: false, read_only: false, disk: "same", undo: null, redo: null }, ...change,
  };
  useDocuments.setState({ open: { 1: document }, order: [1], active: 1 });
}

async function open(state: string | null, more: readonly string[] = []): Promise<void> {
  const { Inspector } = await import("./Inspector");
  useSelection.getState().select(state === null ? null : { kind: "state", state, more }, "canvas");
  render(<Inspector />);
  await act(() => Promise.resolve());
}

const seconds = () => screen.getByTestId("field:Seconds").querySelector("input") as HTMLInputElement;

function type(into: HTMLInputElement, value: string): void {
  fireEvent.change(into, { target: { value } });
}

beforeEach(() => {
  Object.assign(asked, { edits: [], refuse: null, comment: "old" });
  show();
});
afterEach(cleanup);

it("writes on Enter, once, also when it is then left", async () => {
  await open("A");
  type(seconds(), "60");
  fireEvent.keyDown(seconds(), { key: "Enter" });
  fireEvent.blur(seconds());
  await waitFor(() => expect(asked.edits).toEqual([{ edit: "set_field", state: ["A"], pointer: "/Seconds", value: 60 }]));
});

it("restores on Escape and sends nothing", async () => {
  await open("A");
  type(seconds(), "60");
  fireEvent.keyDown(seconds(), { key: "Escape" });
  fireEvent.blur(seconds());
  expect(seconds().value).toBe("5");
  expect(asked.edits).toEqual([]);
});

it("says at the field why it was refused, and keeps what was written", async () => {
  await open("A");
  asked.refuse = "That can't be.";
  type(seconds(), "61");
  fireEvent.keyDown(seconds(), { key: "Enter" });
  await screen.findByText("That can't be.");
  expect(seconds().value).toBe("61");
  type(seconds(), "soon");
  fireEvent.keyDown(seconds(), { key: "Enter" });
  await screen.findByText("Give a whole number of seconds.");
});

it("writes what was written when another state is selected", async () => {
  await open("A");
  type(seconds(), "62");
  act(() => useSelection.getState().select({ kind: "state", state: "B" }, "canvas"));
  await waitFor(() => expect(asked.edits).toEqual([{ edit: "set_field", state: ["A"], pointer: "/Seconds", value: 62 }]));
});

it("lists the state's problems", async () => {
  await open("A");
  screen.getByText(/Something is missing/);
});

it("rests while the text is broken, and says why", async () => {
  show({ reading: { ...reading, current: false, reason: "Line 1: a comma is missing." } });
  await open("A");
  expect(screen.getByTestId("inspector-notice").textContent).toContain("a comma is missing");
  expect(seconds().disabled).toBe(true);
});

it("shows several states, and the machine when there is none", async () => {
  await open("A", ["B"]);
  screen.getByText("2 states");
  screen.getByText("Wrap in Parallel");
  act(() => useSelection.getState().select(null, "canvas"));
  screen.getByText("State machine, 2 states");
  screen.getByTestId("field:StartAt");
});
