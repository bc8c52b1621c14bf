import { CircleX, FilePlus2, Folder as FolderIcon, FolderOpen, FolderX, TriangleAlert, Workflow, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { Button, classes, EmptyState, IconButton, Menu, MiddleEllipsis, SearchField, Section } from "../components";
import type { WorkflowEntry } from "../schema";
import { shortcutOf } from "../state/commands";
import { countProblems, isDirty, useDocuments } from "../state/documents";
import { closeFolder, useSession } from "../state/session";
import { tellProblem } from "../state/toasts";
import { beginNew, closeWithCare, openFileDialog, openFolderAt, openFolderDialog, showDocument, showWorkflow } from "./actions";
import { groupByFolder } from "./filesModel";
import styles from "./FilesPanel.module.css";

/** The open folder's workflows, and what is open from elsewhere. */
export function FilesPanel() {
  const folder = useSession((state) => state.folder);
  // Only what the list is made of, so that typing does not draw it anew.
  const documents = useDocuments(useShallow(({ open, order }) => order.map((id) => `${id} ${open[id]?.path ?? ""}`)));
  const [filter, setFilter] = useState("");
  const inFolder = new Set(folder?.workflows.map((workflow) => workflow.path));
  const byPath = new Map<string, number>();
  const elsewhere: number[] = [];
  for (const entry of documents) {
    const id = Number.parseInt(entry, 10);
    const path = entry.slice(entry.indexOf(" ") + 1);
    if (inFolder.has(path)) byPath.set(path, id);
    else elsewhere.push(id);
  }
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        {folder !== null && <SearchField label="Find a workflow" value={filter} onChange={setFilter} className={styles.search} />}
        {folder === null && <span className={styles.title}>No folder is open</span>}
        <Menu
          label="New and open"
          groups={[
            {
              actions: [
                { id: "new", label: "New workflow…", shortcut: shortcutOf("file.new"), run: beginNew },
              ],
            },
            {
              actions: [
                { id: "file", label: "Open file…", shortcut: shortcutOf("file.open"), run: () => void openFileDialog() },
                { id: "folder", label: "Open folder…", shortcut: shortcutOf("file.openFolder"), run: () => void openFolderDialog() },
              ],
            },
          ]}
        >
          <IconButton label="New or open" icon={<FilePlus2 size={16} aria-hidden />} />
        </Menu>
      </div>
      <div className={styles.scroll}>
        {elsewhere.length > 0 && (
          <Section name="files.open" title={folder === null ? "Open" : "Also open"} count={elsewhere.length}>
            {elsewhere.map((id) => (
              <DocumentRow key={id} id={id} />
            ))}
          </Section>
        )}
        {folder === null ? <NoFolder /> : <FolderList filter={filter} byPath={byPath} />}
      </div>
    </div>
  );
}

function NoFolder() {
  const recent = useSession((state) => state.recent).filter((entry) => entry.folder);
  return (
    <>
      <EmptyState
        compact
        icon={<FolderOpen size={20} aria-hidden />}
        title="Open a folder to see its workflows"
        actions={
          <Button icon={<FolderOpen size={16} aria-hidden />} onPress={() => void openFolderDialog()}>
            Open folder
          </Button>
        }
      >
        Changes that other programs make there appear here at once.
      </EmptyState>
      {recent.length > 0 && (
        <Section name="files.recent" title="Recent folders" count={recent.length}>
          {recent.slice(0, 6).map((entry) => (
            <Row
              key={entry.path}
              icon={<FolderIcon size={16} aria-hidden />}
              name={entry.name}
              title={entry.path}
              onPress={() => void openFolderAt(entry.path)}
            />
          ))}
        </Section>
      )}
    </>
  );
}

function FolderList({ filter, byPath }: { filter: string; byPath: ReadonlyMap<string, number> }) {
  const folder = useSession((state) => state.folder);
  if (folder === null) return null;
  const groups = groupByFolder(folder.workflows, filter);
  const close = (
    <IconButton
      label={`Close the folder ${folder.name}`}
      icon={<FolderX size={14} aria-hidden />}
      className={styles.small}
      onPress={() => void closeFolder().catch(tellProblem)}
    />
  );
  return (
    <>
      {groups.length === 0 && (
        <Section name="files.workflows." title={folder.name} actions={close}>
          <EmptyState compact title={folder.workflows.length === 0 ? "No workflows in this folder" : "No workflow is called so"}>
            {folder.workflows.length === 0
              ? "Files named .asl.json, .asl.yaml, or JSON that holds a state machine are listed here. Make one with +."
              : "Change or clear the words above."}
          </EmptyState>
        </Section>
      )}
      {groups.map((group, index) => (
        <Section
          key={group.folder}
          name={`files.workflows.${group.folder}`}
          title={group.folder === "" ? folder.name : group.folder}
          count={group.workflows.length}
          actions={index === 0 ? close : undefined}
        >
          {group.workflows.map((workflow) => {
            const id = byPath.get(workflow.path);
            return id === undefined ? (
              <WorkflowRow key={workflow.path} workflow={workflow} />
            ) : (
              <DocumentRow key={workflow.path} id={id} />
            );
          })}
        </Section>
      ))}
      {folder.truncated && <p className={styles.note}>There are more files than are listed. Open a folder below this one.</p>}
      {folder.unreadable.map((reason) => (
        <p key={reason} className={styles.note}>
          {reason}
        </p>
      ))}
    </>
  );
}

function Row(props: {
  icon: ReactNode;
  name: string;
  title: string;
  isOn?: boolean;
  trailing?: ReactNode;
  onPress: () => void;
  onClose?: () => void;
}) {
  const { icon, name, title, isOn, trailing, onPress, onClose } = props;
  return (
    <div className={classes(styles.row, isOn === true && styles.on)} title={title}>
      {/* A plain button: there may be two thousand of them. */}
      <button type="button" className={styles.main} aria-current={isOn === true ? "page" : undefined} onClick={onPress}>
        {icon}
        <MiddleEllipsis text={name} className={styles.name} />
        {trailing}
      </button>
      {onClose !== undefined && (
        <IconButton label={`Close ${name}`} icon={<X size={14} aria-hidden />} className={styles.close} onPress={onClose} />
      )}
    </div>
  );
}

function Marks({ errors, warnings }: { errors: number; warnings: number }) {
  if (errors > 0) {
    return (
      <span className={styles.errors} title={errors === 1 ? "1 error" : `${errors} errors`}>
        <CircleX size={13} aria-label="errors" /> {errors}
      </span>
    );
  }
  if (warnings === 0) return null;
  return (
    <span className={styles.warnings} title={warnings === 1 ? "1 warning" : `${warnings} warnings`}>
      <TriangleAlert size={13} aria-label="warnings" /> {warnings}
    </span>
  );
}

function WorkflowRow({ workflow }: { workflow: WorkflowEntry }) {
  const { name, path, relative, states, errors, warnings, reason } = workflow;
  return (
    <Row
      icon={<Workflow size={16} aria-hidden />}
      name={name}
      title={reason ?? relative}
      onPress={() => void showWorkflow(path)}
      trailing={
        <>
          <Marks errors={errors} warnings={warnings} />
          {states === null ? (
            <CircleX size={13} aria-label="cannot be read" className={styles.unreadable} />
          ) : (
            <span className={styles.count} title={states === 1 ? "1 state" : `${states} states`}>{states}</span>
          )}
        </>
      }
    />
  );
}

function DocumentRow({ id }: { id: number }) {
  const active = useDocuments((state) => state.active);
  const document = useDocuments((state) => state.open[id]);
  if (document === undefined) return null;
  const { errors, warnings } = countProblems(document.reading.problems);
  return (
    <Row
      icon={<Workflow size={16} aria-hidden />}
      name={document.name}
      title={document.path ?? "Not saved yet"}
      isOn={active === document.id}
      onPress={() => showDocument(document.id)}
      onClose={() => void closeWithCare(document.id)}
      trailing={
        <>
          {isDirty(document) && <span className={styles.dirty} role="img" aria-label="has unsaved changes" title="Has unsaved changes" />}
          <Marks errors={errors} warnings={warnings} />
          {document.reading.current ? (
            <span className={styles.count}>{document.reading.outline.length}</span>
          ) : (
            errors === 0 && <CircleX size={13} aria-label="cannot be read" className={styles.unreadable} />
          )}
        </>
      }
    />
  );
}
