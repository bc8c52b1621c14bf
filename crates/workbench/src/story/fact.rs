//! What the story needs to know of an event.

use std::sync::Arc;

use stepwell_interpreter::EventKind;

/// An event without its payloads.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    /// From 1.
    pub id: u64,
    /// The event that led to it; 0 for none.
    pub previous: u64,
    /// Milliseconds since the epoch.
    pub time: u64,
    /// Its type.
    pub kind: EventKind,
    /// The `name` field, or the `state` field of a failed evaluation: a state's name.
    pub name: Option<Arc<str>>,
    /// The `index` of a Map iteration.
    pub index: Option<u32>,
    /// The `length` of a Map.
    pub length: Option<u32>,
    /// The `resource` field.
    pub resource: Option<Arc<str>>,
    /// The `error` field.
    pub error: Option<Arc<str>>,
    /// Size of the largest payload.
    pub bytes: Option<u64>,
    /// Size of what a state was entered with or left with.
    pub passed: Option<u64>,
}
