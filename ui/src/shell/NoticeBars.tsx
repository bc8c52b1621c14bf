import { CircleAlert, CloudOff, FileWarning, History, type LucideIcon, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Ago, Button, classes } from "../components";
import { useDialogs } from "../state/dialogs";
import { useActiveDocumentUnhurried } from "../state/documents";
import { useRunView } from "../state/runView";
import { discardRecovery, useSession } from "../state/session";
import { tellProblem } from "../state/toasts";
import { openRecovery, saveDocument } from "./actions";
import styles from "./NoticeBars.module.css";

/** What stands in the way of the work now: it stays until it is settled. */
export function NoticeBars() {
  const connection = useSession((state) => state.connection);
  const recoveries = useSession((state) => state.recoveries);
  const document = useActiveDocumentUnhurried();
  const hasRun = useRunView(({ runView }) => runView !== null);
  const disk = hasRun ? undefined : document?.status.disk;
  return (
    <div>
      {connection === "lost" && (
        <Bar tone="fail" icon={CloudOff} text="The connection to stepwell serve is lost. What you type is kept here and sent when it is back." />
      )}
      {connection === "refused" && (
        <Bar tone="fail" icon={CloudOff} text="This address is not valid any more. Open the one that stepwell serve printed last." />
      )}
      {recoveries.map((recovery) => (
        <Bar
          key={recovery.path}
          tone="caught"
          icon={History}
          text={
            <>
              Stepwell ended unexpectedly with unsaved work in <b>{recovery.name}</b>, kept <Ago time={recovery.kept} />.
            </>
          }
        >
          <Button onPress={() => void openRecovery(recovery)}>Open it</Button>
          <Button variant="quiet" onPress={() => void discardRecovery(recovery.path).catch(tellProblem)}>
            Discard
          </Button>
        </Bar>
      ))}
      {document !== null && disk === "changed" && (
        <Bar tone="caught" icon={FileWarning} text={<><b>{document.name}</b> was changed by another program while it has unsaved work here.</>}>
          <Button onPress={() => useDialogs.setState({ conflict: document.id })}>Compare</Button>
        </Bar>
      )}
      {document !== null && disk === "removed" && (
        <Bar tone="caught" icon={CircleAlert} text={<>The file of <b>{document.name}</b> is gone. Its text is still here.</>}>
          <Button onPress={() => void saveDocument(document.id)}>Write it again</Button>
        </Bar>
      )}
      {document !== null &&
        !hasRun &&
        document.reading.picture.notes.map((note) => <Bar key={note} tone="caught" icon={CircleAlert} text={note} />)}
      {document !== null && !hasRun && document.recovered && document.status.dirty && (
        <Bar tone="neutral" icon={RotateCcw} text={<>This is the unsaved work of <b>{document.name}</b> as it was kept. Save it to keep it.</>}>
          <Button onPress={() => void saveDocument(document.id)}>Save</Button>
        </Bar>
      )}
    </div>
  );
}

function Bar({ tone, icon: Icon, text, children }: { tone: "fail" | "caught" | "neutral"; icon: LucideIcon; text: ReactNode; children?: ReactNode }) {
  return (
    <div className={classes(styles.bar, styles[tone])} role="status">
      <Icon size={16} aria-hidden className={styles.icon} />
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  );
}
