import {
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { memo, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { classes } from "../components";
import { useReducedMotion } from "../look/useReducedMotion";
import type { Picture } from "../schema";
import { registerCommands, runCommand } from "../state/commands";
import { selectedState, useSelection } from "../state/selection";
import { useBytesAsked } from "./bytes";
import styles from "./Canvas.module.css";
import { Banner, Notes } from "./chrome/Banner";
import { Dots } from "./chrome/Dots";
import { FindBar } from "./chrome/FindBar";
import { MiniMap } from "./chrome/MiniMap";
import { NothingYet } from "./chrome/NothingYet";
import { Within } from "./chrome/Within";
import { ZoomBar } from "./chrome/ZoomBar";
import { takePastes } from "./gestures/clipboard";
import { chosenStates } from "./gestures/actions";
import { diagramCommands } from "./gestures/commands";
import { ConnectLine } from "./gestures/ConnectLine";
import { useDrag } from "./gestures/drag";
import { DropSlots } from "./gestures/DropSlots";
import { useLasso } from "./gestures/lasso";
import { LassoBox } from "./gestures/LassoBox";
import { takePresses } from "./gestures/press";
import { isPartial, uncover } from "./gestures/viewing";
import { putSurface } from "./gestures/surface";
import { Drawn } from "./drawn";
import { CanvasMenu } from "./menus/CanvasMenu";
import { ConnectForm } from "./menus/ConnectForm";
import { Pickers } from "./menus/Pickers";
import { type Flow, toFlow } from "./model/flow";
import { planOf } from "./model/picture";
import { boundsOf } from "./model/geometry";
import { fitRect, fitView, isSameView, largestZoom, openingView, reveal, smallestZoom, type View, zoomAround } from "./model/view";
import { glide } from "./motion/glide";
import { reducedMotion } from "./motion/reduced";
import { Tokens } from "./motion/Tokens";
import { Pieces } from "./Pieces";
import { currentSource, type Source } from "./source";

/** Below this zoom names are not drawn. */
const farZoom = 0.3;

/** How each diagram was last seen, for as long as the window is open. */
const views = new Map<string, { view: View; width: number; height: number; isTouched: boolean }>();
let lastShown: string | null = null;

/** One diagram. Another source gets another one, so that nothing glides from one workflow to the next. */
export function Diagram({ source }: { source: Source }) {
  return (
    <ReactFlowProvider key={source.id}>
      <Shown source={source} />
    </ReactFlowProvider>
  );
}

/** The pieces of the picture; what did not change stays the same objects. */
function useFlow(picture: Picture): Flow {
  const [shown, setShown] = useState(() => ({ picture, flow: toFlow(picture) }));
  if (shown.picture === picture) return shown.flow;
  const flow = toFlow(picture, shown.flow);
  setShown({ picture, flow });
  return flow;
}

function Shown({ source }: { source: Source }) {
  const { picture } = source;
  const element = useRef<HTMLDivElement>(null);
  const flow = useFlow(picture);
  const drawn = useMemo(() => ({ picture, flow }), [picture, flow]);
  useBytesAsked(source);
  const { isPlaced, touch } = useView(source);
  useSurface(element, source);
  useEffect(() => registerCommands(diagramCommands), []);
  useEffect(() => (element.current === null ? undefined : takePresses(element.current)), []);
  useEffect(() => takePastes(), []);
  const dragged = useDrag(({ drag }) => drag?.kind);
  const gesture = useLasso(({ lasso }) => (lasso === null ? dragged : "lasso"));
  const tool = useLasso((state) => (state.tool ? "lasso" : undefined));
  const isWide = useStore(({ width }) => width > 520);
  const isEmpty = planOf(picture).names.size === 0;
  const smallest = useStore(({ width, height }) => smallestZoom(picture, { width, height }));

  return (
    <div
      ref={element}
      className={classes(styles.canvas, source.stale !== null && styles.stale, !isPlaced && styles.unplaced)}
      data-testid="canvas"
      data-gesture={gesture}
      data-tool={tool}
      data-empty={isEmpty ? "" : undefined}
    >
      <Drawn value={drawn}>
        <Stage canvas={element} isRun={source.run} smallest={smallest} touch={touch} />
      </Drawn>
      <FindBar />
      {source.view.within !== null && <Within within={source.view.within} />}
      {isEmpty && <NothingYet source={source} />}
      {source.stale !== null ? <Banner reason={source.stale} isEmpty={isEmpty} isPartial={source.partial} /> : picture.notes.length > 0 && <Notes notes={picture.notes} />}
      <ZoomBar />
      {isWide && !isEmpty && <MiniMap picture={picture} />}
      <CanvasMenu />
      <ConnectForm />
      <Pickers />
    </div>
  );
}

/** What moves with the view. An edit draws only what asks for the picture itself, not all that is around it. */
const Stage = memo(function Stage({ canvas, isRun, smallest, touch }: {
  canvas: RefObject<HTMLElement | null>;
  isRun: boolean;
  smallest: number;
  touch: () => void;
}) {
  return (
    <ReactFlow
      minZoom={smallest}
      maxZoom={largestZoom}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesReconnectable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panOnScroll
      zoomOnDoubleClick={false}
      proOptions={{ hideAttribution: true }}
      tabIndex={0}
      aria-label={isRun ? "Diagram of the execution" : "Diagram of the workflow"}
      onPaneClick={(event) => {
        if (!event.shiftKey && useSelection.getState().selected !== null) useSelection.getState().select(null, "canvas");
      }}
      onMoveStart={(event) => {
        // Without an event the page moved it.
        if (event !== null) touch();
      }}
      onPaneContextMenu={(event) => event.preventDefault()}
    >
      <Dots />
      <Far canvas={canvas} />
      <Pieces />
      <DropSlots />
      <ConnectLine />
      <LassoBox />
      <Tokens />
    </ReactFlow>
  );
});

/** Says on the canvas that the diagram is far away. Alone, since nothing but what styles see depends on it. */
function Far({ canvas }: { canvas: RefObject<HTMLElement | null> }) {
  const isFar = useStore(({ transform }) => transform[2] < farZoom);
  useLayoutEffect(() => void canvas.current?.toggleAttribute("data-far", isFar), [canvas, isFar]);
  return null;
}

/** Sees to how the diagram is seen: whole when it opens, as it was when it comes back; fit and zoom on command. */
function useView(source: Source): { isPlaced: boolean; touch: () => void } {
  const { id, picture } = source;
  const flow = useReactFlow();
  const store = useStoreApi();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const isReduced = useReducedMotion();
  const [placed, setPlaced] = useState(false);
  // Until the person moves the diagram, it follows a window that changes its size: as it was opened, or whole.
  const follows = useRef<"opening" | "whole" | null>("opening");
  const isEmpty = picture.nodes.length === 0;
  const opening = useRef(picture);

  useEffect(() => {
    if (width === 0 || height === 0 || isEmpty || follows.current === null) return;
    if (planOf(opening.current).names.size === 0) opening.current = picture;
    const before = views.get(id) ?? (lastShown === null ? undefined : views.get(lastShown));
    const isSame = views.has(id) || (before?.width === picture.width && before.height === picture.height);
    if (before !== undefined && isSame && before.isTouched) {
      follows.current = null;
      void flow.setViewport(before.view).then(() => setPlaced(true));
      return;
    }
    // An edit moves the diagram on its own; only the window is followed here.
    const shown = opening.current;
    const start = shown.nodes.find(({ kind }) => kind === "start") ?? shown.nodes[0];
    const view = follows.current === "whole" ? fitView(shown, { width, height }) : openingView(shown, start, { width, height });
    // Mostly an edit changes nothing of it, and to be told so costs.
    const moved = isSameView(flow.getViewport(), view) ? Promise.resolve() : flow.setViewport(view);
    void moved.then(() => setPlaced(true));
  }, [flow, width, height, isEmpty, id, picture]);

  useEffect(() => {
    if (!placed) return;
    lastShown = id;
    return () => {
      views.set(id, { view: flow.getViewport(), width: picture.width, height: picture.height, isTouched: follows.current === null });
    };
  }, [flow, placed, id, picture]);

  // The commands stay the same ones when the picture changes: the menus and tooltips that show them would all be drawn anew.
  const shown = useRef(picture);
  useEffect(() => {
    shown.current = picture;
  }, [picture]);
  useEffect(() => {
    const duration = isReduced ? 0 : glide.duration;
    const touch = (): void => {
      follows.current = null;
    };
    const zoom = (factor: number) => (): void => {
      touch();
      const { width, height } = store.getState();
      void flow.setViewport(zoomAround(flow.getViewport(), factor, { x: width / 2, y: height / 2 }, smallestZoom(shown.current, { width, height })), { duration });
    };
    const fit = (): void => {
      follows.current = "whole";
      opening.current = shown.current;
      void flow.setViewport(fitView(shown.current, store.getState()), { duration });
    };
    const fitSelection = (): void => {
      const plan = planOf(shown.current);
      const rect = boundsOf(chosenStates().flatMap((key) => plan.state(key) ?? []));
      if (rect === null) return;
      touch();
      void flow.setViewport(fitRect(rect, store.getState()), { duration });
    };
    return registerCommands([
      { id: "canvas.fit", title: "Fit the whole diagram", group: "Canvas", keys: "Shift+1", run: fit },
      { id: "canvas.fitSelection", title: "Fit the selected states", group: "Canvas", keys: "Shift+2", isEnabled: () => chosenStates().length > 0, run: fitSelection },
      { id: "canvas.zoomIn", title: "Zoom in", group: "Canvas", keys: ["Mod++", "Mod+="], run: zoom(1.25) },
      { id: "canvas.zoomOut", title: "Zoom out", group: "Canvas", keys: "Mod+-", run: zoom(0.8) },
      { id: "canvas.zoomReset", title: "Zoom to 100%", group: "Canvas", keys: "Mod+0", run: () => zoom(1 / flow.getZoom())() },
    ]);
  }, [flow, store, isReduced]);
  // What is shown alone, or again with all around it, is seen whole.
  const shownWithin = useRef(source.view.within);
  useEffect(() => {
    if (shownWithin.current === source.view.within) return;
    shownWithin.current = source.view.within;
    runCommand("canvas.fit");
  }, [source.view.within]);
  // Turned, it is somewhere else altogether.
  const shownDirection = useRef(picture.direction);
  useEffect(() => {
    if (shownDirection.current === picture.direction || picture.nodes.length === 0) return;
    shownDirection.current = picture.direction;
    const start = picture.nodes.find(({ kind }) => kind === "start") ?? picture.nodes[0];
    opening.current = picture;
    follows.current = "opening";
    void flow.setViewport(openingView(picture, start, store.getState()), { duration: isReduced ? 0 : glide.duration });
  }, [flow, store, picture, isReduced]);
  const touch = useCallback(() => {
    follows.current = null;
  }, []);
  return { isPlaced: placed || isEmpty, touch };
}

/** Lets gestures that begin in other panes find the diagram, and moves into view what other panes (and edits) select. */
function useSurface(element: RefObject<HTMLDivElement | null>, { id }: Source): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    if (element.current === null) return;
    const show = (key: string): void => {
      const source = currentSource();
      if (source?.id !== id) return;
      const node = planOf(source.picture).state(key);
      if (node === undefined) {
        if (isPartial(source.view)) void uncover(key);
        return;
      }
      // A frame may be larger than the window: its head and the first states in it are what is looked for.
      const view = flow.getViewport();
      const next = reveal(view, { x: node.x, y: node.y, width: node.width, height: Math.min(node.height, 160) }, store.getState());
      if (next !== view) void flow.setViewport(next, { duration: reducedMotion() ? 0 : glide.duration });
    };
    const takeAway = putSurface({
      element: element.current,
      toDiagram: (at) => flow.screenToFlowPosition(at, { snapToGrid: false }),
      zoom: () => flow.getZoom(),
      pan: (by) => {
        const view = flow.getViewport();
        void flow.setViewport({ ...view, x: view.x + by.x, y: view.y + by.y });
      },
      reveal: show,
    });
    const stop = useSelection.subscribe(({ selected, origin, tick }, before) => {
      const key = selectedState(selected);
      if (tick !== before.tick && origin !== "canvas" && key !== null) show(key);
    });
    return () => {
      takeAway();
      stop();
    };
  }, [element, flow, store, id]);
}
