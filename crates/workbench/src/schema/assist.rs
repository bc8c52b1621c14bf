//! Help while typing: what may stand at a position, what stands there, where it is defined.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DocumentId;

/// A position in a document's text.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct PlaceArgs {
    /// Which document.
    pub document: DocumentId,
    /// The version that the page saw.
    pub version: u64,
    /// Where, in that version's text.
    pub position: u32,
}

/// A position in a field of a state that is being written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftPlaceArgs {
    /// Which document.
    pub document: DocumentId,
    /// The state's key.
    pub state: String,
    /// JSON pointer from the state to the field.
    pub pointer: String,
    /// What is written there so far: JSON, however far it has come.
    pub text: String,
    /// Where, in that text.
    pub position: u32,
    /// Data that the state was seen with: its members are completed too.
    #[ts(optional)]
    pub seen: Option<SeenData>,
}

/// Data that a state was seen with; all of it JSON text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct SeenData {
    /// What it was given.
    #[ts(optional)]
    pub input: Option<String>,
    /// The variables that it could read, an object.
    #[ts(optional)]
    pub variables: Option<String>,
    /// What its work gave.
    #[ts(optional)]
    pub result: Option<String>,
    /// The context object.
    #[ts(optional)]
    pub context: Option<String>,
}

/// What may stand at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CompletionAnswer {
    /// The version of the text that positions are in. Later than the page's where the text has changed meanwhile.
    pub version: u64,
    /// None where nothing is known to fit.
    pub found: Option<CompletionList>,
}

/// What may stand at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CompletionList {
    /// Where the text begins that labels are matched with; it ends at the position asked about.
    pub word: u32,
    /// Where what an item takes the place of begins, at `word` or before it.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Where a comma is missing before it, which comes with any of the items.
    pub comma_at: Option<u32>,
    /// The likeliest first.
    pub items: Vec<CompletionItem>,
}

/// One thing that may stand at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CompletionItem {
    /// What it is called, and matched by.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label.
    pub detail: Option<String>,
    /// What it means: plain text.
    pub documentation: Option<String>,
    /// The page that says more.
    pub page: Option<String>,
    /// What is put into the text.
    pub insert: String,
    /// Where in `insert` the caret goes.
    pub caret: u32,
    /// Whether more is to be completed where the caret then stands.
    pub more: bool,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CompletionKind {
    /// A field of the language.
    Field,
    /// A value of a field that takes one of a few.
    Value,
    /// A state.
    State,
    /// A new state with what its type needs.
    Snippet,
    /// The name of an error.
    Error,
    /// A service.
    Service,
    /// An action of a service.
    Action,
    /// A parameter of an action.
    Parameter,
    /// A variable.
    Variable,
    /// A part of the data.
    Path,
    /// A function.
    Function,
}

/// What stands at a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoverAnswer {
    /// The version of the text that positions are in.
    pub version: u64,
    /// None where there is nothing to say.
    pub found: Option<HoverText>,
}

/// What something in the text means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoverText {
    /// Where what it is about begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What it is called, as code is written.
    pub title: String,
    /// What kind of thing it is.
    pub detail: String,
    /// Plain text, a paragraph each.
    pub text: Vec<String>,
    /// The page that says more.
    pub page: Option<String>,
}

/// Where the name at a position is defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DefinitionAnswer {
    /// The version of the text that positions are in.
    pub version: u64,
    /// None where no state or variable is named.
    pub found: Option<DefinitionPlace>,
}

/// A name and where it is defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DefinitionPlace {
    /// Where the name asked about begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Where its definition begins; the same as `from` where that is the definition.
    pub target_from: u32,
    /// Where it ends.
    pub target_to: u32,
    /// The key of the state that is defined, or that assigns the variable.
    pub state: String,
    /// The names from the top level to it, as edits take them.
    pub path: Vec<String>,
    /// Whether a state is named; a variable otherwise.
    pub is_state: bool,
}
