//! A document beside another text of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, Picture};

/// What to compare a document with.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CompareArgs {
    /// Which.
    pub document: DocumentId,
    /// With what.
    pub with: CompareWith,
}

/// The other side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "against", rename_all = "snake_case")]
pub enum CompareWith {
    /// The file as the last commit has it (git's HEAD).
    Head,
    /// What the file holds on disk.
    Saved,
    /// Another file.
    File {
        /// Which.
        path: String,
    },
}

/// Two texts of a workflow and what is different between them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Compared {
    /// What the document is compared with, for people: `HEAD 1a2b3c4, 3 days ago` or a file's name.
    pub old_name: String,
    /// The other text.
    pub old_text: String,
    /// The document's text.
    pub new_text: String,
    /// The other text's diagram.
    pub old_picture: Picture,
    /// The document's diagram.
    pub new_picture: Picture,
    /// What is different, in the order of the diagram; what is gone comes last.
    pub states: Vec<StateDifference>,
    /// Fields of the state machine itself.
    pub machine: Vec<FieldDifference>,
    /// How many lines the document has that the other has not.
    pub lines_added: u32,
    /// How many lines the other has that the document has not.
    pub lines_removed: u32,
}

/// A state that is not the same.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StateDifference {
    /// What happened to it.
    pub kind: DifferenceKind,
    /// Its key in the other text.
    pub old: Option<StatePlace>,
    /// Its key in the document.
    pub new: Option<StatePlace>,
    /// Its fields that differ.
    pub fields: Vec<FieldDifference>,
}

/// A state in one of the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StatePlace {
    /// Its key.
    pub key: String,
    /// Where it starts in that text.
    pub from: u32,
}

/// What happened to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Only the document has it.
    Added,
    /// Only the other text has it.
    Removed,
    /// Its fields differ.
    Changed,
    /// It has another name.
    Renamed,
    /// It stands in another branch or at another level.
    Moved,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldDifference {
    /// Its name.
    pub name: String,
    /// Its value in the other text, as JSON.
    pub old: Option<String>,
    /// Its value in the document, as JSON.
    pub new: Option<String>,
}
