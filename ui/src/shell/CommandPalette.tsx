import { CornerDownLeft, Search, SquareTerminal, Workflow } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { classes, Kbd, ServiceTile } from "../components";
import { shortcutText, useCommands } from "../state/commands";
import { useDialogs } from "../state/dialogs";
import { useActiveDocument } from "../state/documents";
import { useSelection } from "../state/selection";
import { useSession } from "../state/session";
import { showWorkflow } from "./actions";
import { type FoundItem, type PaletteItem, paletteItems, search } from "./paletteItems";
import styles from "./CommandPalette.module.css";

function close(): void {
  useDialogs.setState({ palette: false });
}

function choose(item: PaletteItem): void {
  close();
  switch (item.kind) {
    case "state":
      useSelection.getState().select({ kind: "state", state: item.entry.key }, "palette");
      break;
    case "workflow":
      void showWorkflow(item.path);
      break;
    case "command":
      // After the palette is gone, so that a dialog the command opens gets the focus.
      setTimeout(() => void item.command.run());
      break;
  }
}

const empty: never[] = [];

/** Finds states of the workflow, workflows of the folder and commands by a few letters. */
export function CommandPalette() {
  const [words, setWords] = useState(() => useDialogs.getState().paletteText);
  const [index, setIndex] = useState(0);
  const document = useActiveDocument();
  const workflows = useSession((state) => state.folder?.workflows) ?? empty;
  const commands = useCommands((state) => state.commands);
  const outline = document?.reading.outline ?? empty;
  const nodes = document?.reading.picture.nodes ?? empty;
  const items = useMemo(() => paletteItems(outline, nodes, workflows, commands), [outline, nodes, workflows, commands]);
  const found = useMemo(() => search(items, words), [items, words]);
  const listId = useId();
  const current = Math.min(index, found.length - 1);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current, found]);

  function keyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const one = Math.abs(step) === 1;
      setIndex(one ? (current + step + found.length) % Math.max(1, found.length) : Math.max(0, Math.min(found.length - 1, current + step)));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      const hit = found[current];
      if (hit !== undefined) choose(hit.item);
    }
  }

  return (
    <ModalOverlay isOpen isDismissable onOpenChange={close} className={styles.overlay}>
      <Modal className={styles.modal}>
        <Dialog aria-label="Find" className={styles.dialog}>
          <div className={styles.field}>
            <Search size={16} aria-hidden />
            <input
              autoFocus
              role="combobox"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={found.length > 0 ? `${listId}-${current}` : undefined}
              aria-label="Find a state, workflow or command"
              placeholder="Find a state, workflow or command"
              spellCheck={false}
              className={styles.input}
              value={words}
              onChange={(event) => {
                setWords(event.target.value);
                setIndex(0);
              }}
              onKeyDown={keyDown}
            />
            <Kbd keys="Esc" />
          </div>
          <div ref={list} id={listId} role="listbox" aria-label="Found" className={styles.list}>
            {found.map((hit, place) => (
              <Row
                key={hit.item.id}
                id={`${listId}-${place}`}
                hit={hit}
                isCurrent={place === current}
                onPoint={() => setIndex(place)}
              />
            ))}
          </div>
          {found.length === 0 && <p className={styles.none}>Nothing is called so. Type fewer letters, or &gt; for commands.</p>}
          <footer className={styles.foot}>
            <span>
              <CornerDownLeft size={13} aria-hidden /> go there
            </span>
            <span>
              <b>&gt;</b> commands only
            </span>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Row({ id, hit, isCurrent, onPoint }: { id: string; hit: FoundItem; isCurrent: boolean; onPoint: () => void }) {
  const { item, at } = hit;
  const keys = item.kind === "command" ? [item.command.keys ?? []].flat()[0] : undefined;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={classes(styles.row, isCurrent && styles.current)}
      onPointerMove={onPoint}
      onClick={() => choose(item)}
    >
      {item.kind === "state" && <ServiceTile size="row" service={item.node?.service ?? null} stateType={item.entry.state_type} />}
      {item.kind === "workflow" && <Workflow size={16} aria-hidden className={styles.icon} />}
      {item.kind === "command" && <SquareTerminal size={16} aria-hidden className={styles.icon} />}
      <span className={styles.title}>
        <Marked text={item.title} at={at} />
      </span>
      <span className={styles.detail}>{item.detail}</span>
      {keys !== undefined && <Kbd keys={shortcutText(keys)} />}
    </div>
  );
}

/** The text with the letters that were met set off. */
function Marked({ text, at }: { text: string; at: readonly number[] }) {
  if (at.length === 0) return text;
  const met = new Set(at);
  const pieces: { text: string; isMet: boolean }[] = [];
  for (let index = 0; index < text.length; index++) {
    const isMet = met.has(index);
    const last = pieces.at(-1);
    if (last !== undefined && last.isMet === isMet) last.text += text[index];
    else pieces.push({ text: text[index] as string, isMet });
  }
  return pieces.map((piece, index) => (piece.isMet ? <mark key={index}>{piece.text}</mark> : piece.text));
}
