//! A state machine made ready to run.

use stepwell_asl::{Document, MachineType, Span};

/// A state machine made ready to run: names resolved, paths and templates compiled once.
#[derive(Debug)]
pub struct Program {
    pub(crate) kind: MachineType,
}

impl Program {
    /// Compiles a definition.
    ///
    /// # Errors
    /// [`CompileError`] when something stands in the definition that cannot be run.
    pub fn compile(document: &Document, kind: MachineType) -> Result<Program, CompileError> {
        let _ = document;
        Ok(Program { kind })
    }

    /// The type of the machine.
    #[must_use]
    pub fn kind(&self) -> MachineType {
        self.kind
    }
}

/// A definition cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} at {location}")]
pub struct CompileError {
    /// A stable code, spelt as AWS spells diagnostics (`SCHEMA_VALIDATION_FAILED`).
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// Where, as AWS writes it (`/States/Charge/Next`).
    pub location: String,
    /// Where in the text, when it could be found.
    pub span: Option<Span>,
}
