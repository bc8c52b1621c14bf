import { ChevronDown, Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from "lucide-react";
import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from "react";
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
  const runView = useRunView((state) => state.runView);
  return runView === null ? null : <ScrubberBar runView={runView} />;
}

function ScrubberBar({ runView }: { runView: RunView }) {
  const { at, lastEvent, playing, speed, frame, run } = runView;
  const elapsed = frame === null ? 0 : Math.max(0, frame.time - run.started);
  return (
    <div className={styles.bar} role="group" aria-label="Events of the execution" data-testid="scrubber">
      <IconButton label="First event" placement="top" isDisabled={at === 0} icon={<SkipBack size={16} />} onPress={() => goTo(0)} data-testid="scrubber-first" />
      <IconButton
        label="Previous event"
        placement="top"
        shortcut={shortcutOf("run.previousEvent")}
        isDisabled={at === 0}
        icon={<StepBack size={16} />}
        onPress={() => stepBy(-1)}
        data-testid="scrubber-prev"
      />
      <IconButton
        label={playing ? "Pause" : "Play"}
        placement="top"
        className={styles.play}
        isDisabled={lastEvent === 0}
        icon={playing ? <Pause size={16} /> : <Play size={16} />}
        onPress={() => (playing ? pause() : play())}
        data-testid="scrubber-play"
      />
      <IconButton
        label="Next event"
        placement="top"
        shortcut={shortcutOf("run.nextEvent")}
        isDisabled={at >= lastEvent}
        icon={<StepForward size={16} />}
        onPress={() => stepBy(1)}
        data-testid="scrubber-next"
      />
      <IconButton label="Last event" placement="top" isDisabled={at >= lastEvent} icon={<SkipForward size={16} />} onPress={() => goTo(lastEvent)} data-testid="scrubber-last" />
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
      <Track at={at} lastEvent={lastEvent} text={`event ${at} of ${lastEvent}, ${duration(elapsed)}`} />
      <span className={styles.position}>
        <span data-testid="scrubber-at">{at}</span> of <span data-testid="scrubber-count">{lastEvent}</span>
      </span>
      <span className={styles.time}>{duration(elapsed)}</span>
      <span className={styles.status} data-testid="run-status" data-status={run.status}>
        <StatusShape meaning={meaningOfRun(run)} label={null} />
        {statusWords(run)}
      </span>
    </div>
  );
}

function Track({ at, lastEvent, text }: { at: number; lastEvent: number; text: string }) {
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
        {marks.map((mark) => (
          <MarkOnTrack key={mark.event} mark={mark} left={part(mark.event)} ahead={mark.event > at} />
        ))}
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

function MarkOnTrack({ mark, left, ahead }: { mark: ScrubMark; left: string; ahead: boolean }) {
  return (
    <span
      className={classes(styles.mark, styles[mark.mark], ahead && styles.ahead)}
      style={{ left }}
      title={`${mark.event}  ${mark.text}`}
      data-mark={mark.mark}
      onPointerDown={(event) => {
        // The mark itself, not the nearest pixel's event.
        event.stopPropagation();
        goTo(mark.event);
      }}
    />
  );
}
