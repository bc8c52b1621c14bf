//! The Amazon States Language: a text and the document it is.
//!
//! [`Document::parse`] reads any text, JSON or YAML, and never fails; it keeps every byte. [`Document::machine`] is the typed
//! view of what was read, [`Document::apply`] makes named [edits](Edit) that change only the bytes they are about, and
//! [`Document::diagnostics`] says what AWS would say, [rule](Rule) by rule. [`Document::completions`], [`Document::hover`] and
//! [`Document::definition`] help whoever types.
//!
//! This crate knows the language, its scopes and its references. It knows nothing of running, drawing, files or windows, and
//! what an expression means is for `stepwell_jsonpath`.
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

mod action_parameters;
mod answer_shape;
mod assist;
mod called;
mod compare;
mod convert;
mod diagnostics;
mod document;
mod edit;
mod line_index;
mod span;
mod starter_parameters;
mod state_path;
mod state_type;
mod syntax;
mod text_change;
mod variables;
mod view;
mod written;

pub use action_parameters::{ActionParameter, ActionParameters, action_parameters};
pub use answer_shape::unlike_answer;
pub use assist::{
    CompletionItem, CompletionKind, Completions, Definition, Hover, LanguageField, LanguageObject, Seen, language,
};
pub use compare::{Comparison, DifferenceKind, FieldDifference, StateDifference};
pub use convert::{Conversion, LeftState};
pub use diagnostics::{Diagnostic, Example, Fix, Fixed, MAX_DIAGNOSTICS, Remedy, Rule, Severity};
pub use document::{Document, Format};
pub use edit::{Applied, Edge, EdgeKind, Edit, EditDescription, EditError, FieldDescription, Refusal};
pub use line_index::{LineColumn, LineIndex};
pub use span::Span;
pub use starter_parameters::starter_parameters;
pub use state_path::StatePath;
pub use state_type::{MachineType, QueryLanguage, StateType};
pub use syntax::{Member, Node, NodeKind, Repair, SyntaxError, quote};
pub use text_change::TextChange;
pub use variables::{ScopeKind, Variable, VariableScope, VariableUse};
pub use view::{CatcherView, ChoiceRuleView, MAX_MACHINE_NESTING, MachineView, RetrierView, StateView};
