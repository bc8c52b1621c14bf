//! Folders, files, the recent list and starters.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentView, MachineKind, Notice, TaskAnswers};

/// No arguments, or nothing to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// A path on the machine that the workbench runs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PathArgs {
    /// Absolute, or relative to the workbench's working directory.
    pub path: String,
}

/// Where to browse.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BrowseArgs {
    /// The folder; none for the open folder or the home folder.
    #[ts(optional)]
    pub path: Option<String>,
}

/// What the page needs first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Session {
    /// Stepwell's version.
    pub version: String,
    /// The open folder.
    pub folder: Option<Folder>,
    /// The open documents, in the order they were opened.
    pub documents: Vec<DocumentView>,
    /// Folders and files opened before, newest first.
    pub recent: Vec<Recent>,
    /// Unsaved work that a crash left behind.
    pub recoveries: Vec<Recovery>,
    /// What happened before the page was there.
    pub notices: Vec<Notice>,
    /// The history database.
    pub history: HistoryInfo,
}

/// The history database in use.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryInfo {
    /// Its file; none when it is in memory.
    pub path: Option<String>,
    /// Whether this process may run executions in it (one process owns them; others read).
    pub owner: bool,
}

/// An opened folder.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Folder {
    /// Absolute.
    pub path: String,
    /// Its last component.
    pub name: String,
    /// Definition files found in it, by relative path.
    pub workflows: Vec<WorkflowEntry>,
    /// Whether there were more files than are listed.
    pub truncated: bool,
    /// Why parts could not be read.
    pub unreadable: Vec<String>,
}

/// A definition file in the opened folder.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct WorkflowEntry {
    /// Absolute.
    pub path: String,
    /// Relative to the folder, with `/`.
    pub relative: String,
    /// The file's name without `.asl.json` and the like.
    pub name: String,
    /// Size of the file.
    pub bytes: u64,
    /// When it was last changed.
    pub modified: u64,
    /// How many states it has at all levels; none when it could not be read as a state machine.
    pub states: Option<u32>,
    /// Errors that AWS would refuse it for.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Why it could not be read.
    pub reason: Option<String>,
}

/// Something opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recent {
    /// Absolute.
    pub path: String,
    /// Its last component.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
    /// When it was last opened.
    pub opened: u64,
}

/// The recent list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Recents {
    /// Newest first.
    pub recent: Vec<Recent>,
}

/// Unsaved work found after a crash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recovery {
    /// The file the work belongs to, or the recovery file's own path for a document never saved.
    pub path: String,
    /// For people.
    pub name: String,
    /// When the work was kept.
    pub kept: u64,
}

/// A folder's content while choosing a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Listing {
    /// Absolute.
    pub path: String,
    /// The folder above; none at the top.
    pub parent: Option<String>,
    /// The home folder.
    pub home: Option<String>,
    /// Folders first, then files that may be workflows.
    pub entries: Vec<ListingEntry>,
}

/// A line while choosing a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListingEntry {
    /// Last component.
    pub name: String,
    /// Absolute.
    pub path: String,
    /// Whether it is a folder.
    pub folder: bool,
}

/// A workflow that comes with Stepwell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Starter {
    /// Stable.
    pub id: String,
    /// For people.
    pub title: String,
    /// What it shows.
    pub description: String,
    /// How many states it has.
    pub states: u32,
    /// What it is made for.
    pub kind: MachineKind,
    /// What it is written in.
    pub language: Language,
    /// Why it can't be EXPRESS; none where it can.
    pub not_express: Option<String>,
}

/// A query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Language {
    /// Paths and intrinsic functions.
    JSONPath,
    /// JSONata expressions.
    JSONata,
}

/// The starters.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StarterList {
    /// In the order to show them.
    pub starters: Vec<Starter>,
}

/// What a new document starts from.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct NewDocumentArgs {
    /// A starter's id; none for one Pass state.
    #[ts(optional)]
    pub starter: Option<String>,
    /// STANDARD or EXPRESS; what the starter is made for where it is left out.
    #[ts(optional)]
    pub kind: Option<MachineKind>,
    /// What the one Pass state is written in; a starter has its own.
    #[ts(optional)]
    pub language: Option<Language>,
}

/// How a document may be run that never was.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FirstRun {
    /// An input, JSON text; none where nothing is known.
    pub input: Option<String>,
    /// Who may answer its tasks.
    pub tasks: Option<TaskAnswers>,
}

/// Mock configurations found in the open folder.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MockFileList {
    /// By relative path.
    pub files: Vec<MockFile>,
}

/// A Step Functions Local mock configuration.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MockFile {
    /// Absolute.
    pub path: String,
    /// Relative to the folder.
    pub relative: String,
    /// Its test cases.
    pub cases: Vec<MockCase>,
    /// Why it could not be read.
    pub reason: Option<String>,
}

/// A test case of a mock configuration.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MockCase {
    /// Key under `StateMachines`.
    pub machine: String,
    /// Key under `TestCases`.
    pub case: String,
}
