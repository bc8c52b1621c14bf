// @vitest-environment happy-dom
// Every field of the language has a control: the language's own table says which fields there are.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type * as Host from "../host";
import type { Reading, StateDetail } from "../schema";
import { LANGUAGE } from "../schema/language";
import { documentText } from "../state/documentText";
import { type OpenDocument, useDocuments } from "../state/documents";
import { useSelection } from "../state/selection";
import { operators } from "./model/choice";

const shown = vi.hoisted((): { fields: Record<string, unknown>; language: string; version: number } => ({ fields: {}, language: "JSONPath", version: 1 }));

vi.mock("../host", async (original) => {
  const host = await original<typeof Host>();
  return { ...host, call: (command: string) => (command === "state_detail" ? Promise.resolve(detail()) : new Promise(() => undefined)) };
});

const reading: Reading = {
  number: 1, current: true, partial: false, reason: null, query_language: "JSONPath", outline: [], problems: [], picture: { width: 1, height: 1, nodes: [], edges: [], notes: [], direction: "down" },
  view: { folded: [], within: null, notes: false },
};

function detail(): StateDetail {
  const { fields, language, version } = shown;
  return {
    key: "A", path: ["A"], version, name: "A", state_type: String(fields.Type), query_language: language, text: JSON.stringify(fields), fields,
    siblings: ["A", "B"], start: true,
  };
}

/** A state with a field of this value, and the tabs of its inspector. */
async function inspect(fields: Record<string, unknown>, language: string): Promise<string[]> {
  // Nothing is asked again of a version that was told.
  Object.assign(shown, { fields, language, version: shown.version + 1 });
  const opened: OpenDocument = {
    id: 1, path: "/x.asl.json", name: "x", format: "json", kind: "STANDARD", recovered: false, text: documentText("{}", shown.version), reading, saving: false,
    status: { version: shown.version, dirty: false, read_only: false, disk: "same", undo: null, redo: null },
  };
  useDocuments.setState({ open: { 1: opened }, order: [1], active: 1 });
  const [{ Inspector }, { refreshDetail }] = await Promise.all([import("./Inspector"), import("./detail")]);
  useSelection.getState().select({ kind: "state", state: "A" }, "canvas");
  render(<Inspector />);
  await act(() => refreshDetail(1, "A"));
  return [...document.querySelectorAll<HTMLElement>("[role=tab]")].map((tab) => tab.dataset.testid ?? "");
}

/** Opens a tab and all that folds open in it, and gives what has controls there: `Seconds`, `ItemReader ReaderConfig MaxItems`. */
async function controls(tab: string): Promise<Set<string>> {
  await act(async () => {
    fireEvent.click(screen.getByTestId(tab));
    await Promise.resolve();
  });
  for (const folded of document.querySelectorAll<HTMLElement>('[data-card] [aria-expanded="false"]:not([aria-haspopup]), [aria-label^="About branch"]')) act(() => folded.click());
  const found = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>('[data-testid^="field:"]')) {
    const name = (element.dataset.testid ?? "").slice("field:".length).split(".").at(-1) ?? "";
    for (const field of [name, ...(element.dataset.fields?.split(" ") ?? [])]) found.add(field);
  }
  return found;
}

/** A value that fits a field, objects filled with each of their fields that may stand together. */
function valueOf(field: string, holds: string | undefined, values: readonly string[] | undefined, language: string, name: string): unknown {
  if (holds !== undefined) {
    const object = filled(holds, language);
    return ["Retry", "Catch", "Choices", "Branches"].includes(field) ? [object] : object;
  }
  if (values?.[0] !== undefined) return field === "CSVHeaderLocation" ? "GIVEN" : field === "Mode" ? "DISTRIBUTED" : values[0];
  if (field === "ErrorEquals" || field === "CSVHeaders") return ["Some"];
  if (field === "End") return true;
  if (field === "States") return { In: { Type: "Succeed" } };
  if (field === "StartAt") return "In";
  if (field.endsWith("Path") || field === "Variable") return "$.x";
  if (/Seconds|Max|Rate|Tolerated|Attempts|Count$/.test(field)) return 1;
  if (/^(Parameters|Arguments|Credentials|ResultSelector|ItemSelector|BatchInput|Assign|Output|Result|Items)$/.test(field)) return { x: 1 };
  return name === "Next" ? "B" : "B";
}

function filled(object: string, language: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(LANGUAGE[object] ?? {})) {
    if (field.language !== undefined && field.language !== language) continue;
    if (object === "choice rule" && (operators.some(({ id }) => id === name) || ["And", "Or", "Not", "Variable", "Condition"].includes(name))) continue;
    fields[name] = valueOf(name, field.holds, field.values, language, name);
  }
  if (object === "choice rule") Object.assign(fields, language === "JSONata" ? { Condition: "{% true %}" } : { Variable: "$.x", IsNull: true });
  return fields;
}

/** Of these one stands in a state. */
const alternatives = [["Seconds", "SecondsPath", "Timestamp", "TimestampPath"], ["Error", "ErrorPath"], ["Cause", "CausePath"], ["ItemProcessor", "Iterator"], ["ItemSelector", "Parameters"]];

/** The state with one of each group, until each had its turn. */
function variants(state: Record<string, unknown>): Record<string, unknown>[] {
  const groups = alternatives.map((group) => group.filter((field) => state[field] !== undefined)).filter((group) => group.length > 1);
  const count = Math.max(1, ...groups.map((group) => group.length));
  return Array.from({ length: count }, (_, at) => {
    const dropped = new Set(groups.flatMap((group) => group.filter((_field, index) => index !== at % group.length)));
    return Object.fromEntries(Object.entries(state).filter(([field]) => !dropped.has(field)));
  });
}

/** Said elsewhere than in a tab: the type stands in the header, operators are a test of their own. */
const elsewhere = new Set(["Type"]);

afterEach(cleanup);

describe("every field has a control", () => {
  const objects = Object.entries(LANGUAGE).filter(([name]) => name.endsWith(" state"));
  expect(objects).toHaveLength(8);
  for (const [object, fields] of objects) {
    for (const language of ["JSONPath", "JSONata"]) {
      it(`${object}, ${language}`, async () => {
        const type = object.replace(" state", "");
        const found = new Set<string>();
        for (const variant of variants({ ...filled(object, language), Type: type })) {
          const tabs = await inspect(variant, language);
          for (const tab of tabs.filter((id) => !id.endsWith(":Test") && !id.endsWith(":JSON"))) {
            for (const one of await controls(tab)) found.add(one);
          }
          cleanup();
        }
        const wanted = new Set<string>();
        const want = (name: string, fieldsOf: (typeof LANGUAGE)[string]) => {
          for (const [field, about] of Object.entries(fieldsOf)) {
            if (about.language !== undefined && about.language !== language) continue;
            if (elsewhere.has(field)) continue;
            if (name === "choice rule" && (operators.some(({ id }) => id === field) || ["And", "Or", "Not", "Variable"].includes(field))) continue;
            wanted.add(field);
            if (about.holds !== undefined && LANGUAGE[about.holds] !== undefined) want(about.holds, LANGUAGE[about.holds]!);
          }
        };
        want(object, fields);
        expect([...wanted].filter((field) => !found.has(field))).toEqual([]);
      });
    }
  }

  it("the state machine", async () => {
    await inspect({ Type: "Succeed" }, "JSONPath");
    act(() => useSelection.getState().select(null, "canvas"));
    const found = new Set([...document.querySelectorAll<HTMLElement>('[data-testid^="field:"]')].map((one) => one.dataset.testid?.slice(6)));
    // States are on the canvas.
    expect(Object.keys(LANGUAGE["state machine"] ?? {}).filter((field) => field !== "States" && !found.has(field))).toEqual([]);
  });

  it("all comparison operators are offered, each with the words for it", () => {
    const known = new Set(operators.map(({ id }) => id));
    const rule = ["Next", "Comment", "Assign", "Output", "Condition", "And", "Or", "Not", "Variable"];
    const wanted = Object.keys(LANGUAGE["choice rule"] ?? {}).filter((field) => !rule.includes(field));
    expect(wanted).toHaveLength(39);
    expect(wanted.filter((id) => !known.has(id))).toEqual([]);
  });

  it("and tells what it means, with AWS's page", async () => {
    await inspect({ Type: "Wait", Seconds: 5, Next: "B" }, "JSONPath");
    const input = screen.getByTestId("field:Seconds").querySelector("input")!;
    fireEvent.keyDown(input, { key: "F1", shiftKey: true });
    const doc = await screen.findByTestId("field-doc");
    expect(doc.textContent).toContain(LANGUAGE["Wait state"]!.Seconds!.text);
    expect(doc.querySelector("a")?.getAttribute("href")).toBe(LANGUAGE["Wait state"]!.Seconds!.page);
  });
});
