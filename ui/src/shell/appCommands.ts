import { beginCompare } from "../compare";
import { activeDocument, redo, undo } from "../state/documents";
import { type AppCommand } from "../state/commands";
import { useDialogs } from "../state/dialogs";
import { useLayout } from "../state/layout";
import { selectedState, useSelection } from "../state/selection";
import { useTheme } from "../state/theme";
import {
  beginNew,
  closeWithCare,
  compareWithFile,
  exportDocument,
  openFileDialog,
  openFolderDialog,
  saveAll,
  saveDocument,
  saveDocumentAs,
} from "./actions";
import { toggleInspector } from "./inspectorPlace";

const stateHere = () => selectedState(useSelection.getState().selected);
const hasDocument = () => activeDocument() !== null;

function withDocument(action: (id: number) => unknown): () => void {
  return () => {
    const document = activeDocument();
    if (document !== null) void action(document.id);
  };
}

/** What the window itself can do; panes register their own. */
export const appCommands: readonly AppCommand[] = [
  { id: "file.new", title: "New workflow…", group: "File", keys: "Mod+Alt+N", run: beginNew },
  { id: "file.open", title: "Open file…", group: "File", keys: "Mod+O", run: openFileDialog },
  { id: "file.openFolder", title: "Open folder…", group: "File", keys: "Mod+Shift+O", run: openFolderDialog },
  { id: "file.save", title: "Save", group: "File", keys: "Mod+S", isEnabled: hasDocument, run: withDocument(saveDocument) },
  { id: "file.saveAs", title: "Save as…", group: "File", keys: "Mod+Shift+S", isEnabled: hasDocument, run: withDocument(saveDocumentAs) },
  { id: "file.saveAll", title: "Save all", group: "File", keys: "Mod+Alt+S", run: () => void saveAll() },
  { id: "file.close", title: "Close workflow", group: "File", keys: "Mod+Alt+W", isEnabled: hasDocument, run: withDocument(closeWithCare) },
  { id: "file.export.json", title: "Export as ASL JSON", group: "File", isEnabled: hasDocument, run: () => exportDocument("json") },
  { id: "file.export.yaml", title: "Export as ASL YAML", group: "File", isEnabled: hasDocument, run: () => exportDocument("yaml") },
  { id: "file.export.svg", title: "Export the diagram as SVG", group: "File", isEnabled: hasDocument, run: () => exportDocument("svg") },
  { id: "file.export.png", title: "Export the diagram as PNG", group: "File", isEnabled: hasDocument, run: () => exportDocument("png") },

  { id: "file.compareHead", title: "Compare with the last commit (git HEAD)", group: "File", keys: "Mod+Alt+D", isEnabled: hasDocument, run: withDocument((id) => beginCompare(id, { against: "head" })) },
  { id: "file.compareFile", title: "Compare with another file…", group: "File", isEnabled: hasDocument, run: withDocument(compareWithFile) },
  { id: "file.compareSaved", title: "Compare with the file on disk", group: "File", isEnabled: hasDocument, run: withDocument((id) => beginCompare(id, { against: "saved" })) },

  { id: "edit.undo", title: "Undo", group: "Edit", keys: "Mod+Z", editing: true, isEnabled: hasDocument, run: withDocument(undo) },
  { id: "edit.redo", title: "Redo", group: "Edit", keys: ["Mod+Shift+Z", "Mod+Y"], editing: true, isEnabled: hasDocument, run: withDocument(redo) },

  { id: "edit.convert", title: "Convert the workflow to JSONata…", group: "Edit", isEnabled: hasDocument, run: withDocument((document) => useDialogs.setState({ convert: { document, state: null } })) },
  { id: "edit.convertState", title: "Convert the state to JSONata…", group: "Edit", isEnabled: () => hasDocument() && stateHere() !== null, run: withDocument((document) => useDialogs.setState({ convert: { document, state: stateHere() } })) },

  { id: "view.palette", title: "Find a state, workflow or command", group: "View", keys: ["Mod+K", "Mod+P"], run: () => useDialogs.setState({ palette: true, paletteText: "" }) },
  { id: "view.commands", title: "Find a command", group: "View", keys: ["Mod+Shift+P", "F1"], run: () => useDialogs.setState({ palette: true, paletteText: ">" }) },
  { id: "view.side", title: "Show or fold the side panel", group: "View", keys: "Mod+B", run: () => useLayout.getState().change({ sideOpen: !useLayout.getState().sideOpen }) },
  { id: "view.files", title: "Show files", group: "View", keys: "Mod+Shift+E", run: () => useLayout.getState().showSide("files") },
  { id: "view.statePalette", title: "Show the state palette", group: "View", run: () => useLayout.getState().showSide("palette") },
  { id: "view.runs", title: "Show runs", group: "View", run: () => useLayout.getState().showSide("runs") },
  { id: "view.inspector", title: "Show or fold the inspector", group: "View", keys: "Mod+Alt+I", run: toggleInspector },
  { id: "view.code", title: "Show or hide the code", group: "View", keys: "Mod+E", run: () => useLayout.getState().toggleCode() },
  { id: "view.codeBelow", title: "Code below the canvas", group: "View", run: () => useLayout.getState().placeCode("below") },
  { id: "view.codeBeside", title: "Code beside the canvas", group: "View", run: () => useLayout.getState().placeCode("beside") },
  { id: "view.bottom", title: "Show or fold the bottom panel", group: "View", keys: "Mod+J", run: () => useLayout.getState().change({ bottomOpen: !useLayout.getState().bottomOpen }) },
  { id: "view.problems", title: "Show problems", group: "View", keys: "Mod+Shift+M", run: () => useLayout.getState().showBottom("problems") },
  { id: "view.variables", title: "Show variables", group: "View", keys: "Mod+Alt+V", run: () => useLayout.getState().showBottom("variables") },
  { id: "view.light", title: "Light theme", group: "View", run: () => useTheme.getState().choose("light") },
  { id: "view.dark", title: "Dark theme", group: "View", run: () => useTheme.getState().choose("dark") },
  { id: "view.system", title: "Theme of the system", group: "View", run: () => useTheme.getState().choose("system") },

  { id: "run.start", title: "Run…", group: "Run", keys: "F5", isEnabled: hasDocument, run: () => useDialogs.setState({ run: true }) },

  { id: "help.shortcuts", title: "Keyboard shortcuts", group: "Help", keys: "?", run: () => useDialogs.setState({ shortcuts: true }) },
];
