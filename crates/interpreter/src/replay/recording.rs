//! A history that was made elsewhere, as `GetExecutionHistory` gives it
//! (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html>).

use std::sync::Arc;

use serde_json::Value as Json;

use crate::{EventKind, HistoryEvent, RebuildError};

/// The events of an execution, whole and in order from the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    events: Arc<[HistoryEvent]>,
}

impl Recording {
    /// Reads the answer of `GetExecutionHistory`: an object with `events`, an array of such pages, or the array
    /// of events itself; newest first (`--reverse-order`) is as good.
    ///
    /// # Errors
    /// [`RecordingError`]: events are missing, or were read without their data.
    pub fn read(answer: &Json) -> Result<Recording, RecordingError> {
        let mut all = Vec::new();
        collect(answer, &mut all).ok_or(RecordingError::NoHistory)?;
        let mut events = Vec::with_capacity(all.len());
        for event in all {
            let read = HistoryEvent::from_json(event).map_err(RecordingError::Event)?;
            if let Some(field) = absent(event, read.kind) {
                return Err(RecordingError::NoData { event: read.id, field });
            }
            events.push(read);
        }
        Recording::of(events)
    }

    /// Reads the text of such an answer.
    ///
    /// # Errors
    /// As [`Recording::read`], and [`RecordingError::NotJson`].
    pub fn parse(text: &str) -> Result<Recording, RecordingError> {
        Recording::read(&serde_json::from_str(text).map_err(|error| RecordingError::NotJson(error.to_string()))?)
    }

    /// The recording of these events.
    ///
    /// # Errors
    /// [`RecordingError`]: they are not the events of one execution from the first on.
    pub fn of(mut events: Vec<HistoryEvent>) -> Result<Recording, RecordingError> {
        events.sort_by_key(|event| event.id);
        let first = events.first().ok_or(RecordingError::NoHistory)?;
        if first.id != 1 || first.kind != EventKind::ExecutionStarted {
            return Err(RecordingError::Missing { event: 1 });
        }
        for (index, event) in events.iter().enumerate() {
            let id = index as u64 + 1;
            if event.id != id {
                return Err(RecordingError::Missing { event: id });
            }
            if event.previous_event_id >= id {
                return Err(RecordingError::Order { event: id });
            }
        }
        Ok(Recording { events: events.into() })
    }

    /// The events; the event `n` is at the index `n - 1`.
    #[must_use]
    pub fn events(&self) -> &[HistoryEvent] {
        &self.events
    }

    pub(crate) fn shared(&self) -> Arc<[HistoryEvent]> {
        Arc::clone(&self.events)
    }

    /// The region that its tasks were called in.
    #[must_use]
    pub fn region(&self) -> Option<Arc<str>> {
        self.events.iter().find_map(|event| match &event.details {
            crate::Details::TaskScheduled { region, .. } => Some(Arc::clone(region)),
            _ => None,
        })
    }
}

/// Gathers events out of pages; two levels of arrays at most.
fn collect<'a>(answer: &'a Json, all: &mut Vec<&'a Json>) -> Option<()> {
    match answer {
        Json::Object(page) => all.extend(page.get("events")?.as_array()?),
        Json::Array(list) => {
            for one in list {
                match one.get("events") {
                    Some(events) => all.extend(events.as_array()?),
                    None => all.push(one),
                }
            }
        }
        _ => return None,
    }
    Some(())
}

/// The payload that an event should have and that was left out or cut off.
fn absent(event: &Json, kind: EventKind) -> Option<&'static str> {
    let details = event.get(kind.details_field()?);
    let is_truncated = |name: &str| {
        let details = details.and_then(|details| details.get(name));
        details.and_then(|details| details.get("truncated")).and_then(Json::as_bool) == Some(true)
    };
    let has = |name: &str| details.is_some_and(|details| details.get(name).is_some());
    let text = kind.as_str();
    if (text.ends_with("Entered") || kind == EventKind::ExecutionStarted) && !has("input")
        || is_truncated("inputDetails")
    {
        return Some("input");
    }
    let wants_output = text.ends_with("Exited")
        || matches!(
            kind,
            EventKind::TaskSucceeded
                | EventKind::LambdaFunctionSucceeded
                | EventKind::ActivitySucceeded
                | EventKind::ExecutionSucceeded
        );
    if wants_output && !has("output") || is_truncated("outputDetails") {
        return Some("output");
    }
    is_truncated("assignedVariablesDetails").then_some("assignedVariables")
}

/// A history cannot be replayed as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// It is no JSON.
    #[error("the history is not JSON: {0}")]
    NotJson(String),
    /// There are no events in it.
    #[error("there are no events: a history is what GetExecutionHistory answers, an object with `events`")]
    NoHistory,
    /// An event cannot be read.
    #[error(transparent)]
    Event(RebuildError),
    /// An event is missing.
    #[error("event {event} is missing: fetch all pages of the history, from the first event on")]
    Missing {
        /// The first that is.
        event: u64,
    },
    /// An event follows from a later one.
    #[error("event {event} follows from a later event: this is no history of Step Functions")]
    Order {
        /// The event.
        event: u64,
    },
    /// Data was left out.
    #[error(
        "event {event} comes without its {field}: fetch the history with includeExecutionData, and note that AWS cuts the data of EXPRESS logs off"
    )]
    NoData {
        /// The event.
        event: u64,
        /// The field.
        field: &'static str,
    },
}

impl RecordingError {
    /// A name that does not change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            RecordingError::NotJson(_) => "recording.not-json",
            RecordingError::NoHistory => "recording.no-history",
            RecordingError::Event(_) => "recording.event",
            RecordingError::Missing { .. } => "recording.missing",
            RecordingError::Order { .. } => "recording.order",
            RecordingError::NoData { .. } => "recording.no-data",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STARTED: &str = r#"{"timestamp": 1700000000.5, "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
        "executionStartedEventDetails": {"input": "{}", "inputDetails": {"truncated": false}, "roleArn": "arn:r"}}"#;
    const ENTERED: &str = r#"{"timestamp": "2023-11-14T22:13:20.600Z", "type": "PassStateEntered", "id": 2, "previousEventId": 0,
        "stateEnteredEventDetails": {"name": "A", "input": "{}"}}"#;

    #[test]
    fn histories_come_as_answers_pages_and_arrays_in_either_order() {
        let wanted = Recording::parse(&format!("[{STARTED},{ENTERED}]")).expect("reads");
        assert_eq!(wanted.events()[0].timestamp.0, 1_700_000_000_500);
        for text in [
            format!("{{\"events\": [{STARTED},{ENTERED}]}}"),
            format!("{{\"events\": [{ENTERED},{STARTED}]}}"),
            format!("[{{\"events\": [{STARTED}], \"nextToken\": \"t\"}},{{\"events\": [{ENTERED}]}}]"),
        ] {
            assert_eq!(Recording::parse(&text).as_ref(), Ok(&wanted), "{text}");
        }
    }

    #[test]
    fn what_is_missing_is_said_with_its_event() {
        let code = |text: String| Recording::parse(&text).map_err(|error| (error.code(), error.to_string()));
        assert_eq!(code("{".into()).expect_err("no JSON").0, "recording.not-json");
        assert_eq!(code("{\"executions\": []}".into()).expect_err("another answer").0, "recording.no-history");
        assert_eq!(code("[]".into()).expect_err("nothing").0, "recording.no-history");
        assert_eq!(Recording::parse(&format!("[{ENTERED}]")), Err(RecordingError::Missing { event: 1 }));
        let without = ENTERED.replace(r#", "input": "{}""#, "");
        let lacks = Recording::parse(&format!("[{STARTED},{without}]"));
        assert_eq!(lacks, Err(RecordingError::NoData { event: 2, field: "input" }));
        let cut = STARTED.replace("false", "true");
        assert_eq!(Recording::parse(&format!("[{cut}]")), Err(RecordingError::NoData { event: 1, field: "input" }));
        let odd = ENTERED.replace("\"previousEventId\": 0", "\"previousEventId\": 2");
        assert_eq!(Recording::parse(&format!("[{STARTED},{odd}]")), Err(RecordingError::Order { event: 2 }));
    }
}
