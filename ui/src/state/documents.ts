import type { ChangeSet } from "@codemirror/state";
import { create } from "zustand";
import { type AnswerOf, call, HostProblem } from "../host";
import type {
  Conflict,
  Diagnostic,
  DiskChange,
  DocumentChange,
  DocumentStatus,
  DocumentView,
  Edit,
  MachineKind,
  NewDocumentArgs,
  OutlineEntry,
  PictureView,
  Reading,
  Resolution,
  Saved,
  TextFormat,
} from "../schema";
import {
  answered,
  type Arrived,
  difference,
  type DocumentText,
  documentText,
  giveUp,
  isSettled,
  replaced,
  send,
  sendAgain,
  typed,
} from "./documentText";
import { followed } from "./reading";
import { pruneSelection, useSelection } from "./selection";
import { wasOpened } from "./session";
import { tellProblem } from "./toasts";
import { useUnhurried } from "./unhurried";

/** An open document. All positions count in the editor's text (`text.confirmed` for `reading`). */
export interface OpenDocument {
  readonly id: number;
  /** `null` before the first save. */
  readonly path: string | null;
  readonly name: string;
  readonly format: TextFormat;
  readonly kind: MachineKind;
  readonly recovered: boolean;
  readonly text: DocumentText;
  readonly status: DocumentStatus;
  readonly reading: Reading;
  readonly saving: boolean;
}

interface DocumentsState {
  open: Readonly<Record<number, OpenDocument>>;
  /** Ids in the order they were opened. */
  order: readonly number[];
  /** The document that the window shows. */
  active: number | null;
}

export const useDocuments = create<DocumentsState>()(() => ({ open: {}, order: [], active: null }));

/** The document that the window shows. */
export function useActiveDocument(): OpenDocument | null {
  return useDocuments(activeOf);
}

/** The same for panels beside the canvas and the text, which are drawn after these. */
export function useActiveDocumentUnhurried(): OpenDocument | null {
  return useUnhurried(useDocuments, activeOf);
}

function activeOf({ open, active }: DocumentsState): OpenDocument | null {
  return active === null ? null : (open[active] ?? null);
}

export function activeDocument(): OpenDocument | null {
  const { open, active } = useDocuments.getState();
  return active === null ? null : (open[active] ?? null);
}

export function documentOf(id: number): OpenDocument | null {
  return useDocuments.getState().open[id] ?? null;
}

/** Whether there is work that is not in the file, typing on its way included. */
export function isDirty(document: OpenDocument): boolean {
  return document.status.dirty || !isSettled(document.text);
}

export function outlineEntry(document: OpenDocument, key: string): OutlineEntry | null {
  return document.reading.outline.find((entry) => entry.key === key) ?? null;
}

/* What the editor must apply. */

type RemoteListener = (changes: ChangeSet) => void;
const listeners = new Map<number, Set<RemoteListener>>();

/**
 * Calls back with changes that did not come from `typeText`: edits on the canvas, undo, a file read again. They
 * apply to what the editor shows (`text.shown`), right when they are told.
 */
export function onRemoteChange(id: number, listener: RemoteListener): () => void {
  const all = listeners.get(id) ?? new Set();
  listeners.set(id, all.add(listener));
  return () => {
    all.delete(listener);
  };
}

/* Changing the store. */

function update(id: number, change: Partial<OpenDocument>): void {
  useDocuments.setState(({ open }) => {
    const document = open[id];
    return document === undefined ? {} : { open: { ...open, [id]: { ...document, ...change } } };
  });
}

function arrive(id: number, arrived: Arrived, change: Partial<OpenDocument> = {}): void {
  update(id, { ...change, text: arrived.text });
  if (arrived.remote !== null) for (const listener of listeners.get(id) ?? []) listener(arrived.remote);
  const document = documentOf(id);
  if (document === null || !document.reading.current || useDocuments.getState().active !== id) return;
  const there = new Set(document.reading.outline.map((entry) => entry.key));
  const { selected } = useSelection.getState();
  if (selected?.kind === "event") return;
  const left = pruneSelection(selected, (key) => there.has(key));
  if (left !== selected) useSelection.getState().select(left, "edit");
}

/** Puts a document as the workbench told it into the store. */
function admit(view: DocumentView): void {
  const known = documentOf(view.id);
  const { id, path, name, format, kind, status, recovered } = view;
  if (known !== null) {
    // Older news than what is shown already.
    if (status.version < known.text.version) return;
    const arrived = replaced(known.text, view.text, status.version);
    arrive(id, arrived, { path, name, format, kind, status, recovered, reading: view.reading });
    return;
  }
  const text = documentText(view.text, status.version);
  const { reading } = view;
  const document: OpenDocument = { id, path, name, format, kind, recovered, text, status, reading, saving: false };
  useDocuments.setState(({ open, order }) => ({ open: { ...open, [id]: document }, order: [...order, id] }));
}

function takeChange(id: number, change: DocumentChange, base: DocumentText): Arrived | null {
  const known = documentOf(id);
  const reading = known && followed(known.reading, change.reading);
  const arrived = answered(base, change.base, change.status.version, change.changes);
  if (arrived === null || reading === null) return null;
  arrive(id, arrived, {
    kind: change.kind,
    status: change.status,
    reading,
  });
  return arrived;
}

/* One request at a time for each document. */

const queues = new Map<number, Promise<unknown>>();

function inTurn<T>(id: number, job: () => Promise<T>): Promise<T> {
  const before = queues.get(id) ?? Promise.resolve();
  const mine = before.then(job, job);
  const settled = mine.catch(() => undefined);
  queues.set(id, settled);
  void settled.then(() => {
    if (queues.get(id) === settled) queues.delete(id);
  });
  return mine;
}

/** Sends typing until none is left. Only to be called in turn. */
async function sendTyping(id: number): Promise<void> {
  let refusals = 0;
  for (;;) {
    const document = documentOf(id);
    const sending = document && send(document.text);
    if (!document || !sending) return;
    update(id, { text: sending.text });
    try {
      const change = await call("type_text", { document: id, version: document.text.version, changes: sending.changes });
      const now = documentOf(id);
      if (now === null) return;
      if (takeChange(id, change, now.text) === null) await fetchWhole(id);
    } catch (thrown) {
      const problem = HostProblem.from(thrown);
      const now = documentOf(id);
      if (now === null) return;
      update(id, { text: sendAgain(now.text) });
      if (problem.code === "connection_lost" || problem.code === "not_allowed") throw problem;
      refusals++;
      if (refusals === 1) {
        await fetchWhole(id);
        continue;
      }
      const last = documentOf(id);
      if (last !== null) arrive(id, giveUp(last.text));
      throw problem;
    }
  }
}

async function fetchWhole(id: number): Promise<void> {
  admit(await call("document", { document: id }));
}

const typingPause = 120;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** The person typed in the editor, which shows it already. Sent after a short pause. */
export function typeText(id: number, changes: ChangeSet): void {
  const document = documentOf(id);
  if (document === null || changes.empty) return;
  update(id, { text: typed(document.text, changes) });
  if (timers.has(id)) return;
  timers.set(
    id,
    setTimeout(() => {
      timers.delete(id);
      flushTyping(id).catch(tellProblem);
    }, typingPause),
  );
}

/** Sends what was typed now. */
export function flushTyping(id: number): Promise<void> {
  return inTurn(id, () => sendTyping(id));
}

/** Carries a changing command out after all typing, on the version that results. */
function change(id: number, ask: (version: number) => Promise<DocumentChange>): Promise<DocumentChange> {
  return inTurn(id, async () => {
    await sendTyping(id);
    const version = documentOf(id)?.text.version;
    if (version === undefined) throw new HostProblem({ code: "closed", message: "This workflow is closed." });
    const { tick } = useSelection.getState();
    const answer = await ask(version);
    // Whoever leaves a field for another state has selected that one by now.
    const { tick: now, origin } = useSelection.getState();
    const isElsewhere = now !== tick && origin !== "edit";
    const document = documentOf(id);
    if (document !== null && takeChange(id, answer, document.text) === null) await fetchWhole(id);
    if (answer.select !== null && !isElsewhere && useDocuments.getState().active === id) {
      useSelection.getState().select({ kind: "state", state: answer.select }, "edit");
    }
    return answer;
  });
}

/** Asks something of a document as it stands at a version, after all changes that are under way; `null` when it is at another by then. */
export function askOf<T>(id: number, version: number, ask: () => Promise<T>): Promise<T | null> {
  return inTurn(id, async () => ((documentOf(id)?.text.version ?? 0) === version ? ask() : null));
}

/** Commands that ask about a position of the text. */
type AssistCommand = "complete" | "hover" | "definition";

/**
 * Asks about a position of what the editor shows, after all typing. `null` when the text has changed until the answer came:
 * its positions would be those of another text.
 */
export function askAt<C extends AssistCommand>(id: number, command: C, position: number): Promise<AnswerOf<C> | null> {
  const asked = documentOf(id)?.text.shown;
  return inTurn(id, async () => {
    await sendTyping(id);
    const before = documentOf(id)?.text;
    if (asked === undefined || before === undefined || !before.shown.eq(asked)) return null;
    const answer = await call(command, { document: id, version: before.version, position });
    const after = documentOf(id)?.text;
    return after?.version === answer.version && after.shown.eq(asked) ? answer : null;
  });
}

/* What the person does. None of these rejects, unless it says so. */

export type Outcome = { ok: true; select: string | null } | { ok: false; problem: HostProblem };

async function outcome(changing: Promise<DocumentChange>, quiet = false): Promise<Outcome> {
  try {
    return { ok: true, select: (await changing).select };
  } catch (thrown) {
    const problem = HostProblem.from(thrown);
    if (!quiet) tellProblem(problem);
    return { ok: false, problem };
  }
}

/**
 * Applies named edits as one step of undo; a function makes them when all that was sent before is answered. `quiet`: the caller shows the refusal
 * itself.
 */
export function edit(id: number, edits: Edit[] | (() => Promise<Edit[]>), options: { quiet?: boolean } = {}): Promise<Outcome> {
  return outcome(
    change(id, async (version) => call("edit", { document: id, version, edits: typeof edits === "function" ? await edits() : edits })),
    options.quiet,
  );
}

/** Applies the fix of a problem as one step of undo. */
export function applyFix(id: number, problem: Diagnostic): Promise<Outcome> {
  const { code, location, fix } = problem;
  return outcome(change(id, (version) => call("fix", { document: id, version, code, location, fix: fix ?? "" })));
}

export function undo(id: number): Promise<Outcome> {
  return outcome(change(id, () => call("undo", { document: id })));
}

export function redo(id: number): Promise<Outcome> {
  return outcome(change(id, () => call("redo", { document: id })));
}

export function setKind(id: number, kind: MachineKind): Promise<Outcome> {
  return outcome(change(id, () => call("set_kind", { document: id, kind })));
}

/** Sets how much of a document its picture shows; no change of its text. */
export function setView(id: number, view: PictureView): Promise<Outcome> {
  return outcome(change(id, () => call("set_view", { document: id, view })));
}

/** While the workbench is asked to place all pictures anew: what is opened meanwhile would still be placed as before. */
let placing: Promise<unknown> = Promise.resolve();

/** Takes pictures that are placed anew, of texts that do not change. Rejects. */
export async function placeAnew(ask: () => Promise<readonly DocumentChange[]>): Promise<void> {
  const asked = ask();
  placing = asked.catch(() => undefined);
  const changes = await asked;
  const open = changes.filter(({ id }) => documentOf(id) !== null);
  await Promise.all(open.map((one) => outcome(change(one.id, () => Promise.resolve(one)))));
}

export function activate(id: number | null): void {
  if (useDocuments.getState().active === id) return;
  useDocuments.setState({ active: id });
  useSelection.getState().select(null, "files");
}

/** Opens a file and shows it. Rejects. */
export async function openWorkflow(path: string): Promise<number> {
  await placing;
  const view = await call("open_workflow", { path });
  admit(view);
  activate(view.id);
  wasOpened(path, false);
  return view.id;
}

/** A new document, from a starter or empty. Rejects. */
export async function newDocument(choice: NewDocumentArgs = {}): Promise<number> {
  await placing;
  const view = await call("new_document", choice);
  admit(view);
  activate(view.id);
  return view.id;
}

/** Closes a document; `false` when it has unsaved work that may not be lost. Rejects. */
export async function closeDocument(id: number, discard: boolean): Promise<boolean> {
  if (!discard) await flushTyping(id);
  const { closed } = await call("close_document", { document: id, discard });
  if (closed) dismiss(id);
  return closed;
}

function dismiss(id: number): void {
  const { open, order, active } = useDocuments.getState();
  const left = order.filter((other) => other !== id);
  const rest = { ...open };
  delete rest[id];
  const neighbour = left[Math.min(order.indexOf(id), left.length - 1)] ?? null;
  useDocuments.setState({ open: rest, order: left });
  if (active === id) activate(neighbour);
  listeners.delete(id);
}

function saved(id: number, answer: Saved): Saved {
  if (answer.result === "written") update(id, { path: answer.path, name: answer.name, status: answer.status });
  return answer;
}

function saving(id: number, ask: () => Promise<Saved>): Promise<Saved> {
  return inTurn(id, async () => {
    await sendTyping(id);
    update(id, { saving: true });
    try {
      return saved(id, await ask());
    } finally {
      update(id, { saving: false });
    }
  });
}

/** Writes a document to its file. Rejects; the answer tells of conflicts. */
export function save(id: number, overwrite = false): Promise<Saved> {
  return saving(id, () => call("save", { document: id, overwrite }));
}

/** Writes a document to another file, which it is from then on. Rejects. */
export function saveAs(id: number, path: string, overwrite = false): Promise<Saved> {
  return saving(id, () => call("save_as", { document: id, path, overwrite }));
}

/** Both sides of a conflict. Rejects. */
export function conflictOf(id: number): Promise<Conflict> {
  return inTurn(id, async () => {
    await sendTyping(id);
    return call("conflict", { document: id });
  });
}

/** Ends a conflict. Rejects. */
export function resolveConflict(id: number, choice: Resolution): Promise<void> {
  return inTurn(id, async () => {
    admit(await call("resolve_conflict", { document: id, choice }));
  });
}

/* What the workbench tells unasked. */

export function documentChanged(view: DocumentView): void {
  // In turn, so that it does not overtake an answer that is on its way.
  void inTurn(view.id, () => {
    if (documentOf(view.id) !== null) admit(view);
    return Promise.resolve();
  });
}

export function diskChanged(change: DiskChange): void {
  const document = documentOf(change.id);
  if (document === null || change.status.version < document.text.version) return;
  update(change.id, { status: change.status });
}

/**
 * Takes over what the workbench has open: at the start, and after the connection came back. A document that
 * the workbench knows less of than the page (it was started again) is brought up to what the page shows.
 */
export async function takeOver(views: readonly DocumentView[]): Promise<void> {
  const { order } = useDocuments.getState();
  for (const id of order) {
    // In turn: what is on its way comes to its end first, so that it is known what was taken.
    await inTurn(id, async () => {
      const mine = documentOf(id);
      if (mine === null) return;
      const same = views.find((view) => view.id === id && view.path === mine.path);
      if (same === undefined || same.status.version < mine.text.version) await bringBack(mine, same);
    });
  }
  for (const view of views) {
    await inTurn(view.id, () => {
      admit(view);
      return Promise.resolve();
    });
  }
  for (const id of useDocuments.getState().order) flushTyping(id).catch(tellProblem);
  const state = useDocuments.getState();
  if (state.active === null) activate(state.order[0] ?? null);
}

async function bringBack(mine: OpenDocument, same: DocumentView | undefined): Promise<void> {
  const wasActive = useDocuments.getState().active === mine.id;
  const wasDirty = isDirty(mine);
  dismiss(mine.id);
  try {
    const view =
      same ?? (mine.path === null ? await call("new_document", {}) : await call("open_workflow", { path: mine.path }));
    admit(view);
    if (wasActive) activate(view.id);
    const now = documentOf(view.id);
    const ahead = now && wasDirty ? difference(now.text.shown, mine.text.shown) : null;
    if (now && ahead) update(view.id, { text: typed(now.text, ahead) });
  } catch (thrown) {
    tellProblem(thrown);
  }
}

/** How many problems of each gravity. */
export function countProblems(problems: readonly Diagnostic[]): { errors: number; warnings: number; hints: number } {
  const count = { errors: 0, warnings: 0, hints: 0 };
  for (const { severity } of problems) {
    if (severity === "error") count.errors++;
    else if (severity === "warning") count.warnings++;
    else count.hints++;
  }
  return count;
}
