import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { classes, Segmented, StatusShape } from "../components";
import type { Bar, Mark } from "../schema";
import { recall, remember } from "../state/persisted";
import { useRunView } from "../state/runView";
import { selectedState, useSelection } from "../state/selection";
import { duration } from "./model/duration";
import { byEvent, drawnBar, eventAtClick, eventTicks, markAsOf, scaleOf, ticks, x, type TimeScale } from "./model/timelineScale";
import { NothingOpen } from "./NothingOpen";
import styles from "./Timeline.module.css";
import { useTimeline } from "./useRunData";
import { useSize } from "./useSize";
import { goToEvent } from "./viewer";
import { visitName } from "./visitName";
import { useLines } from "./useLines";

const ROW = 24;
/** Room right of the last bar for its words. */
const AFTER = 124;
/** An execution shorter than this, in ms, has nothing to see by time: simulated time often takes none. */
const INSTANT = 50;

type Axis = "time" | "event";

/** What ran when: a bar for each visit of a state, its tries and the pauses between them, and a line where the view stands. */
export function Timeline() {
  const runView = useRunView((state) => state.runView);
  const { value: timeline, problem } = useTimeline();
  const selected = useSelection((state) => selectedState(state.selected));
  const [chosen, setChosen] = useState<Axis | null>(() => recall<Axis | null>("timelineAxis", (value) => (value === "time" || value === "event" ? value : undefined), null));
  const [size, sized] = useSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const names = Math.min(260, Math.max(150, size.width * 0.25));
  const bars = useMemo(() => timeline?.bars ?? [], [timeline]);
  const lastEvent = runView?.lastEvent ?? 0;
  const axis: Axis = chosen ?? (timeline !== null && timeline.to - timeline.from < INSTANT ? "event" : "time");
  const scale = useMemo(
    () => (timeline === null ? null : scaleOf(axis === "time" ? timeline : { from: 0, to: lastEvent }, size.width - names - AFTER)),
    [timeline, axis, lastEvent, size.width, names],
  );
  const at = runView?.at ?? 0;
  const newest = useMemo(() => bars.findLastIndex((bar) => bar.entered <= at), [bars, at]);

  // Of the selected state's visits the one that the event shown falls into, or the last before it.
  const marked = useMemo(() => (selected === null ? -1 : bars.findLastIndex((bar) => bar.state === selected && bar.entered <= at)), [bars, selected, at]);
  const virtual = useLines(scroller, bars.length, ROW);
  useEffect(() => {
    if (newest >= 0) virtual.scrollToIndex(newest, { align: "auto" });
    // The bar that the view stands at comes into sight; scrolling away from it is the person's right.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [newest]);

  const choose = useCallback((by: Axis) => {
    remember("timelineAxis", by);
    setChosen(by);
  }, []);
  if (runView === null) return <NothingOpen />;
  const time = runView.frame?.time ?? runView.run.started;
  const cursor = scale === null ? 0 : names + x(scale, axis === "time" ? time : at);
  const marks = scale === null ? [] : axis === "time" ? ticks(scale) : eventTicks(scale);
  return (
    <div className={styles.chart} ref={sized} data-testid="timeline">
      {scale !== null && (
        <div className={styles.head}>
          <AxisChoice value={axis} onChange={choose} />
          {marks.map((tick) => (
            <span key={tick.label} className={classes(styles.tick, Math.abs(names + tick.x - cursor) < 44 && styles.under)} style={{ left: names + tick.x }}>
              {tick.label}
            </span>
          ))}
          <span className={styles.flag} style={{ left: cursor }}>
            {axis === "time" ? duration(time - (timeline?.from ?? time)) : at}
          </span>
        </div>
      )}
      <div className={styles.rows} ref={scroller}>
        {problem !== null && <p className={styles.note}>{problem.message}</p>}
        {scale !== null && (
          <div className={styles.lines} style={{ height: Math.max(virtual.getTotalSize(), size.height - 28) }} role="list" aria-label="Visits of states">
            {marks.map((tick) => (
              <span key={tick.label} className={styles.grid} style={{ left: names + tick.x }} />
            ))}
            <span className={styles.edge} style={{ left: names }} />
            {virtual.getVirtualItems().map((item) => {
              const bar = bars[item.index];
              return bar === undefined ? null : (
                <Row
                  key={item.key}
                  bar={bar}
                  drawnAs={axis === "time" ? bar : byEvent(bar, lastEvent)}
                  scale={scale}
                  names={names}
                  top={item.start}
                  mark={markAsOf(bar, at, time)}
                  selected={item.index === marked}
                  cursor={cursor - names}
                />
              );
            })}
            <span className={styles.cursor} style={{ left: cursor }} />
          </div>
        )}
        {timeline?.truncated === true && <p className={styles.note}>The first {bars.length} visits are shown. The events list has all.</p>}
      </div>
    </div>
  );
}

const AxisChoice = memo(function AxisChoice({ value, onChange }: { value: Axis; onChange: (axis: Axis) => void }) {
  return (
    <span className={styles.axis}>
      <Segmented
        label="Drawn by"
        value={value}
        onChange={onChange}
        options={[
          { id: "time", label: "By time" },
          { id: "event", label: "By event" },
        ]}
      />
    </span>
  );
});

interface RowProps {
  bar: Bar;
  /** The bar in the axis's units. */
  drawnAs: Bar;
  scale: TimeScale;
  names: number;
  top: number;
  mark: Mark | null;
  selected: boolean;
  /** In pixels from where bars begin. */
  cursor: number;
}

function Row({ bar, drawnAs, scale, names, top, mark, selected, cursor }: RowProps) {
  const drawn = drawnBar(scale, drawnAs);
  const seen = mark !== null;
  const label = visitName(bar);
  const box = bar.mark === "running" || bar.mark === "waiting" ? "running" : bar.mark;
  return (
    <div
      role="listitem"
      className={classes(styles.row, selected && styles.selected, !seen && styles.ahead)}
      style={{ top }}
      data-state={bar.state}
      onClick={(event) => {
        const left = event.clientX - event.currentTarget.getBoundingClientRect().left - names;
        goToEvent(left < 0 ? bar.entered : eventAtClick(drawnAs, scale.from + (left / scale.width) * scale.length), bar.state, "timeline");
      }}
    >
      <span className={styles.name} style={{ width: names, paddingLeft: 12 + bar.depth * 14 }} title={label}>
        <StatusShape meaning={mark ?? "not_visited"} />
        <span>{label}</span>
      </span>
      <span className={styles.area} style={{ left: names, width: scale.width }}>
        {drawn.parts.length > 0 ? (
          drawn.parts.map((part, index) => (
            <span
              key={index}
              className={classes(
                styles.bar,
                part.pause ? styles.pause : styles.solid,
                // The try that a failure ended with is red, those that were tried again are not.
                styles[part.mark === "failed" && (bar.mark !== "failed" || index < drawn.parts.length - 1) ? "retrying" : part.mark],
                part.x > cursor && styles.later,
              )}
              style={{ left: part.x, width: Math.max(2, part.width) }}
            />
          ))
        ) : (
          <span className={classes(styles.bar, styles[box], mark !== null && styles[bar.exited === null || mark === "running" ? "open" : "closed"])} style={{ left: drawn.x, width: drawn.width }} />
        )}
        {/* What has not happened yet in the frame shown is veiled. */}
        {seen && cursor < drawn.x + drawn.width && cursor > drawn.x && <span className={styles.veil} style={{ left: cursor, width: drawn.x + drawn.width - cursor }} />}
        <span className={styles.words} style={{ left: drawn.x + drawn.width + 6 }}>
          {words(bar)}
        </span>
      </span>
    </div>
  );
}

function words(bar: Bar): string {
  const tries = bar.parts.filter((part) => part.mark !== "retrying").length;
  const took = duration(bar.to - bar.from);
  if (bar.mark === "caught") return `caught, ${took}`;
  if (bar.to - bar.from < 1 && (bar.mark === "succeeded" || bar.mark === "running")) return tries > 1 ? `try ${tries}` : "";
  if (bar.mark === "failed" || bar.mark === "aborted") return `${bar.mark} after ${took}`;
  return tries > 1 ? `try ${tries}, ${took}` : took;
}
