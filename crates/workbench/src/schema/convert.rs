//! From JSONPath to JSONata.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DocumentId;

/// What to convert.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConversionArgs {
    /// Which document.
    pub document: DocumentId,
    /// The key of a state, which is meant with what is in it; none for all states.
    #[ts(optional)]
    pub state: Option<String>,
}

/// What would become of states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Conversion {
    /// The keys of the states that become ones of JSONata.
    pub converted: Vec<String>,
    /// Those that stay.
    pub left: Vec<LeftState>,
    /// Whether the whole machine becomes one of JSONata.
    pub whole: bool,
}

/// A state that stays in JSONPath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftState {
    /// Its key.
    pub state: String,
    /// The field that is in the way.
    pub field: String,
    /// Why.
    pub reason: String,
}
