//! Open documents: their text, changes to it, saving and conflicts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Picture, PictureView, ReadingChange, Severity};

/// Names an open document; never used twice in a session.
pub type DocumentId = u32;

/// STANDARD or EXPRESS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum MachineKind {
    /// A Standard workflow.
    Standard,
    /// An Express workflow.
    Express,
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TextFormat {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// How a document stands to its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiskState {
    /// Never saved.
    Unsaved,
    /// The file holds what was last read or written.
    Same,
    /// Somebody else changed the file, and the document has unsaved work too.
    Changed,
    /// The file is gone.
    Removed,
}

/// A document as the page draws it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct DocumentView {
    /// Its id.
    pub id: DocumentId,
    /// Its file; none before the first save.
    pub path: Option<String>,
    /// For people.
    pub name: String,
    /// How it is written.
    pub format: TextFormat,
    /// STANDARD or EXPRESS.
    pub kind: MachineKind,
    /// The whole text.
    pub text: String,
    /// Where it stands.
    pub status: DocumentStatus,
    /// What can be read of it.
    pub reading: Reading,
    /// Whether the text was recovered after a crash.
    pub recovered: bool,
}

/// What changes with every edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DocumentStatus {
    /// Grows by one with every change.
    pub version: u64,
    /// Whether there is unsaved work.
    pub dirty: bool,
    /// Whether the file may not be written.
    pub read_only: bool,
    /// How the file stands.
    pub disk: DiskState,
    /// What undo would take back.
    pub undo: Option<String>,
    /// What redo would do again.
    pub redo: Option<String>,
}

/// What can be read of a text: its picture, its outline and its problems.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Reading {
    /// Counts the readings of a document.
    pub number: u64,
    /// False while the text is broken: then `picture` and `outline` are of the last text that could be read, or `partial`.
    pub current: bool,
    /// The text is broken and none could be read before: `picture` and `outline` are of what can be read of this one.
    pub partial: bool,
    /// Why it is not current.
    pub reason: Option<String>,
    /// The placed diagram.
    pub picture: Picture,
    /// How much of the document it shows.
    pub view: PictureView,
    /// Every state with its place in the text.
    pub outline: Vec<OutlineEntry>,
    /// Diagnostics of the text as it stands.
    pub problems: Vec<Diagnostic>,
    /// The machine's query language, `JSONPath` or `JSONata`.
    pub query_language: String,
}

/// A state and its place in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OutlineEntry {
    /// The state's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its `Type`, as written.
    pub state_type: String,
    /// Where its object starts.
    pub from: u32,
    /// Where its object ends.
    pub to: u32,
    /// Where its name starts (with the quote).
    pub name_from: u32,
    /// Where its name ends (with the quote).
    pub name_to: u32,
}

/// A problem in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Diagnostic {
    /// How grave.
    pub severity: Severity,
    /// AWS's code.
    pub code: String,
    /// AWS's words where they are known.
    pub message: String,
    /// AWS's JSON-pointer-like location.
    pub location: String,
    /// Where it starts in the text.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// 1-based.
    pub line: u32,
    /// 1-based.
    pub column: u32,
    /// The state it is about.
    pub state: Option<String>,
    /// What `fix` would do about it, as a button would say it; `null` where nothing is certain.
    pub fix: Option<String>,
}

/// Names a document.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct DocumentArgs {
    /// Which.
    pub document: DocumentId,
}

/// How to close.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct CloseArgs {
    /// Which.
    pub document: DocumentId,
    /// Whether unsaved work may be lost.
    pub discard: bool,
}

/// Whether a document was closed.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct Closed {
    /// False when it has unsaved work and `discard` was false.
    pub closed: bool,
}

/// Named edits on a version.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EditArgs {
    /// Which.
    pub document: DocumentId,
    /// The version the page saw.
    pub version: u64,
    /// Applied in order, as one step of undo.
    #[ts(type = "Edit[]")]
    pub edits: Vec<serde_json::Value>,
}

/// How much of a document is to be drawn.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetViewArgs {
    /// Which.
    pub document: DocumentId,
    /// What to show.
    pub view: PictureView,
}

/// The open documents that are drawn anew.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DrawnAnew {
    /// Of their texts nothing changed.
    pub documents: Vec<DocumentChange>,
}

/// A problem that is to be put right.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FixArgs {
    /// Which.
    pub document: DocumentId,
    /// The version of which the problem was told.
    pub version: u64,
    /// Its code.
    pub code: String,
    /// Its location.
    pub location: String,
    /// Its fix.
    pub fix: String,
}

/// Typing on a version.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypeArgs {
    /// Which.
    pub document: DocumentId,
    /// The version the page saw.
    pub version: u64,
    /// Positions in the text of that version; sorted, not overlapping.
    pub changes: Vec<TextChange>,
}

/// A piece of text replaced by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextChange {
    /// Start in the old text, UTF-16 code units.
    pub from: u32,
    /// End in the old text.
    pub to: u32,
    /// What stands there afterwards.
    pub insert: String,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct DocumentChange {
    /// Which document.
    pub id: DocumentId,
    /// The version that `changes` apply to: the one the page named, or a later one it had not seen.
    pub base: u64,
    /// From the base version's text to the new one; sorted, not overlapping.
    pub changes: Vec<TextChange>,
    /// STANDARD or EXPRESS.
    pub kind: MachineKind,
    /// Where it stands now.
    pub status: DocumentStatus,
    /// What can be read now.
    pub reading: ReadingChange,
    /// The state to select, where the change was about one.
    pub select: Option<String>,
}

/// Sets STANDARD or EXPRESS.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct SetKindArgs {
    /// Which.
    pub document: DocumentId,
    /// What it is.
    pub kind: MachineKind,
}

/// Names a state of a document.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StateArgs {
    /// Which document.
    pub document: DocumentId,
    /// The state's key.
    pub state: String,
}

/// A state, for the inspector.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StateDetail {
    /// The state's key.
    pub key: String,
    /// Names from the top level, as edits take them.
    pub path: Vec<String>,
    /// The document's version that this is of.
    pub version: u64,
    /// Its name.
    pub name: String,
    /// Its `Type`, as written.
    pub state_type: String,
    /// `JSONPath` or `JSONata`: what holds in this state.
    pub query_language: String,
    /// Its JSON text as written in the document.
    pub text: String,
    /// Its fields, parsed; none when the text is broken here.
    #[ts(type = "Record<string, unknown> | null")]
    pub fields: Option<serde_json::Value>,
    /// Names of the states at the same level, in the order written, itself included.
    pub siblings: Vec<String>,
    /// Whether it is the first state of its level.
    pub start: bool,
}

/// How to save.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct SaveArgs {
    /// Which.
    pub document: DocumentId,
    /// Whether a file that changed on disk may be written over.
    pub overwrite: bool,
}

/// Where to save.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveAsArgs {
    /// Which.
    pub document: DocumentId,
    /// The new file.
    pub path: String,
    /// Whether an existing file may be replaced.
    pub overwrite: bool,
}

/// How saving went.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Saved {
    /// Written.
    Written {
        /// Its file.
        path: String,
        /// Its name from now on.
        name: String,
        /// Where the document stands now.
        status: DocumentStatus,
        /// The file with its starter's mocks, which was put beside it with the first save.
        mocks: Option<String>,
    },
    /// The file changed on disk meanwhile: ask `conflict`.
    Conflict,
    /// A file of that name exists.
    Exists {
        /// Which.
        path: String,
    },
}

/// Both sides of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Conflict {
    /// Which document.
    pub id: DocumentId,
    /// The file.
    pub path: String,
    /// The document's text.
    pub mine: String,
    /// The file's text; none when it is gone.
    pub theirs: Option<String>,
    /// What both started from.
    pub base: String,
}

/// How to end a conflict.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ResolveArgs {
    /// Which document.
    pub document: DocumentId,
    /// What the document shall hold.
    pub choice: Resolution,
}

/// What a document in conflict shall hold.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "keep", rename_all = "snake_case")]
pub enum Resolution {
    /// The document's text; it stays unsaved.
    Mine,
    /// The file's text.
    Theirs,
    /// A text that the person merged; it stays unsaved.
    Merged {
        /// The text.
        text: String,
    },
}

/// A document's text moved on: somebody else wrote its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DiskChange {
    /// Which document.
    pub id: DocumentId,
    /// How the file stands.
    pub disk: DiskState,
    /// Where the document stands.
    pub status: DocumentStatus,
}

/// Forms a document can be given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ExportForm {
    /// The definition as JSON: of a JSON document the text itself.
    Json,
    /// The definition as YAML: of a YAML document the text itself.
    Yaml,
    /// The diagram as SVG.
    Svg,
    /// The diagram as PNG.
    Png,
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What to export.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportArgs {
    /// Which document.
    pub document: DocumentId,
    /// As what.
    pub form: ExportForm,
    /// In which colours.
    pub theme: Theme,
    /// Where to write it; none to be given it.
    #[ts(optional)]
    pub path: Option<String>,
}

/// An export.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Exported {
    /// A file name for it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// The bytes, base64; none when they were written to a file.
    pub base64: Option<String>,
    /// Where it was written.
    pub path: Option<String>,
}
