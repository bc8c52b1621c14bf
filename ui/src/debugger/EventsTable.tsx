import { ListFilter, PanelRight } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Button, classes, IconButton, Select, StatusShape } from "../components";
import type { EventRow } from "../schema";
import { recall, remember } from "../state/persisted";
import { useRunView } from "../state/runView";
import { selectedState, useSelection } from "../state/selection";
import { pathOfKey } from "../state/stateKey";
import { tellProblem } from "../state/toasts";
import { EventDetailPane } from "./EventDetailPane";
import { searchEvents, useEventPages, type FoundEvents } from "./eventPages";
import styles from "./EventsTable.module.css";
import { bytes } from "./model/bytes";
import { seconds } from "./model/duration";
import { EVENT_KINDS, isFiltering, visitOf, type EventFilter } from "./model/eventGroups";
import { NothingOpen } from "./NothingOpen";
import { useSize } from "./useSize";
import { goTo, goToEvent } from "./viewer";
import { iterationSuffix } from "./visitName";
import { useLines } from "./useLines";

const ROW = 24;
/** Below this width the detail lies over the table. */
const BESIDE = 720;

/** Every event of the open execution, pulled in windows; the one shown is marked and followed, a click goes there. */
export function EventsTable() {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? null);
  const outline = useRunView(({ runView }) => runView?.outline ?? null);
  const [filter, setFilter] = useState<EventFilter>({ kind: "all", state: null });
  const [showFilter, setShowFilter] = useState(false);
  const [detail, setDetail] = useState(() => recall("eventDetail", (value) => (typeof value === "boolean" ? value : undefined), false));
  const [size, sized] = useSize<HTMLDivElement>();
  if (arn === null) return <NothingOpen />;
  const toggleDetail = () => {
    remember("eventDetail", !detail);
    setDetail(!detail);
  };
  return (
    <div className={styles.panel} ref={sized} data-testid="events">
      <div className={styles.tools}>
        {showFilter && (
          <>
            <Select
              label="Events"
              hideLabel
              className={styles.select}
              value={filter.kind}
              options={EVENT_KINDS.map(({ id, label }) => ({ id, label }))}
              onChange={(kind) => setFilter({ ...filter, kind })}
            />
            <Select
              label="State"
              hideLabel
              className={styles.select}
              value={filter.state ?? ""}
              options={[{ id: "", label: "Every state" }, ...(outline ?? []).map(({ key, name }) => ({ id: key, label: name, ...(key === name ? {} : { detail: pathOfKey(key).slice(0, -1).join(" / ") }) }))]}
              onChange={(state) => setFilter({ ...filter, state: state === "" ? null : state })}
            />
          </>
        )}
        <IconButton
          label={showFilter ? "Show every event" : "Filter"}
          placement="top"
          isOn={isFiltering(filter)}
          icon={<ListFilter size={16} />}
          onPress={() => {
            setShowFilter(!showFilter);
            if (showFilter) setFilter({ kind: "all", state: null });
          }}
        />
        <IconButton label={detail ? "Hide the event's detail" : "Show the event's detail"} placement="top" isOn={detail} icon={<PanelRight size={16} />} onPress={toggleDetail} />
      </div>
      <div className={styles.split}>
        {isFiltering(filter) ? <FilteredRows key={`${arn} ${filter.kind} ${filter.state ?? ""}`} filter={filter} /> : <AllRows key={arn} />}
        {detail && (
          <div className={classes(styles.detail, size.width < BESIDE && styles.over)}>
            <EventDetailPane arn={arn} onClose={toggleDetail} />
          </div>
        )}
      </div>
    </div>
  );
}

/** The whole history: its length is known, rows come as they come into sight. */
function AllRows() {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? null);
  const lastEvent = useRunView(({ runView }) => runView?.lastEvent ?? 0);
  const [range, setRange] = useState({ from: 1, to: 60 });
  const rowAt = useEventPages(arn, lastEvent, range.from, range.to);
  return (
    <Rows
      count={lastEvent}
      idAt={(index) => index + 1}
      indexOf={(id) => id - 1}
      rowAt={(index) => rowAt(index + 1)}
      onRange={(from, to) => {
        if (from + 1 !== range.from || to + 1 !== range.to) setRange({ from: from + 1, to: to + 1 });
      }}
    />
  );
}

function FilteredRows({ filter }: { filter: EventFilter }) {
  const arn = useRunView(({ runView }) => runView?.run.arn ?? "");
  const lastEvent = useRunView(({ runView }) => runView?.lastEvent ?? 0);
  const [found, setFound] = useState<FoundEvents>({ rows: [], searched: 0 });
  const [goal, setGoal] = useState(1);
  const busy = useRef(false);
  useEffect(() => {
    // While nothing was found yet a search goes on by itself; later the person asks for it.
    if (busy.current || found.searched >= lastEvent || (found.searched >= goal && found.rows.length > 0 && found.searched + 1 !== lastEvent)) return;
    busy.current = true;
    searchEvents(arn, filter, found.searched + 1, lastEvent)
      .then((more) => setFound((old) => ({ rows: [...old.rows, ...more.rows], searched: more.searched })), tellProblem)
      .finally(() => {
        busy.current = false;
      });
  }, [arn, filter, found, goal, lastEvent]);
  const rows = found.rows;
  const done = found.searched >= lastEvent;
  return (
    <div className={styles.column}>
      <Rows
        count={rows.length}
        idAt={(index) => rows[index]?.id ?? 0}
        indexOf={(id) => rows.findLastIndex((row) => row.id <= id)}
        rowAt={(index) => rows[index] ?? null}
      />
      <div className={styles.searched}>
        {rows.length === 0 && done ? "No event passes the filter." : `${rows.length} of ${found.searched} events`}
        {!done && (
          <Button variant="quiet" onPress={() => setGoal(found.searched + 1)}>
            Search on, {lastEvent - found.searched} left
          </Button>
        )}
      </div>
    </div>
  );
}

interface RowsProps {
  count: number;
  idAt: (index: number) => number;
  /** The row of an event, or of the last one before it; -1 for none. */
  indexOf: (id: number) => number;
  rowAt: (index: number) => EventRow | null;
  onRange?: (from: number, to: number) => void;
}

function Rows({ count, idAt, indexOf, rowAt, onRange }: RowsProps) {
  const at = useRunView(({ runView }) => runView?.at ?? 0);
  const started = useRunView(({ runView }) => runView?.run.started ?? 0);
  const selected = useSelection((state) => selectedState(state.selected));
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useLines(scroller, count, ROW);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [first, last, onRange]);
  useEffect(() => {
    const index = indexOf(at);
    if (index >= 0) virtual.scrollToIndex(index, { align: "auto" });
    // It follows the view, not the person's scrolling.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [at, count === 0]);

  const known = items.flatMap((item) => rowAt(item.index) ?? []);
  const visit = visitOf(known, at);

  const onKeyDown = (event: KeyboardEvent) => {
    const current = indexOf(at);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1);
    const goals: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: count - 1 };
    const goal = goals[event.key];
    if (goal === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const index = Math.min(Math.max(0, goal), count - 1);
    const row = rowAt(index);
    if (row === null) goTo(idAt(index));
    else goToEvent(row.id, row.state, "events");
  };

  return (
    <div className={styles.column} role="grid" aria-label="Events" aria-rowcount={count}>
      <div className={classes(styles.row, styles.head)} role="row">
        <span role="columnheader" className={styles.id}>#</span>
        <span role="columnheader" className={styles.at}>at, s</span>
        <span />
        <span role="columnheader">Event</span>
        <span role="columnheader">State</span>
        <span role="columnheader" className={styles.size}>Size</span>
      </div>
      <div className={styles.rows} ref={scroller} tabIndex={0} role="rowgroup" aria-label="Events" onKeyDown={onKeyDown}>
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const id = idAt(item.index);
          const row = rowAt(item.index);
          return (
            <div
              key={id}
              role="row"
              aria-rowindex={item.index + 1}
              aria-selected={id === at}
              data-testid={`event-row:${id}`}
              className={classes(styles.row, styles.body, id === at && styles.current, visit.has(id) && styles.visit, id > at && styles.ahead)}
              style={{ top: item.start }}
              onClick={() => (row === null ? goTo(id) : goToEvent(id, row.state, "events"))}
            >
              <span role="gridcell" className={styles.id}>{id}</span>
              {row !== null && (
                <>
                  <span role="gridcell" className={styles.at}>{seconds(row.time - started)}</span>
                  <span role="gridcell" className={styles.shape}>{row.mark !== null && row.mark !== "running" && <StatusShape meaning={row.mark} />}</span>
                  <span role="gridcell" className={styles.type}>{row.event_type}</span>
                  <span role="gridcell" className={classes(styles.state, row.state !== null && row.state === selected && styles.same)}>
                    {row.state === null ? "" : `${pathOfKey(row.state).at(-1) ?? ""}${iterationSuffix(row.iteration)}`}
                    {row.note !== null && <span className={styles.note}> {row.note}</span>}
                  </span>
                  <span role="gridcell" className={styles.size}>{row.bytes === null ? "" : bytes(row.bytes)}</span>
                </>
              )}
            </div>
          );
        })}
      </div>
      </div>
    </div>
  );
}
