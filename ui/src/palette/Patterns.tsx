import { BookmarkPlus, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useEffect } from "react";
import { IconButton, Menu, Section } from "../components";
import { ask, useDialogs } from "../state/dialogs";
import type { Snippet } from "../schema";
import { groupsOf } from "./find";
import { deleteSnippet, itemOfPattern, itemOfSnippet, keepSelection, loadPieces, usePieces } from "./pieces";
import { Row, Rows } from "./Rows";
import styles from "./Palette.module.css";

/** Ready-made pieces, and the person's own. */
export function Patterns() {
  const { patterns, snippets } = usePieces();
  useEffect(loadPieces, []);
  return (
    <>
      <Section
        name="palette.snippets"
        title="My snippets"
        count={snippets?.length}
        actions={<IconButton label="Keep the selected states as a snippet" icon={<BookmarkPlus size={16} aria-hidden />} onPress={keepSelection} />}
      >
        {snippets?.length === 0 && <p className={styles.note}>Select states on the canvas and keep them here with the button above; they are there in every workflow.</p>}
        <ul>
          {snippets?.map((snippet) => (
            <SnippetRow key={snippet.id} snippet={snippet} />
          ))}
        </ul>
      </Section>
      {groupsOf((patterns ?? []).map(itemOfPattern)).map(({ title, items }) => (
        <Section key={title} name={`palette.${title}`} title={title} count={items.length}>
          <Rows items={items} />
        </Section>
      ))}
    </>
  );
}

function SnippetRow({ snippet }: { snippet: Snippet }) {
  const { id, name } = snippet;
  const remove = async (): Promise<void> => {
    const choice = await ask("Delete the snippet?", "It is gone from the palette of every workflow. Workflows that it was put into keep their states.", [{ id: "delete", label: "Delete", tone: "danger" }], [name]);
    if (choice === "delete") await deleteSnippet(id);
  };
  return (
    <Row
      item={itemOfSnippet(snippet)}
      testId={`palette-item:snippet:${name}`}
      actions={
        <Menu
          label={`Snippet ${name}`}
          groups={[
            {
              actions: [
                { id: "rename", label: "Rename…", icon: <Pencil size={16} aria-hidden />, run: () => useDialogs.setState({ snippet: { kind: "rename", id, name } }) },
                { id: "delete", label: "Delete…", icon: <Trash2 size={16} aria-hidden />, tone: "danger", run: () => void remove() },
              ],
            },
          ]}
        >
          <IconButton label={`More about ${name}`} className={styles.more} icon={<Ellipsis size={16} aria-hidden />} />
        </Menu>
      }
    />
  );
}
