//! What completion answers.

use crate::Span;
use serde::Serialize;

/// What may stand at a caret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completions {
    /// What is typed already, and what labels are matched with; it ends at the caret.
    pub word: Span,
    /// What an item's text takes the place of: around `word`, its quotes included where the text has its own.
    pub replace: Span,
    /// Where a comma is missing before it; it is put there with any of the items.
    pub comma_at: Option<usize>,
    /// What may stand there, the likeliest first.
    pub items: Vec<CompletionItem>,
}

/// One thing that may stand at a caret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompletionItem {
    /// What it is called, and matched by.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What it means: a sentence or two, plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// The page that says more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What is put into the text, in the file's own style.
    pub insert: String,
    /// Where in `insert`, in bytes, the caret goes; behind it where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caret: Option<usize>,
    /// Whether more is to be completed where the caret then stands.
    pub more: bool,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
    /// A part of the input, of the context object, or of `$states`.
    Path,
    /// A function.
    Function,
}
