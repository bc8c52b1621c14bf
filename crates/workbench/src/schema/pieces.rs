//! Pieces of workflows that are put in whole.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DocumentId;

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
