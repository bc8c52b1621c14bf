import { useStore, ViewportPortal } from "@xyflow/react";
import { useLasso } from "./lasso";
import styles from "./Lasso.module.css";

/** The lasso while it is drawn, with how many states it takes. */
export function LassoBox() {
  const lasso = useLasso((state) => state.lasso);
  if (lasso === null) return null;
  const { x, y, width, height } = lasso.area;
  return (
    <ViewportPortal>
      <div className={styles.lasso} style={{ transform: `translate(${x}px, ${y}px)`, width, height }} data-testid="lasso" />
      <Count x={x + width} y={y + height} count={lasso.taken.size} />
    </ViewportPortal>
  );
}

function Count({ x, y, count }: { x: number; y: number; count: number }) {
  const zoom = useStore(({ transform }) => transform[2]);
  if (count === 0) return null;
  return (
    <div className={styles.count} style={{ transform: `translate(${x}px, ${y}px) scale(${1 / zoom})` }} role="status">
      {count === 1 ? "1 state" : `${count} states`}
    </div>
  );
}
