//! Pieces of workflows that are put in whole: patterns, snippets, what is copied.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, Language};

/// What a pattern is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PatternGroup {
    /// What to do when things go wrong.
    Errors,
    /// Waiting for people, jobs and hours.
    Waiting,
    /// Lists of things.
    Lists,
    /// Data and other workflows.
    Data,
}

/// A ready-made piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Pattern {
    /// Stable.
    pub id: String,
    /// For people.
    pub title: String,
    /// What it is for.
    pub group: PatternGroup,
    /// What it does, in a sentence.
    pub about: String,
    /// Further words to find it by.
    pub words: String,
    /// How many states it has.
    pub states: u32,
    /// Its text in JSONPath, as `insert_states` takes it.
    pub json_path: String,
    /// Its text in JSONata.
    pub jsonata: String,
}

/// The patterns that come with Stepwell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PatternList {
    /// In the order to show them.
    pub patterns: Vec<Pattern>,
}

/// A piece that the person has kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Snippet {
    /// Never used twice while it is kept.
    pub id: u64,
    /// The person's own.
    pub name: String,
    /// How many states it has.
    pub states: u32,
    /// The type of the state it begins with.
    pub state_type: String,
    /// What it is written in.
    pub language: Language,
    /// Its text, as `insert_states` takes it.
    pub text: String,
}

/// What the person has kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SnippetList {
    /// By name.
    pub snippets: Vec<Snippet>,
}

/// States to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveSnippetArgs {
    /// Their document.
    pub document: DocumentId,
    /// Their keys; all of one machine.
    pub states: Vec<String>,
    /// A name that no other snippet has.
    pub name: String,
}

/// A snippet's new name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RenameSnippetArgs {
    /// Which.
    pub id: u64,
    /// A name that no other snippet has.
    pub name: String,
}

/// Names a snippet.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct SnippetArgs {
    /// Which.
    pub id: u64,
}

/// Names states of a document.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StatesArgs {
    /// Which document.
    pub document: DocumentId,
    /// Their keys; all of one machine.
    pub states: Vec<String>,
}

/// States as a text of their own.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatesText {
    /// A state machine with these states, as `insert_states` takes it.
    pub text: String,
}
