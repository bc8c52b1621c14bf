// What Chromium's own tracing says of the page's main thread.

const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline", "devtools.timeline.frame", "toplevel", "blink.user_timing", "cc", "__metadata"];

/** Records what happens meanwhile; the answer are the trace's events. */
export async function traced(browser, page, action) {
  await browser.startTracing(page, { categories });
  await action();
  const text = (await browser.stopTracing()).toString("utf8");
  return JSON.parse(text).traceEvents;
}

/** The main thread of the page: the renderer's that ran the page's own marks. */
function mainThread(events) {
  const mark = events.find(({ name, cat }) => cat?.includes("blink.user_timing") && name === "bench");
  if (mark === undefined) throw new Error("the trace has no mark of the page");
  return ({ pid, tid }) => pid === mark.pid && tid === mark.tid;
}

/**
 * The main thread's work between one frame and the next, in milliseconds each: of its own time and as the clock had it (with
 * other processes on the machine in between). Frames in which nothing was to be done count.
 */
export function frameWork(events) {
  const mine = mainThread(events);
  const own = events.filter(mine);
  const frames = own.filter(({ name, ph }) => name === "ProxyMain::BeginMainFrame" && ph === "X").map(({ ts }) => ts).toSorted((a, b) => a - b);
  const tasks = own.filter(({ name, ph }) => name === "RunTask" && ph === "X").toSorted((a, b) => a.ts - b.ts);
  const work = frames.slice(1).map(() => ({ cpu: 0, clock: 0 }));
  let at = 0;
  for (const task of tasks) {
    // The task that draws a frame begins a little before the frame is told of.
    const end = task.ts + (task.dur ?? 0);
    while (at < work.length && frames[at + 1] <= end) at++;
    if (at >= work.length || end < frames[0]) continue;
    work[at].cpu += (task.tdur ?? task.dur ?? 0) / 1000;
    work[at].clock += (task.dur ?? 0) / 1000;
  }
  const seconds = frames.length > 1 ? (frames.at(-1) - frames[0]) / 1e6 : 0;
  return { cpu: work.map((frame) => frame.cpu), clock: work.map((frame) => frame.clock), rate: seconds === 0 ? 0 : (frames.length - 1) / seconds };
}

/** From one mark of the page to the commit of the frame that shows what the other mark tells, in milliseconds, for each pair. */
export function markToCommit(events, begin, end) {
  const mine = mainThread(events);
  const own = events.filter(mine);
  const at = (name) => own.filter((event) => event.name === name && event.cat?.includes("blink.user_timing")).map(({ ts }) => ts).toSorted((a, b) => a - b);
  const commits = own.filter(({ name }) => name === "Commit").map(({ ts, dur }) => ts + (dur ?? 0)).toSorted((a, b) => a - b);
  const ends = at(end);
  return at(begin).flatMap((from) => {
    const shown = ends.find((ts) => ts > from);
    const commit = shown === undefined ? undefined : commits.find((ts) => ts > shown);
    return commit === undefined ? [] : [(commit - from) / 1000];
  });
}
