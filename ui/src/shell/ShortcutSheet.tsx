import { Dialog, Kbd } from "../components";
import { type AppCommand, shortcutText, useCommands } from "../state/commands";
import styles from "./ShortcutSheet.module.css";

const groups: AppCommand["group"][] = ["File", "Edit", "View", "Canvas", "Run", "Help"];

/** Every shortcut there is, from the commands themselves. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const commands = useCommands((state) => state.commands);
  return (
    <Dialog title="Keyboard shortcuts" size="wide" isText isOpen={isOpen} onClose={onClose}>
      <div className={styles.sheet}>
        {groups.map((group) => {
          const shown = commands.filter((command) => command.group === group && command.keys !== undefined);
          if (shown.length === 0) return null;
          return (
            <section key={group} className={styles.group}>
              <h3 className={styles.heading}>{group}</h3>
              <dl>
                {shown.map((command) => (
                  <div key={command.id} className={styles.row}>
                    <dt>{command.title}</dt>
                    <dd className={styles.keys}>
                      {[command.keys ?? []].flat().map((keys) => (
                        <Kbd key={keys} keys={shortcutText(keys)} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
