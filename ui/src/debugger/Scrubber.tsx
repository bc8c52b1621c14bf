import { ChevronDown, Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from "lucide-react";
import { memo, useMemo, useRef, type KeyboardEvent, type PointerEvent } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { classes, IconButton, StatusShape, Tip } from "../components";
import { type RunView, useRunView } from "../state/runView";
import { shortcutOf } from "../state/commands";
import { duration } from "./model/duration";
import { SPEEDS, speedLabel } from "./model/playClock";
import { thinned, type ScrubMark } from "./model/scrubMarks";
import styles from "./Scrubber.module.css";
import { meaningOfRun, statusWords } from "./statusWords";
import { useScrubMarks } from "./useRunData";
import { goTo, pause, play, setSpeed, stepBy } from "./viewer";

/** Marks drawn at most. */
const PLACES = 160;

/** Which event of the open execution is shown: buttons, speed, and a track with what went wrong or waited. Nothing while none is open. */
export function Scrubber() {
  const isOpen = useRunView(({ runView }) => runView !== null);
  if (!isOpen) return null;
  return (
    <div className={styles.bar} role="group" aria-label="Events of the execution" data-testid="scrubber">
      <Buttons />
      <Speed />
      <Track />
      <Position />
      <Status />
    </div>
  );
}

/** Drawn anew only when a button changes, not with every event: the view moves up to 60 times a second. */
function Buttons() {
  const playing = useRunView(({ runView }) => runView?.playing === true);
  const atFirst = useRunView(({ runView }) => (runView?.at ?? 0) === 0);
  const atLast = useRunView(({ runView }) => runView !== null && runView.at >= runView.lastEvent);
  const none = useRunView(({ runView }) => (runView?.lastEvent ?? 0) === 0);
  return (
    <>
      <IconButton label="First event" placement="top" isDisabled={atFirst} icon={<SkipBack size={16} />} onPress={() => goTo(0)} data-testid="scrubber-first" />
      <IconButton
        label="Previous event"
        placement="top"
        shortcut={shortcutOf("run.previousEvent")}
        isDisabled={atFirst}
        icon={<StepBack size={16} />}
        onPress={() => stepBy(-1)}
        data-testid="scrubber-prev"
      />
      <IconButton
        label={playing ? "Pause" : "Play"}
        placement="top"
        shortcut={shortcutOf("run.play")}
        className={styles.play}
        isDisabled={none}
        icon={playing ? <Pause size={16} /> : <Play size={16} />}
        onPress={() => (playing ? pause() : play())}
        data-testid="scrubber-play"
      />
      <IconButton
        label="Next event"
        placement="top"
        shortcut={shortcutOf("run.nextEvent")}
        isDisabled={atLast}
        icon={<StepForward size={16} />}
        onPress={() => stepBy(1)}
        data-testid="scrubber-next"
      />
      <IconButton
        label="Last event"
        placement="top"
        isDisabled={atLast}
        icon={<SkipForward size={16} />}
        onPress={() => goTo(useRunView.getState().runView?.lastEvent ?? 0)}
        data-testid="scrubber-last"
      />
    </>
  );
}

function Speed() {
  const speed = useRunView(({ runView }) => runView?.speed ?? 1);
  return (
    <MenuTrigger>
      <Tip text="Speed" placement="top">
        <Button className={styles.speed} aria-label={`Speed: ${speedLabel(speed)}`} data-testid="scrubber-speed">
          {speed === "recorded" ? "rec." : speedLabel(speed)}
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Tip>
      <Popover className={styles.menu} placement="top start">
        <Menu
          className={styles.items}
          selectionMode="single"
          selectedKeys={[String(speed)]}
          aria-label="Speed"
          onAction={(key) => {
            const chosen = SPEEDS.find((known) => String(known) === key);
            if (chosen !== undefined) setSpeed(chosen);
          }}
        >
          {SPEEDS.map((known) => (
            <MenuItem key={String(known)} id={String(known)} className={styles.item} textValue={speedLabel(known)}>
              {speedLabel(known)}
              {known === "recorded" && <span>pauses cut to 2 s</span>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Time into the execution at the frame shown, ms. */
const elapsedOf = (runView: RunView): number => (runView.frame === null ? 0 : Math.max(0, runView.frame.time - runView.run.started));

function Position() {
  const runView = useRunView((state) => state.runView);
  if (runView === null) return null;
  return (
    <>
      <span className={styles.position}>
        <span data-testid="scrubber-at">{runView.at}</span> of <span data-testid="scrubber-count">{runView.lastEvent}</span>
      </span>
      <span className={styles.time}>{duration(elapsedOf(runView))}</span>
    </>
  );
}

function Status() {
  const run = useRunView(({ runView }) => runView?.run ?? null);
  if (run === null) return null;
  return (
    <span className={styles.status} data-testid="run-status" data-status={run.status}>
      <StatusShape meaning={meaningOfRun(run)} label={null} />
      {statusWords(run)}
    </span>
  );
}

function Track() {
  const at = useRunView(({ runView }) => runView?.at ?? 0);
  const lastEvent = useRunView(({ runView }) => runView?.lastEvent ?? 0);
  const text = useRunView(({ runView }) => (runView === null ? "" : `event ${runView.at} of ${runView.lastEvent}, ${duration(elapsedOf(runView))}`));
  const found = useScrubMarks();
  const marks = useMemo(() => thinned(found, lastEvent, PLACES), [found, lastEvent]);
  const failedHere = found.some((mark) => mark.event === at && mark.mark === "failed");
  const track = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const part = (event: number) => `${(event / Math.max(1, lastEvent)) * 100}%`;

  const eventAt = (clientX: number): number => {
    const box = track.current?.getBoundingClientRect();
    return box === undefined || box.width === 0 ? at : Math.round(((clientX - box.left) / box.width) * lastEvent);
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // The keyboard goes on where the pointer was.
    thumb.current?.focus({ preventScroll: true });
    goTo(eventAt(event.clientX));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.round(lastEvent / 10));
    const moves: Record<string, () => void> = {
      ArrowRight: () => stepBy(1),
      ArrowUp: () => stepBy(1),
      ArrowLeft: () => stepBy(-1),
      ArrowDown: () => stepBy(-1),
      PageUp: () => goTo(at + page),
      PageDown: () => goTo(at - page),
      Home: () => goTo(0),
      End: () => goTo(lastEvent),
      " ": () => (useRunView.getState().runView?.playing === true ? pause() : play()),
    };
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div className={styles.track} onPointerDown={drag} onPointerMove={drag} onMouseDown={(event) => event.preventDefault()} data-testid="scrubber-track">
      <div className={styles.rail} ref={track}>
        <div className={styles.passed} style={{ width: part(at) }} />
        <Marks lastEvent={lastEvent} marks={marks} />
        <div
          ref={thumb}
          className={classes(styles.thumb, failedHere && styles.failedThumb)}
          style={{ left: part(at) }}
          role="slider"
          tabIndex={0}
          aria-label="Event"
          aria-valuemin={0}
          aria-valuemax={lastEvent}
          aria-valuenow={at}
          aria-valuetext={text}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}

/** Drawn anew when marks come, not with every event. */
const Marks = memo(function Marks({ marks, lastEvent }: { marks: readonly ScrubMark[]; lastEvent: number }) {
  return marks.map((mark) => (
    <span
      key={mark.event}
      className={classes(styles.mark, styles[mark.mark])}
      style={{ left: `${(mark.event / Math.max(1, lastEvent)) * 100}%` }}
      title={`${mark.event}  ${mark.text}`}
      data-mark={mark.mark}
      onPointerDown={(event) => {
        // The mark itself, not the nearest pixel's event.
        event.stopPropagation();
        goTo(mark.event);
      }}
    />
  ));
});
