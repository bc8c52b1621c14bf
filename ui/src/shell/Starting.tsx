import { Unplug } from "lucide-react";
import { EmptyState } from "../components";
import { useSession } from "../state/session";
import styles from "./Starting.module.css";

/** While the workbench has not answered yet; says so only when that takes long. */
export function Starting() {
  return (
    <main className={styles.starting}>
      <p className={styles.late} role="status">
        Waiting for the workbench…
      </p>
    </main>
  );
}

export function Failed() {
  const problem = useSession((state) => state.problem);
  return (
    <main className={styles.starting}>
      <EmptyState icon={<Unplug size={24} aria-hidden />} title="Stepwell could not start here">
        {problem?.message ?? "The workbench did not answer. Start Stepwell again."}
      </EmptyState>
    </main>
  );
}
