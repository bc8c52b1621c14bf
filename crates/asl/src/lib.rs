//! The Amazon States Language: a text and the document it is.
//!
//! [`Document::parse`] reads any text and never fails; it keeps every byte. [`Document::machine`] is the typed view of what
//! was read. It knows the language, its scopes and its references. It knows nothing of running, drawing, files or windows.
//!
//! ```
//! use stepwell_asl::{Document, Format};
//!
//! let text = r#"{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true}}"#; // a brace is missing
//! let document = Document::parse(text, Format::Json);
//! assert_eq!(document.syntax_errors().len(), 1);
//! let machine = document.machine().unwrap();
//! assert_eq!(machine.states().next().unwrap().name(), "Greet");
//! ```

mod diagnostics;
mod document;
mod edit;
mod line_index;
mod span;
mod state_path;
mod state_type;
mod syntax;
mod text_change;
mod view;

pub use diagnostics::{Diagnostic, Example, Fix, MAX_DIAGNOSTICS, Rule, Severity};
pub use document::{Document, Format};
pub use edit::{Applied, Edge, EdgeKind, Edit, EditDescription, EditError, FieldDescription, Refusal};
pub use line_index::{LineColumn, LineIndex};
pub use span::Span;
pub use state_path::StatePath;
pub use state_type::{MachineType, QueryLanguage, StateType};
pub use syntax::{Member, Node, NodeKind, SyntaxError, quote};
pub use text_change::TextChange;
pub use view::{CatcherView, ChoiceRuleView, MAX_MACHINE_NESTING, MachineView, RetrierView, StateView};
