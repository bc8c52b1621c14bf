import { ArrowUp, File, Folder, Home } from "lucide-react";
import { useEffect, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { Button, Dialog, IconButton, TextField } from "../components";
import { call, HostProblem } from "../host";
import type { Listing } from "../schema";
import type { useDialogs } from "../state/dialogs";
import styles from "./PathDialog.module.css";

type Question = NonNullable<ReturnType<typeof useDialogs.getState>["path"]>;

const lastPart = (path: string) => path.slice(path.lastIndexOf("/") + 1);

function join(folder: string, name: string): string {
  return name.startsWith("/") ? name : `${folder.replace(/\/$/, "")}/${name}`;
}

/** Chooses a path on the machine that the workbench runs on. */
export function PathDialog({ question }: { question: Question }) {
  const { mode, title, suggested, answer } = question;
  const slash = suggested.lastIndexOf("/");
  const [place, setPlace] = useState<string | undefined>(slash > 0 ? suggested.slice(0, slash) : undefined);
  const [listed, setListed] = useState<{ place: string | undefined; listing: Listing } | null>(null);
  const listing = listed?.listing ?? null;
  /** The folder that is asked for is still on its way: what is shown is the one before. */
  const isOnItsWay = listed === null || listed.place !== place;
  const [isFinished, setFinished] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [name, setName] = useState(lastPart(suggested));
  const [problem, setProblem] = useState<string | undefined>();

  useEffect(() => {
    let stays = true;
    call("browse", place === undefined ? {} : { path: place }).then(
      (found) => {
        if (!stays) return;
        setListed({ place, listing: found });
        // What was typed while this was on its way stays.
        setTyped((now) => (now === place ? null : now));
        setProblem(undefined);
      },
      (thrown: unknown) => {
        if (!stays) return;
        setProblem(HostProblem.from(thrown).message);
        setFinished(false);
      },
    );
    return () => {
      stays = false;
    };
  }, [place]);

  const entries = (listing?.entries ?? []).filter((entry) => entry.folder || mode !== "folder");
  const isReady = !isOnItsWay && (mode !== "save" || name.trim() !== "");

  const goTo = (folder: string | undefined): void => {
    setFinished(false);
    setPlace(folder);
  };
  const finish = (): void => setFinished(mode === "folder" || (mode === "save" && name.trim() !== ""));
  // Who is faster than the folder's list is answered once it is there.
  useEffect(() => {
    if (!isFinished || isOnItsWay || listing === null) return;
    answer(mode === "folder" ? listing.path : join(listing.path, name.trim()));
  }, [isFinished, isOnItsWay, listing, mode, name, answer]);

  return (
    <Dialog
      title={title}
      size="wide"
      isOpen
      flush
      onClose={() => answer(null)}
      actions={
        <>
          <Button onPress={() => answer(null)}>Cancel</Button>
          {mode !== "file" && (
            <Button variant="primary" isDisabled={!isReady} onPress={finish}>
              {mode === "folder" ? `Open ${listing === null ? "" : lastPart(listing.path) || "/"}` : "Save"}
            </Button>
          )}
        </>
      }
      footnote="Paths are of the machine that stepwell runs on."
    >
      <div className={styles.head}>
        <IconButton
          label="Folder above"
          isDisabled={(listing?.parent ?? null) === null}
          icon={<ArrowUp size={16} aria-hidden />}
          onPress={() => goTo(listing?.parent ?? undefined)}
        />
        <IconButton
          label="Home folder"
          isDisabled={(listing?.home ?? null) === null}
          icon={<Home size={16} aria-hidden />}
          onPress={() => goTo(listing?.home ?? undefined)}
        />
        <TextField
          aria-label="Folder"
          className={styles.path}
          mono
          error={problem}
          value={typed ?? listing?.path ?? ""}
          onChange={setTyped}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || typed === null) return;
            // A workflow's own path may be typed or pasted.
            if (mode === "file" && /\.(json|ya?ml)$/i.test(typed)) answer(typed);
            else goTo(typed);
          }}
        />
      </div>
      <ListBox
        aria-label="Folders and workflows"
        className={styles.list}
        selectionMode="none"
        renderEmptyState={() => (
          <p className={styles.none}>{mode === "folder" ? "No folders in here." : "No folders or workflow files in here."}</p>
        )}
        onAction={(key) => {
          const entry = entries.find((candidate) => candidate.path === key);
          if (entry === undefined) return;
          if (entry.folder) goTo(entry.path);
          else if (mode === "file") answer(entry.path);
          else setName(entry.name);
        }}
      >
        {entries.map((entry) => (
          <ListBoxItem key={entry.path} id={entry.path} textValue={entry.name} className={styles.row}>
            {entry.folder ? <Folder size={16} aria-hidden /> : <File size={16} aria-hidden />}
            <span className={styles.name}>{entry.name}</span>
          </ListBoxItem>
        ))}
      </ListBox>
      {mode === "save" && (
        <div className={styles.save}>
          <TextField
            label="File name"
            inline
            autoFocus
            value={name}
            onChange={setName}
            onKeyDown={(event) => {
              if (event.key === "Enter") finish();
            }}
          />
        </div>
      )}
    </Dialog>
  );
}
