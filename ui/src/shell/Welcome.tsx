import { File, FilePlus2, Folder, FolderOpen, Workflow, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Ago, Button, IconButton, Kbd, MiddleEllipsis } from "../components";
import { call } from "../host";
import type { Starter } from "../schema";
import { shortcutOf } from "../state/commands";
import { forgetRecent, useSession } from "../state/session";
import { tellProblem } from "../state/toasts";
import { beginNew, openAnything, openFileDialog, openFolderAt, openFolderDialog, startFrom } from "./actions";
import { Mark } from "./Mark";
import styles from "./Welcome.module.css";

/** What stands where the canvas will be, while nothing is open. */
export function Welcome() {
  const recent = useSession((state) => state.recent);
  return (
    <div className={styles.scroll}>
      <div className={styles.page}>
        <header className={styles.head}>
          <Mark size={36} />
          <div>
            <p className={styles.title}>Stepwell</p>
            <p className={styles.motto}>Draw, run and step through AWS Step Functions workflows, on this machine.</p>
          </div>
        </header>
        <div className={styles.actions}>
          <Button variant="primary" icon={<FolderOpen size={16} aria-hidden />} onPress={() => void openFolderDialog()}>
            Open folder
          </Button>
          <Button icon={<File size={16} aria-hidden />} trailing={<Keys id="file.open" />} onPress={() => void openFileDialog()}>
            Open file
          </Button>
          <Button icon={<FilePlus2 size={16} aria-hidden />} trailing={<Keys id="file.new" />} onPress={beginNew}>
            New workflow
          </Button>
        </div>
        <div className={styles.columns}>
          <section aria-label="Recent">
            <h2 className={styles.heading}>Recent</h2>
            {recent.length === 0 && <p className={styles.none}>Folders and workflows you open are listed here. You can also drop one on this window.</p>}
            <ul>
              {recent.slice(0, 8).map((entry) => (
                <li key={entry.path} className={styles.row} title={entry.path}>
                  <AriaButton
                    className={styles.open}
                    onPress={() => void (entry.folder ? openFolderAt(entry.path) : openAnything(entry.path))}
                  >
                    {entry.folder ? <Folder size={16} aria-hidden /> : <Workflow size={16} aria-hidden />}
                    <span className={styles.words}>
                      <MiddleEllipsis text={entry.name} />
                      <span className={styles.path}>{entry.path}</span>
                    </span>
                    <span className={styles.when}><Ago time={entry.opened} /></span>
                  </AriaButton>
                  <IconButton
                    label={`Forget ${entry.name}`}
                    className={styles.forget}
                    icon={<X size={14} aria-hidden />}
                    onPress={() => void forgetRecent(entry.path).catch(tellProblem)}
                  />
                </li>
              ))}
            </ul>
          </section>
          <section aria-label="Starters">
            <h2 className={styles.heading}>Start from</h2>
            <StarterRows />
          </section>
        </div>
      </div>
    </div>
  );
}

function Keys({ id }: { id: string }) {
  const keys = shortcutOf(id);
  return keys === undefined ? null : <Kbd keys={keys} />;
}

let known: readonly Starter[] = [];

/** The workflows that come with Stepwell; empty until they are known. */
export function useStarters(): readonly Starter[] {
  const [starters, setStarters] = useState(known);
  useEffect(() => {
    let stays = true;
    const take = (all: readonly Starter[]): void => {
      known = all;
      if (stays) setStarters(all);
    };
    if (known.length === 0) call("starters", {}).then((answer) => take(answer.starters), tellProblem);
    return () => {
      stays = false;
    };
  }, []);
  return starters;
}

function StarterRows() {
  const starters = useStarters();
  return (
    <ul>
      {starters.map((starter) => (
        <StarterRow key={starter.id} starter={starter} refused={null} onPress={() => void startFrom({ starter: starter.id })} />
      ))}
    </ul>
  );
}

/** A starter that a new workflow can begin with. */
export function StarterRow({ starter, refused, onPress }: { starter: Starter; refused: string | null; onPress: () => void }) {
  return (
    <li className={styles.row}>
      <AriaButton data-begin className={styles.open} isDisabled={refused !== null} onPress={onPress} data-testid={`starter:${starter.id}`}>
        <Workflow size={16} aria-hidden />
        <span className={styles.words}>
          <span>{starter.title}</span>
          <span className={styles.description}>{refused ?? starter.description}</span>
        </span>
        <span className={styles.when}>{starter.states === 1 ? "1 state" : `${starter.states} states`}</span>
      </AriaButton>
    </li>
  );
}
