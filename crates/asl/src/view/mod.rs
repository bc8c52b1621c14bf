//! The typed view: what a state machine says, read from its syntax tree as far as it can be read.
//!
//! Views own nothing and check nothing. Where a field is missing or of another kind than the language asks for, the
//! answer is `None`; saying what is wrong is for the diagnostics.

mod choice;
mod handlers;
mod machine;
mod state;

pub use choice::ChoiceRuleView;
pub use handlers::{CatcherView, RetrierView};
pub use machine::MachineView;
pub use state::StateView;

/// How deep state machines are seen inside each other. Branches and processors below that are not shown, so that
/// whoever walks views by recursion needs no bound of their own.
pub const MAX_MACHINE_NESTING: usize = 64;
