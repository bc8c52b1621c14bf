import { useStoreApi } from "@xyflow/react";
import { Binary, LassoSelect, Maximize, Minus, MoveRight, Plus, StickyNote } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { IconButton } from "../../components";
import { runCommand, shortcutOf, useCommands } from "../../state/commands";
import { useDiagramView } from "../../state/diagramView";
import { useLasso } from "../gestures/lasso";
import { useSource } from "../source";
import styles from "./Chrome.module.css";

/** How large the diagram is drawn, left at the bottom of the canvas. */
export const ZoomBar = memo(function ZoomBar() {
  // Shortcuts are known once the commands are registered.
  useCommands((state) => state.commands.length);
  const isLasso = useLasso(({ tool }) => tool);
  return (
    <div className={styles.zoom} role="group" aria-label="Zoom">
      <IconButton label="Zoom out" shortcut={shortcutOf("canvas.zoomOut")} icon={<Minus size={16} aria-hidden />} placement="top" onPress={() => runCommand("canvas.zoomOut")} />
      <Percent />
      <IconButton label="Zoom in" shortcut={shortcutOf("canvas.zoomIn")} icon={<Plus size={16} aria-hidden />} placement="top" onPress={() => runCommand("canvas.zoomIn")} />
      <span className={styles.divider} />
      <IconButton label="Fit the whole diagram" shortcut={shortcutOf("canvas.fit")} icon={<Maximize size={16} aria-hidden />} placement="top" onPress={() => runCommand("canvas.fit")} />
      <span className={styles.divider} />
      <DirectionButton />
      <BytesButton />
      <NotesButton />
      <IconButton label="Select with a lasso" shortcut={shortcutOf("canvas.lasso")} isOn={isLasso} icon={<LassoSelect size={16} aria-hidden />} placement="top" onPress={() => runCommand("canvas.lasso")} />
    </div>
  );
});

/** Where the flow of all diagrams goes. */
function DirectionButton() {
  const isRight = useDiagramView(({ direction }) => direction === "right");
  return (
    <IconButton
      label="Flow from left to right"
      shortcut={shortcutOf("canvas.direction")}
      isOn={isRight}
      icon={<MoveRight size={16} aria-hidden />}
      placement="top"
      onPress={() => runCommand("canvas.direction")}
    />
  );
}

/** How much passed over the edges, where an execution was seen. */
function BytesButton() {
  const isOn = useDiagramView(({ bytes }) => bytes);
  return (
    <IconButton
      label="Bytes on edges"
      shortcut={shortcutOf("canvas.bytes")}
      isOn={isOn}
      icon={<Binary size={16} aria-hidden />}
      placement="top"
      onPress={() => runCommand("canvas.bytes")}
    />
  );
}

/** Comments as notes on the cards. An execution shows none: there it is about what happened. */
function NotesButton() {
  const source = useSource();
  if (source === null || source.run) return null;
  return <NotesToggle isOn={source.view.notes} isDisabled={source.editable === null} />;
}

/** Not drawn again with each edit. */
const NotesToggle = memo(function NotesToggle({ isOn, isDisabled }: { isOn: boolean; isDisabled: boolean }) {
  return (
    <IconButton
      label="Comments as notes"
      shortcut={shortcutOf("canvas.notes")}
      isOn={isOn}
      isDisabled={isDisabled}
      icon={<StickyNote size={16} aria-hidden />}
      placement="top"
      onPress={() => runCommand("canvas.notes")}
    />
  );
});

/** How often it is told how large the diagram is drawn, in milliseconds: each time, the page is laid out. */
const percentPause = 100;

/** Alone, since it changes as the diagram is zoomed: the buttons beside it are not drawn again for that. */
function Percent() {
  const store = useStoreApi();
  const [percent, setPercent] = useState(() => Math.round(store.getState().transform[2] * 100));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = (): void => {
      timer = null;
      setPercent(Math.round(store.getState().transform[2] * 100));
    };
    tell();
    const leave = store.subscribe((now, before) => {
      if (now.transform[2] !== before.transform[2]) timer ??= setTimeout(tell, percentPause);
    });
    return () => {
      leave();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store]);
  return (
    <output className={styles.percent} aria-label={`Zoom ${percent} percent`} data-testid="zoom">
      {percent}%
    </output>
  );
}
