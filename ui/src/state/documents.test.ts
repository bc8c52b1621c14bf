import { ChangeSet } from "@codemirror/state";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { setHost, HostProblem, type Host } from "../host";
import type { Commands, DocumentChange, DocumentView, TextChange } from "../schema";
import { editorText } from "./documentText";
import {
  activate, activeDocument, closeDocument, documentChanged, documentOf, edit, flushTyping, onRemoteChange, openWorkflow, save, takeOver,
  typeText, undo, useDocuments,
} from "./documents";
import { anew } from "./reading.fixture";
import { useSelection } from "./selection";
import { useToasts } from "./toasts";

/** A workbench of one document that keeps its versions, as the real one does. */
class Workbench {
  text = "abc";
  version = 1;
  calls: string[] = [];
  /** Answers wait for this. */
  gate: Promise<void> = Promise.resolve();
  refuse: HostProblem[] = [];
  keys = ["A", "B"];
  select: string | null = null;

  view(): DocumentView {
    return {
      id: 1, path: "/w/a.asl.json", name: "a", format: "json", kind: "STANDARD", text: this.text, recovered: false,
      status: this.status(), reading: this.reading(),
    };
  }

  status() {
    return { version: this.version, dirty: this.version > 1, read_only: false, disk: "same" as const, undo: null, redo: null };
  }

  reading() {
    const outline = this.keys.map((key) => ({ key, name: key, state_type: "Pass", from: 0, to: 1, name_from: 0, name_to: 1 }));
    return { number: 1, current: true, partial: false, reason: null, picture: { width: 0, height: 0, nodes: [], edges: [], notes: [], direction: "down" as const }, view: { folded: [], within: null, notes: false }, outline, problems: [], query_language: "JSONPath" };
  }

  change(changes: TextChange[]): DocumentChange {
    const base = this.version++;
    this.text = changes.reduceRight((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), this.text);
    return { id: 1, base, changes, kind: "STANDARD", status: this.status(), reading: anew(this.reading()), select: this.select };
  }

  host(): Host {
    const answer = async (command: string, args: unknown): Promise<unknown> => {
      this.calls.push(command);
      await this.gate;
      const refusal = command === "type_text" || command === "edit" ? this.refuse.shift() : undefined;
      if (refusal !== undefined) throw refusal;
      switch (command) {
        case "open_workflow":
        case "document":
          return this.view();
        case "type_text": {
          const { version, changes } = args as Commands["type_text"]["args"];
          if (version !== this.version) throw new HostProblem({ code: "stale", message: "Old version." });
          return this.change(changes);
        }
        case "edit":
        case "undo":
          return this.change([{ from: 0, to: 1, insert: "EDIT" }]);
        case "save":
          return { result: "written", path: "/w/a.asl.json", name: "a", status: { ...this.status(), dirty: false }, mocks: null };
        case "close_document":
          return { closed: true };
        default:
          return { recent: [], recoveries: [] };
      }
    };
    return {
      kind: "browser",
      call: answer as Host["call"],
      onEvent: () => () => undefined,
      onConnection: () => () => undefined,
      native: {},
    };
  }
}

let bench: Workbench;
let editor: string;
let stopListening: () => void = () => undefined;

function insert(at: number, words: string): void {
  const changes = ChangeSet.of([{ from: at, insert: words }], editor.length);
  editor = editor.slice(0, at) + words + editor.slice(at);
  typeText(1, changes);
}

const shown = () => documentOf(1)?.text.shown.toString();

beforeEach(async () => {
  useDocuments.setState({ open: {}, order: [], active: null });
  useToasts.setState({ toasts: [] });
  useSelection.setState({ selected: null });
  bench = new Workbench();
  setHost(bench.host());
  await openWorkflow("/w/a.asl.json");
  editor = "abc";
  stopListening();
  stopListening = onRemoteChange(1, (changes) => {
    editor = changes.apply(editorText(editor)).toString();
  });
  bench.calls = [];
});

describe("typing and edits", () => {
  test("an edit goes out after what was typed before it", async () => {
    insert(3, "d");
    await edit(1, [{ edit: "set_comment" }]);
    expect(bench.calls).toEqual(["type_text", "edit"]);
    expect(bench.text).toBe("EDITbcd");
    expect(editor).toBe("EDITbcd");
  });

  test("key strokes during an edit are kept and sent after it", async () => {
    let open = () => undefined as void;
    bench.gate = new Promise((resolve) => (open = resolve));
    const editing = edit(1, [{ edit: "set_comment" }]);
    await vi.waitFor(() => expect(bench.calls).toEqual(["edit"]));
    insert(3, "X");
    open();
    await editing;
    expect(editor).toBe("EDITbcX");
    await flushTyping(1);
    expect(bench.text).toBe("EDITbcX");
    expect(shown()).toBe(editor);
  });

  test("typing refused once is sent again on the newest text", async () => {
    bench.refuse = [new HostProblem({ code: "stale", message: "Old version." })];
    bench.text = "0abc";
    bench.version = 2;
    insert(3, "d");
    await flushTyping(1);
    expect(bench.text).toBe("0abcd");
    expect(editor).toBe("0abcd");
  });

  test("typing refused twice is given up, and the editor shows what stands", async () => {
    const refusal = new HostProblem({ code: "too_large", message: "The text is too large." });
    bench.refuse = [refusal, refusal];
    insert(3, "d");
    await expect(flushTyping(1)).rejects.toBe(refusal);
    expect(editor).toBe("abc");
    expect(shown()).toBe("abc");
  });

  test("typing during a lost connection is kept until it is back", async () => {
    bench.refuse = [new HostProblem({ code: "connection_lost", message: "Lost." })];
    insert(3, "d");
    await expect(flushTyping(1)).rejects.toThrow("Lost.");
    expect(editor).toBe("abcd");
    await takeOver([bench.view()]);
    await flushTyping(1);
    expect(bench.text).toBe("abcd");
  });

  test("a workbench that was started again gets what the page shows", async () => {
    insert(3, "d");
    await flushTyping(1);
    const again = new Workbench();
    setHost(again.host());
    await takeOver([again.view()]);
    await flushTyping(1);
    expect(again.text).toBe("abcd");
  });

  test("a refused edit is told and changes nothing", async () => {
    bench.refuse = [new HostProblem({ code: "no_state", message: "There is no state Z." })];
    const outcome = await edit(1, [{ edit: "remove_state", state: ["Z"] }]);
    expect(outcome.ok).toBe(false);
    expect(useToasts.getState().toasts.map((toast) => toast.text)).toEqual(["There is no state Z."]);
    expect(shown()).toBe("abc");
  });
});

describe("what comes in", () => {
  test("a file read again replaces the text around what is being typed", async () => {
    insert(3, "!");
    bench.text = "XYZ";
    bench.version = 5;
    documentChanged(bench.view());
    await flushTyping(1);
    expect(editor).toContain("!");
    expect(shown()).toBe(editor);
    expect(bench.text).toBe(editor);
  });

  test("old news is passed over", async () => {
    await undo(1);
    documentChanged({ ...bench.view(), text: "old", status: { ...bench.status(), version: 1 } });
    await flushTyping(1);
    expect(shown()).toBe("EDITbc");
  });

  test("a selected state that is gone is not selected any more", async () => {
    useSelection.getState().select({ kind: "state", state: "B" }, "canvas");
    bench.keys = ["A"];
    await edit(1, [{ edit: "remove_state", state: ["B"] }]);
    expect(useSelection.getState().selected).toBeNull();
  });

  test("an edit selects the state it is about", async () => {
    bench.select = "A";
    await edit(1, [{ edit: "add_state" }]);
    expect(useSelection.getState().selected).toEqual({ kind: "state", state: "A" });
  });
});

test("saving sends typing first", async () => {
  insert(0, "x");
  await save(1);
  expect(bench.calls).toEqual(["type_text", "save"]);
  expect(documentOf(1)?.status.dirty).toBe(false);
});

test("closing shows the neighbour", async () => {
  const second = { ...bench.view(), id: 2, name: "b" };
  await takeOver([bench.view(), second]);
  activate(2);
  await closeDocument(2, true);
  expect(activeDocument()?.id).toBe(1);
});
