//! Where a definition does not lead to what was recorded.

use std::collections::HashMap;
use std::sync::Arc;

use crate::{Details, EventKind, HistoryEvent};

/// The longest text of a field that a misfit shows, in characters.
const SHOWN: usize = 200;

/// The definition does not lead to what was recorded: at which event, in which state, in which field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "event {event} ({kind}{}){} does not follow from the definition: {field} was {recorded}, and the definition gives {given}",
    state.as_ref().map_or_else(String::new, |name| format!(" of state {name}")),
    child.as_ref().map_or_else(String::new, |arn| format!(" of the child execution {arn}"))
)]
pub struct Misfit {
    /// The child execution of a map run that the event belongs to; none for the execution itself.
    pub child: Option<Arc<str>>,
    /// The recorded event.
    pub event: u64,
    /// Its type.
    pub kind: EventKind,
    /// The state it belongs to; none for events of the execution itself.
    pub state: Option<Arc<str>>,
    /// The field that differs, as AWS names it: `type`, `output`, `assignedVariables.total`, `timestamp`.
    pub field: String,
    /// What was recorded.
    pub recorded: String,
    /// What the definition gives.
    pub given: String,
}

impl Misfit {
    /// A name that does not change.
    pub const CODE: &'static str = "replay.misfit";

    /// What an event does not have from the definition; long texts are shown by their beginning.
    #[must_use]
    pub fn of(
        event: &HistoryEvent,
        state: Option<Arc<str>>,
        field: impl Into<String>,
        recorded: &str,
        given: &str,
    ) -> Misfit {
        let field = field.into();
        let (recorded, given) = (shown(recorded), shown(given));
        Misfit { child: None, event: event.id, kind: event.kind, state, field, recorded, given }
    }

    /// The same of an event of a child execution.
    #[must_use]
    pub fn in_child(self, arn: impl Into<Arc<str>>) -> Misfit {
        Misfit { child: Some(arn.into()), ..self }
    }
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A value that a replay took from the recording, because nothing else tells it: it came of the clock, of
/// chance, of names that are not in a history, or of children whose histories are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The event it stands in.
    pub event: u64,
    /// The field, as AWS names it.
    pub field: String,
}

/// The state that an event belongs to: the one it names, or else the one that was entered before it.
pub(crate) fn state_of(events: &[HistoryEvent], id: u64) -> Option<Arc<str>> {
    let known: HashMap<u64, &HistoryEvent> = events.iter().map(|event| (event.id, event)).collect();
    let mut at = id;
    // An event always follows from an earlier one, so this ends.
    while let Some(event) = known.get(&at) {
        match &event.details {
            Details::StateEntered { name, .. }
            | Details::StateExited { name, .. }
            | Details::MapIteration { name, .. }
            | Details::EvaluationFailed { state: name, .. } => return Some(Arc::clone(name)),
            _ if event.previous_event_id < at => at = event.previous_event_id,
            _ => return None,
        }
    }
    None
}
