//! A recorded past as an input of its own.

use serde::{Deserialize, Serialize};
use stepwell_json::Value;

use crate::{Recording, RecordingError, Start};

/// The past of an execution as AWS recorded it, up to an event, from which the execution goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// What the events do not tell: names, ARNs, the seed from here on. Its input and role are those of the
    /// recording.
    pub start: Start,
    /// The last event that is shared.
    pub to: u64,
    /// The events, an array of them as `GetExecutionHistory` gives them.
    #[serde(with = "stepwell_json::as_text")]
    pub history: Value,
}

impl Recorded {
    /// The past of a recording up to an event. `start` names the execution that goes on from there.
    #[must_use]
    pub fn new(recording: &Recording, to: u64, start: Start) -> Recorded {
        let events: Vec<serde_json::Value> = recording.events().iter().map(crate::HistoryEvent::to_json).collect();
        let text = serde_json::Value::Array(events).to_string();
        // The text has just been written as JSON, and nests three levels deep.
        let history = Value::parse(&text).unwrap_or(Value::Null);
        Recorded { start, to, history }
    }

    /// The recording.
    ///
    /// # Errors
    /// As [`Recording::read`].
    pub fn recording(&self) -> Result<Recording, RecordingError> {
        Recording::parse(&self.history.to_text())
    }
}
