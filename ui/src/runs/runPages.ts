import { useEffect } from "react";
import { create } from "zustand";
import { call, HostProblem } from "../host";
import type { Advanced, Run } from "../schema";

/** Executions asked for at once. */
const PAGE = 100;
/** Pages kept: those looked at last. */
const KEPT = 8;

interface RunPages {
  /** Of which workflow; none for all. */
  workflow: string | null;
  total: number | null;
  /** By position, newest first. */
  rows: ReadonlyMap<number, Run>;
  problem: HostProblem | null;
  /** Grows when the list has changed: what is in sight is asked for again. */
  version: number;
}

export const useRunPages = create<RunPages>(() => ({ workflow: null, total: null, rows: new Map(), problem: null, version: 0 }));

const asked = new Set<string>();

/** Asks for a page. What arrives for another workflow or an older version is dropped. */
async function loadPage(page: number): Promise<void> {
  const { workflow, version } = useRunPages.getState();
  const key = `${version} ${workflow ?? ""} ${page}`;
  if (asked.has(key)) return;
  asked.add(key);
  try {
    const list = await call("runs", { limit: PAGE, offset: page * PAGE, ...(workflow === null ? {} : { workflow }) });
    const now = useRunPages.getState();
    if (now.workflow !== workflow || now.version !== version) return;
    const first = page * PAGE;
    // Pages near this one stay: the list is looked at from here.
    const rows = new Map([...now.rows].filter(([at]) => at < list.total && (at < first || at >= first + PAGE) && Math.abs(Math.floor(at / PAGE) - page) < KEPT));
    list.runs.forEach((run, index) => rows.set(first + index, run));
    useRunPages.setState({ rows, total: list.total, problem: null });
  } catch (thrown) {
    asked.delete(key);
    useRunPages.setState({ problem: HostProblem.from(thrown) });
  }
}

/** The list has changed: new, deleted or ended executions. Told often at once, read once. */
let later: ReturnType<typeof setTimeout> | null = null;
export function runsChanged(): void {
  later ??= setTimeout(() => {
    later = null;
    asked.clear();
    useRunPages.setState(({ version }) => ({ version: version + 1 }));
  }, 120);
}

/** An execution moved on: its line follows without asking. */
export function rowAdvanced(news: Advanced): void {
  const { rows } = useRunPages.getState();
  for (const [at, run] of rows) {
    if (run.arn !== news.arn) continue;
    if (run.status !== news.status) runsChanged();
    const next = new Map(rows);
    next.set(at, { ...run, status: news.status, waiting: news.waiting, events: Math.max(run.events, news.last_event) });
    useRunPages.setState({ rows: next });
    return;
  }
}

/** The executions of a workflow, or of all: how many there are, and each line that is there. */
export function useRunRows(workflow: string | null): { total: number | null; rowAt: (index: number) => Run | null; problem: HostProblem | null } {
  const { total, rows, problem, workflow: shown } = useRunPages();
  useEffect(() => {
    if (useRunPages.getState().workflow === workflow) return;
    asked.clear();
    useRunPages.setState({ workflow, total: null, rows: new Map(), problem: null });
  }, [workflow]);
  useEffect(() => {
    if (problem === null) return;
    const timer = setTimeout(runsChanged, 3_000);
    return () => clearTimeout(timer);
  }, [problem]);
  return { total: shown === workflow ? total : null, rowAt: (index) => (shown === workflow ? (rows.get(index) ?? null) : null), problem };
}

/** Keeps the lines in sight loaded. */
export function useLoadedRuns(from: number, to: number): void {
  const version = useRunPages((state) => state.version);
  const workflow = useRunPages((state) => state.workflow);
  useEffect(() => {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) void loadPage(page);
  }, [workflow, version, from, to]);
}
