import { useStoreApi } from "@xyflow/react";
import { useId, useLayoutEffect, useRef } from "react";
import styles from "./Chrome.module.css";

/** How far the grid reaches beyond the canvas on each side, in pixels, as in the style sheet: more than its dots are ever apart. */
const beyond = 60;
/** How far the dots are apart in the diagram, where it is drawn as large as it is. */
const apart = 20;
/** On the screen they are never closer than this share of that: far away there are fewer of them. */
const closest = 0.7;

/** The grid. Its dots stay as large on the screen, and it is moved as a whole: a moving view draws none of them anew. */
export function Dots() {
  const id = useId();
  const store = useStoreApi();
  const all = useRef<SVGSVGElement>(null);
  const pattern = useRef<SVGPatternElement>(null);
  useLayoutEffect(() => {
    let seen: readonly number[] = [];
    let shown = 0;
    const draw = ({ transform }: { transform: readonly [number, number, number] }): void => {
      if (transform === seen || all.current === null || pattern.current === null) return;
      seen = transform;
      const [x, y, zoom] = transform;
      const gap = apart * 2 ** Math.max(0, Math.ceil(Math.log2(closest / zoom))) * zoom;
      if (gap !== shown) {
        shown = gap;
        pattern.current.setAttribute("width", String(gap));
        pattern.current.setAttribute("height", String(gap));
      }
      const by = (at: number): number => (((at + beyond - gap / 2) % gap) + gap) % gap;
      all.current.style.transform = `translate(${by(x)}px, ${by(y)}px)`;
    };
    draw(store.getState());
    return store.subscribe(draw);
  }, [store]);
  return (
    <svg ref={all} className={styles.dots} aria-hidden>
      <pattern ref={pattern} id={id} patternUnits="userSpaceOnUse">
        <circle cx={1} cy={1} r={1} />
      </pattern>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}
