//! What helps whoever types: what may stand at a caret, what something means, where it is defined.
//!
//! Everything is read off the document and the catalogue of AWS's services; nothing is kept. A text that is only half typed is
//! read with a marker in place of the word under the caret, so that answers come where they are needed most.

mod complete;
mod cursor;
mod definition;
mod docs;
mod hover;
mod insert;
mod item;
mod known_paths;
mod language;
mod named;
mod place;
mod seen;
mod variables;

pub use definition::Definition;
pub use hover::Hover;
pub use item::{CompletionItem, CompletionKind, Completions};
pub use language::{LanguageField, LanguageObject, language};
pub use seen::Seen;

use crate::Document;

impl Document {
    /// What may stand at a byte offset: fields of the object around it, values of a field, names of states, variables and errors,
    /// parameters of the action that a Task calls, functions. None where nothing is known to fit.
    ///
    /// ```
    /// use stepwell_asl::{Document, Format};
    /// let text = r#"{"StartAt": "", "States": {"Greet": {"Type": "Succeed"}}}"#;
    /// let found = Document::parse(text, Format::Json).completions(13).unwrap();
    /// assert_eq!((found.items[0].label.as_str(), found.items[0].insert.as_str()), ("Greet", "\"Greet\""));
    /// ```
    #[must_use]
    pub fn completions(&self, offset: usize) -> Option<Completions> {
        complete::complete(self, offset, &Seen::default())
    }

    /// The same, with the members of data that the state around was seen with.
    #[must_use]
    pub fn completions_with(&self, offset: usize, seen: &Seen) -> Option<Completions> {
        complete::complete(self, offset, seen)
    }

    /// What stands at a byte offset means; none where there is nothing to say.
    #[must_use]
    pub fn hover(&self, offset: usize) -> Option<Hover> {
        hover::hover(self, offset)
    }

    /// Where the state or the variable that is named at a byte offset is defined.
    #[must_use]
    pub fn definition(&self, offset: usize) -> Option<Definition> {
        definition::definition(self, offset)
    }
}
