import { ChevronRight, Ellipsis, Moon, PanelRight, Play, Redo2, Search, Square, Sun, SunMoon, Undo2, X } from "lucide-react";
import { Fragment } from "react";
import { Button as AriaButton, Link } from "react-aria-components";
import { Button, IconButton, Kbd, Menu, type MenuAction, MiddleEllipsis } from "../components";
import { call } from "../host";
import { closeRun } from "../debugger/viewer";
import { runCommand, shortcutOf, useCommands } from "../state/commands";
import { useDiagramView } from "../state/diagramView";
import { useDialogs } from "../state/dialogs";
import { isDirty, type OpenDocument, useActiveDocumentUnhurried, useDocuments } from "../state/documents";
import { useRunView } from "../state/runView";
import { selectedState, useSelection } from "../state/selection";
import { useSession } from "../state/session";
import { keyOfPath, pathOfKey } from "../state/stateKey";
import { type ThemeChoice, useTheme } from "../state/theme";
import { tellProblem } from "../state/toasts";
import { useUnhurried } from "../state/unhurried";
import { useInspectorShown } from "./inspectorPlace";
import { Mark } from "./Mark";
import styles from "./TopBar.module.css";

export function TopBar() {
  const document = useActiveDocumentUnhurried();
  const run = useRunView(({ runView }) => runView?.run ?? null);
  return (
    <header className={styles.bar}>
      <div className={styles.left}>
        <Mark size={18} />
        <h1 className="visually-hidden">{document === null ? "Stepwell" : `Stepwell: ${document.name}`}</h1>
        <Crumbs document={document} runName={run?.name ?? null} />
      </div>
      <FindField />
      <div className={styles.right}>
        {run === null ? <DocumentActions document={document} /> : <RunActions />}
      </div>
    </header>
  );
}

function FindField() {
  return (
    <AriaButton
      className={styles.find}
      aria-keyshortcuts="Control+K"
      onPress={() => useDialogs.setState({ palette: true, paletteText: "" })}
    >
      <Search size={16} aria-hidden />
      <span className={styles.findText}>Find a state or command</span>
      <span aria-hidden>
        <Kbd keys={shortcutOf("view.palette") ?? "Ctrl K"} />
      </span>
    </AriaButton>
  );
}

/** Folder, workflow, and the states around the selected one, or the execution. */
function Crumbs({ document, runName }: { document: OpenDocument | null; runName: string | null }) {
  const folder = useSession((state) => state.folder);
  const selected = useUnhurried(useSelection, (state) => state.selected);
  const select = useSelection((state) => state.select);
  const key = runName === null ? selectedState(selected) : null;
  const around = key === null ? [] : pathOfKey(key).slice(0, -1);
  const crumbs: { id: string; name: string; go?: () => void; mark?: boolean }[] = [];
  if (folder !== null) crumbs.push({ id: "folder", name: folder.name });
  if (document !== null) {
    const isLast = runName === null && around.length === 0;
    const go = runName !== null ? closeRun : () => select(null, "palette");
    crumbs.push({ id: "workflow", name: document.name, mark: true, ...(isLast ? {} : { go }) });
  }
  around.forEach((name, index) => {
    const state = keyOfPath(around.slice(0, index + 1));
    crumbs.push({ id: state, name, go: () => select({ kind: "state", state }, "palette") });
  });
  if (runName !== null) crumbs.push({ id: "run", name: runName });
  if (crumbs.length === 0) crumbs.push({ id: "app", name: "Stepwell" });
  return (
    <nav aria-label="Where you are" className={styles.crumbs}>
      {crumbs.map(({ id, name, go, mark }, index) => (
        <Fragment key={id}>
          {index > 0 && <ChevronRight size={14} aria-hidden className={styles.between} />}
          {go === undefined ? (
            <span className={index === crumbs.length - 1 ? styles.here : styles.crumb} aria-current={index === crumbs.length - 1 ? "page" : undefined}>
              <MiddleEllipsis text={name} />
            </span>
          ) : (
            <Link className={styles.crumb} onPress={go}>
              <MiddleEllipsis text={name} />
            </Link>
          )}
          {mark === true && <DirtyMark />}
        </Fragment>
      ))}
    </nav>
  );
}

/** Whether there is unsaved work is told at once. */
function DirtyMark() {
  const isUnsaved = useDocuments(({ open, active }) => {
    const document = active === null ? undefined : open[active];
    return document !== undefined && isDirty(document);
  });
  return isUnsaved ? <span className={styles.dirty} role="img" aria-label="has unsaved changes" title="Has unsaved changes" /> : null;
}

function DocumentActions({ document }: { document: OpenDocument | null }) {
  // Shortcuts are known once the commands are registered.
  useCommands((state) => state.commands.length);
  const undo = document?.status.undo ?? null;
  const redo = document?.status.redo ?? null;
  return (
    <>
      <IconButton
        label={undo === null ? "Nothing to undo" : `Undo: ${undo}`}
        shortcut={shortcutOf("edit.undo")}
        isDisabled={undo === null}
        icon={<Undo2 size={16} aria-hidden />}
        onPress={() => runCommand("edit.undo")}
      />
      <IconButton
        label={redo === null ? "Nothing to redo" : `Redo: ${redo}`}
        shortcut={shortcutOf("edit.redo")}
        isDisabled={redo === null}
        icon={<Redo2 size={16} aria-hidden />}
        onPress={() => runCommand("edit.redo")}
      />
      <span className={styles.line} />
      {document !== null && <InspectorToggle />}
      <AppMenu hasDocument={document !== null} />
      <Button
        variant="primary"
        isDisabled={document === null}
        icon={<Play size={16} aria-hidden />}
        onPress={() => runCommand("run.start")}
      >
        Run
      </Button>
    </>
  );
}

function RunActions() {
  const run = useRunView(({ runView }) => runView?.run ?? null);
  if (run === null) return null;
  const isRunning = run.live && run.status === "RUNNING";
  return (
    <>
      {isRunning && (
        <Button
          icon={<Square size={14} aria-hidden color="var(--fail)" />}
          onPress={() => {
            call("stop_run", { arn: run.arn }).catch(tellProblem);
          }}
        >
          Stop
        </Button>
      )}
      <InspectorToggle />
      <AppMenu hasDocument={false} />
      <Button icon={<X size={16} aria-hidden />} onPress={closeRun}>
        Back to editing
      </Button>
      <Button variant="primary" icon={<Play size={16} aria-hidden />} onPress={() => runCommand("run.start")}>
        Run again
      </Button>
    </>
  );
}

const themes: { id: ThemeChoice; label: string; icon: typeof Sun }[] = [
  { id: "system", label: "As the system", icon: SunMoon },
  { id: "light", label: "Light", icon: Sun },
  { id: "dark", label: "Dark", icon: Moon },
];

function InspectorToggle() {
  const { shown: inspectorOpen } = useInspectorShown();
  return (
    <IconButton
      label={inspectorOpen ? "Fold the inspector" : "Show the inspector"}
      shortcut={shortcutOf("view.inspector")}
      isOn={inspectorOpen}
      icon={<PanelRight size={16} aria-hidden />}
      onPress={() => runCommand("view.inspector")}
    />
  );
}

function AppMenu({ hasDocument }: { hasDocument: boolean }) {
  const { choice, choose } = useTheme();
  const { direction, bytes } = useDiagramView();
  const entry = (id: string, label: string, needs = false): MenuAction => ({
    id,
    label,
    shortcut: shortcutOf(id),
    isDisabled: needs && !hasDocument,
    run: () => runCommand(id),
  });
  return (
    <Menu
      label="Stepwell"
      groups={[
        {
          actions: [
            entry("file.new", "New workflow…"),
            entry("file.open", "Open file…"),
            entry("file.openFolder", "Open folder…"),
          ],
        },
        { actions: [entry("file.save", "Save", true), entry("file.saveAs", "Save as…", true), entry("file.close", "Close", true)] },
        {
          title: "Compare",
          actions: [entry("file.compareHead", "With the last commit", true), entry("file.compareFile", "With another file…", true)],
        },
        {
          title: "Export",
          actions: [
            entry("file.export.json", "ASL JSON", true),
            entry("file.export.svg", "Diagram as SVG", true),
            entry("file.export.png", "Diagram as PNG", true),
          ],
        },
        {
          title: "Theme",
          actions: themes.map(({ id, label, icon: Icon }) => ({
            id: `theme.${id}`,
            label,
            icon: <Icon size={16} aria-hidden />,
            isOn: id === choice,
            run: () => choose(id),
          })),
        },
        { title: "Diagram", actions: [{ ...entry("canvas.direction", "From left to right", true), isOn: direction === "right" }, { ...entry("canvas.bytes", "Bytes on edges", true), isOn: bytes }] },
        { actions: [entry("help.shortcuts", "Keyboard shortcuts")] },
      ]}
    >
      <IconButton label="Menu" icon={<Ellipsis size={16} aria-hidden />} />
    </Menu>
  );
}
