//! History events in the shape of AWS's `GetExecutionHistory`.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use stepwell_json::Value;

use crate::{EventKind, Timestamp};

/// One event of an execution's history.
///
/// What AWS sends as JSON text inside JSON (`input`, `output`, `parameters`, …) is a [`Payload`], so
/// that a value that passes through many states is shared and can be stored once.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEvent {
    /// Number of the event within its execution, from 1.
    pub id: u64,
    /// The event that caused this one; 0 for the first two events of a history.
    pub previous_event_id: u64,
    /// When it happened.
    pub timestamp: Timestamp,
    /// The event's type.
    pub kind: EventKind,
    /// What the event's `…EventDetails` object holds.
    pub details: Details,
}

/// A piece of JSON that an event carries as text.
#[derive(Clone, Debug)]
pub enum Payload {
    /// A value; its text is written when somebody asks for it.
    Value(Value),
    /// The text itself, as read back from a store.
    Text(Arc<str>),
}

impl Payload {
    /// The JSON text.
    #[must_use]
    pub fn text(&self) -> Arc<str> {
        match self {
            Payload::Value(value) => value.to_text(),
            Payload::Text(text) => Arc::clone(text),
        }
    }
}

impl PartialEq for Payload {
    fn eq(&self, other: &Payload) -> bool {
        self.text() == other.text()
    }
}

impl From<Value> for Payload {
    fn from(value: Value) -> Payload {
        Payload::Value(value)
    }
}

/// The details of a history event; which variant an event has follows from its [`EventKind`].
///
/// Durations are in seconds. See
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html>.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the fields are AWS's own and documented there
pub enum Details {
    /// The kinds that carry nothing (`ParallelStateStarted`, `TaskStateAborted`, …).
    None,
    /// `ExecutionStarted`.
    ExecutionStarted {
        input: Payload,
        role_arn: Option<Arc<str>>,
        alias_arn: Option<Arc<str>>,
        version_arn: Option<Arc<str>>,
    },
    /// `ExecutionRedriven`.
    ExecutionRedriven { redrive_count: u64 },
    /// The kinds whose only field is `output`: `ExecutionSucceeded`, `ActivitySucceeded`,
    /// `LambdaFunctionSucceeded`.
    Output { output: Payload },
    /// The kinds whose only fields are `error` and `cause`.
    Failure { error: Option<Arc<str>>, cause: Option<Arc<str>> },
    /// `…StateEntered`.
    StateEntered { name: Arc<str>, input: Payload },
    /// `…StateExited`.
    StateExited {
        name: Arc<str>,
        output: Payload,
        /// The variables that the state assigned, in the order of its `Assign` field.
        assigned_variables: Vec<(Arc<str>, Payload)>,
    },
    /// `TaskScheduled`.
    TaskScheduled {
        resource_type: Arc<str>,
        resource: Arc<str>,
        region: Arc<str>,
        parameters: Payload,
        timeout_in_seconds: Option<u64>,
        heartbeat_in_seconds: Option<u64>,
        credentials_role_arn: Option<Arc<str>>,
    },
    /// `TaskStarted`.
    TaskStarted { resource_type: Arc<str>, resource: Arc<str> },
    /// `TaskSubmitted`, `TaskSucceeded`.
    TaskOutput { resource_type: Arc<str>, resource: Arc<str>, output: Payload },
    /// `TaskFailed`, `TaskTimedOut`, `TaskStartFailed`, `TaskSubmitFailed`.
    TaskFailure { resource_type: Arc<str>, resource: Arc<str>, error: Option<Arc<str>>, cause: Option<Arc<str>> },
    /// `ActivityScheduled`.
    ActivityScheduled {
        resource: Arc<str>,
        input: Payload,
        timeout_in_seconds: Option<u64>,
        heartbeat_in_seconds: Option<u64>,
    },
    /// `ActivityStarted`.
    ActivityStarted { worker_name: Option<Arc<str>> },
    /// `LambdaFunctionScheduled`.
    LambdaFunctionScheduled {
        resource: Arc<str>,
        input: Payload,
        timeout_in_seconds: Option<u64>,
        credentials_role_arn: Option<Arc<str>>,
    },
    /// `MapStateStarted`.
    MapStateStarted { length: u64 },
    /// `MapIteration…`.
    MapIteration { name: Arc<str>, index: u64 },
    /// `MapRunStarted`.
    MapRunStarted { map_run_arn: Arc<str> },
    /// `MapRunRedriven`.
    MapRunRedriven { map_run_arn: Arc<str>, redrive_count: u64 },
    /// `EvaluationFailed`.
    EvaluationFailed { error: Option<Arc<str>>, cause: Option<Arc<str>>, location: Option<Arc<str>>, state: Arc<str> },
}

/// One field of an event's details, as the walk over them meets it.
enum Field<'a> {
    Text(&'static str, &'a Arc<str>),
    OptionalText(&'static str, &'a Option<Arc<str>>),
    Number(&'static str, u64),
    OptionalNumber(&'static str, Option<u64>),
    /// A payload that AWS accompanies with `<name>Details: {"truncated": false}`.
    Data(&'static str, &'static str, &'a Payload),
    Parameters(&'a Payload),
    Cause(&'a Option<Arc<str>>),
    Credentials(&'a Option<Arc<str>>),
    Assigned(&'a [(Arc<str>, Payload)]),
}

const ASSIGNED_PREFIX: &str = "assignedVariables.";

impl Details {
    /// Every field in the order of AWS's model. The one list from which writing, storing and
    /// comparing are derived.
    fn fields(&self) -> Vec<Field<'_>> {
        use Field as F;
        match self {
            Details::None => vec![],
            Details::ExecutionStarted { input, role_arn, alias_arn, version_arn } => vec![
                F::Data("input", "inputDetails", input),
                F::OptionalText("roleArn", role_arn),
                F::OptionalText("stateMachineAliasArn", alias_arn),
                F::OptionalText("stateMachineVersionArn", version_arn),
            ],
            Details::ExecutionRedriven { redrive_count } => {
                vec![F::Number("redriveCount", *redrive_count)]
            }
            Details::Output { output } => vec![F::Data("output", "outputDetails", output)],
            Details::Failure { error, cause } => {
                vec![F::OptionalText("error", error), F::Cause(cause)]
            }
            Details::StateEntered { name, input } => {
                vec![F::Text("name", name), F::Data("input", "inputDetails", input)]
            }
            Details::StateExited { name, output, assigned_variables } => {
                vec![F::Text("name", name), F::Data("output", "outputDetails", output), F::Assigned(assigned_variables)]
            }
            Details::TaskScheduled {
                resource_type,
                resource,
                region,
                parameters,
                timeout_in_seconds,
                heartbeat_in_seconds,
                credentials_role_arn,
            } => vec![
                F::Text("resourceType", resource_type),
                F::Text("resource", resource),
                F::Text("region", region),
                F::Parameters(parameters),
                F::OptionalNumber("timeoutInSeconds", *timeout_in_seconds),
                F::OptionalNumber("heartbeatInSeconds", *heartbeat_in_seconds),
                F::Credentials(credentials_role_arn),
            ],
            Details::TaskStarted { resource_type, resource } => {
                vec![F::Text("resourceType", resource_type), F::Text("resource", resource)]
            }
            Details::TaskOutput { resource_type, resource, output } => vec![
                F::Text("resourceType", resource_type),
                F::Text("resource", resource),
                F::Data("output", "outputDetails", output),
            ],
            Details::TaskFailure { resource_type, resource, error, cause } => vec![
                F::Text("resourceType", resource_type),
                F::Text("resource", resource),
                F::OptionalText("error", error),
                F::Cause(cause),
            ],
            Details::ActivityScheduled { resource, input, timeout_in_seconds, heartbeat_in_seconds } => vec![
                F::Text("resource", resource),
                F::Data("input", "inputDetails", input),
                F::OptionalNumber("timeoutInSeconds", *timeout_in_seconds),
                F::OptionalNumber("heartbeatInSeconds", *heartbeat_in_seconds),
            ],
            Details::ActivityStarted { worker_name } => {
                vec![F::OptionalText("workerName", worker_name)]
            }
            Details::LambdaFunctionScheduled { resource, input, timeout_in_seconds, credentials_role_arn } => vec![
                F::Text("resource", resource),
                F::Data("input", "inputDetails", input),
                F::OptionalNumber("timeoutInSeconds", *timeout_in_seconds),
                F::Credentials(credentials_role_arn),
            ],
            Details::MapStateStarted { length } => vec![F::Number("length", *length)],
            Details::MapIteration { name, index } => {
                vec![F::Text("name", name), F::Number("index", *index)]
            }
            Details::MapRunStarted { map_run_arn } => vec![F::Text("mapRunArn", map_run_arn)],
            Details::MapRunRedriven { map_run_arn, redrive_count } => {
                vec![F::Text("mapRunArn", map_run_arn), F::Number("redriveCount", *redrive_count)]
            }
            Details::EvaluationFailed { error, cause, location, state } => vec![
                F::OptionalText("error", error),
                F::Cause(cause),
                F::OptionalText("location", location),
                F::Text("state", state),
            ],
        }
    }

    /// The payload that stands under a name as [`HistoryEvent::payloads`] gives them.
    pub(crate) fn payload(&self, name: &str) -> Option<&Payload> {
        self.fields().into_iter().find_map(|field| match field {
            Field::Data(field, _, payload) if field == name => Some(payload),
            Field::Parameters(payload) if name == "parameters" => Some(payload),
            _ => None,
        })
    }

    /// The first field in which these details differ from those that were recorded, with both texts:
    /// its name, what was recorded, what stands here. Payloads are the same when their JSON is.
    pub(crate) fn first_difference(&self, recorded: &Details) -> Option<(String, String, String)> {
        let absent = || "nothing".to_owned();
        let (ours, theirs) = (self.texts(), recorded.texts());
        for (name, text, is_json) in &theirs {
            let found = ours.iter().find(|(other, ..)| other == name).map(|(_, text, _)| text);
            if !found.is_some_and(|found| same(found, text, *is_json)) {
                return Some((name.clone(), text.to_string(), found.map_or_else(absent, |found| found.to_string())));
            }
        }
        let more = ours.iter().find(|(name, ..)| !theirs.iter().any(|(other, ..)| other == name));
        more.map(|(name, text, _)| (name.clone(), absent(), text.to_string()))
    }

    /// Every field that is there: its name, its text, and whether that is JSON.
    fn texts(&self) -> Vec<(String, Arc<str>, bool)> {
        let mut texts = Vec::new();
        let mut put = |name: &str, text: Arc<str>, is_json: bool| texts.push((name.to_owned(), text, is_json));
        for field in self.fields() {
            match field {
                Field::Text(name, text) => put(name, Arc::clone(text), false),
                Field::OptionalText(name, text) => {
                    if let Some(text) = text {
                        put(name, Arc::clone(text), false);
                    }
                }
                Field::Number(name, number) => put(name, number.to_string().into(), false),
                Field::OptionalNumber(name, number) => {
                    if let Some(number) = number {
                        put(name, number.to_string().into(), false);
                    }
                }
                Field::Data(name, _, payload) => put(name, payload.text(), true),
                Field::Parameters(payload) => put("parameters", payload.text(), true),
                // A cause that is JSON text may have been read and written again on its way.
                Field::Cause(Some(cause)) => put("cause", Arc::clone(cause), true),
                Field::Credentials(Some(role_arn)) => put("taskCredentials", Arc::clone(role_arn), false),
                Field::Cause(None) | Field::Credentials(None) => {}
                Field::Assigned(variables) => {
                    for (name, value) in variables {
                        put(&format!("{ASSIGNED_PREFIX}{name}"), value.text(), true);
                    }
                }
            }
        }
        texts
    }

    /// The details object, with payloads or without them.
    fn to_map(&self, with_payloads: bool) -> Map<String, Json> {
        let mut map = Map::new();
        let mut put = |name: &str, value: Json| {
            map.insert(name.to_owned(), value);
        };
        let text = |text: &Arc<str>| Json::String(text.as_ref().to_owned());
        for field in self.fields() {
            match field {
                Field::Text(name, value) => put(name, text(value)),
                Field::OptionalText(name, value) => {
                    if let Some(value) = value {
                        put(name, text(value));
                    }
                }
                Field::Number(name, value) => put(name, value.into()),
                Field::OptionalNumber(name, value) => {
                    if let Some(value) = value {
                        put(name, value.into());
                    }
                }
                Field::Data(name, details, payload) => {
                    if with_payloads {
                        put(name, text(&payload.text()));
                        put(details, not_truncated());
                    }
                }
                Field::Parameters(payload) => {
                    if with_payloads {
                        put("parameters", text(&payload.text()));
                    }
                }
                Field::Cause(cause) => {
                    if let (true, Some(cause)) = (with_payloads, cause) {
                        put("cause", text(cause));
                    }
                }
                Field::Credentials(role_arn) => {
                    if let Some(role_arn) = role_arn {
                        put("taskCredentials", serde_json::json!({ "roleArn": role_arn.as_ref() }));
                    }
                }
                Field::Assigned(variables) => {
                    if with_payloads && !variables.is_empty() {
                        let assigned: Map<String, Json> = variables
                            .iter()
                            .map(|(name, value)| (name.as_ref().to_owned(), text(&value.text())))
                            .collect();
                        put("assignedVariables", Json::Object(assigned));
                        put("assignedVariablesDetails", not_truncated());
                    }
                }
            }
        }
        map
    }
}

fn same(one: &Arc<str>, other: &Arc<str>, is_json: bool) -> bool {
    let read = |text: &Arc<str>| Value::parse_shared(Arc::clone(text)).ok();
    one == other || is_json && read(one).is_some_and(|value| read(other) == Some(value))
}

fn not_truncated() -> Json {
    serde_json::json!({ "truncated": false })
}

impl HistoryEvent {
    /// The event as `GetExecutionHistory` returns it, field for field in the order of AWS's model;
    /// timestamps are ISO 8601 text.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut map = Map::new();
        map.insert("timestamp".into(), self.timestamp.to_string().into());
        map.insert("type".into(), self.kind.as_str().into());
        map.insert("id".into(), self.id.into());
        map.insert("previousEventId".into(), self.previous_event_id.into());
        if let Some(field) = self.kind.details_field() {
            map.insert(field.into(), Json::Object(self.details.to_map(true)));
        }
        Json::Object(map)
    }

    /// The texts that belong in a store for payloads, each with the name under which
    /// [`HistoryEvent::rebuild`] wants it back: `input`, `output`, `parameters`, `cause`, and
    /// `assignedVariables.<name>` for each variable, in a fixed order.
    #[must_use]
    pub fn payloads(&self) -> Vec<(String, Arc<str>)> {
        let mut payloads = Vec::new();
        for field in self.details.fields() {
            match field {
                Field::Data(name, _, payload) => payloads.push((name.to_owned(), payload.text())),
                Field::Parameters(payload) => {
                    payloads.push(("parameters".to_owned(), payload.text()));
                }
                Field::Cause(Some(cause)) => payloads.push(("cause".to_owned(), Arc::clone(cause))),
                Field::Assigned(variables) => {
                    for (name, value) in variables {
                        payloads.push((format!("{ASSIGNED_PREFIX}{name}"), value.text()));
                    }
                }
                Field::Cause(None)
                | Field::Text(..)
                | Field::OptionalText(..)
                | Field::Number(..)
                | Field::OptionalNumber(..)
                | Field::Credentials(_) => {}
            }
        }
        payloads
    }

    /// The details object without what [`HistoryEvent::payloads`] gives; small, never empty text.
    #[must_use]
    pub fn details_json(&self) -> String {
        Json::Object(self.details.to_map(false)).to_string()
    }

    /// The event that was taken apart by [`HistoryEvent::payloads`] and
    /// [`HistoryEvent::details_json`].
    ///
    /// # Errors
    /// [`RebuildError`] when `details` is not a JSON object or a field is missing that the kind
    /// always has: the stored record is damaged.
    pub fn rebuild<'a>(
        id: u64,
        previous_event_id: u64,
        timestamp: Timestamp,
        kind: EventKind,
        details: &str,
        payloads: impl IntoIterator<Item = (&'a str, Arc<str>)>,
    ) -> Result<HistoryEvent, RebuildError> {
        let Ok(Json::Object(map)) = serde_json::from_str::<Json>(details) else {
            return Err(RebuildError { id, kind, missing: "the details object".into() });
        };
        let mut named = Vec::new();
        let mut assigned = Vec::new();
        for (name, text) in payloads {
            match name.strip_prefix(ASSIGNED_PREFIX) {
                Some(variable) => assigned.push((Arc::from(variable), Payload::Text(text))),
                None => named.push((name.to_owned(), text)),
            }
        }
        let stored = Stored { id, kind, map, named, assigned };
        let details = stored.details()?;
        Ok(HistoryEvent { id, previous_event_id, timestamp, kind, details })
    }

    /// The event that a `GetExecutionHistory` answer shows as this JSON: the inverse of
    /// [`HistoryEvent::to_json`], also for histories that AWS made. The timestamp may be ISO 8601
    /// text or seconds since 1970 as AWS's wire format has it.
    ///
    /// # Errors
    /// [`RebuildError`] when a field is missing or the type is unknown.
    pub fn from_json(event: &Json) -> Result<HistoryEvent, RebuildError> {
        let id = event.get("id").and_then(Json::as_u64).unwrap_or(0);
        let missing = |what: &str| RebuildError { id, kind: EventKind::ExecutionStarted, missing: what.to_owned() };
        let kind =
            event.get("type").and_then(Json::as_str).and_then(EventKind::from_text).ok_or_else(|| missing("type"))?;
        let timestamp = match event.get("timestamp") {
            Some(Json::String(text)) => Timestamp::parse(text).ok_or_else(|| missing("timestamp"))?,
            // Milliseconds are exact in a double far beyond the year 9999.
            #[allow(clippy::cast_possible_truncation)]
            Some(Json::Number(seconds)) => Timestamp((seconds.as_f64().unwrap_or(0.0) * 1000.0).round() as i64),
            _ => return Err(missing("timestamp")),
        };
        let mut map = Map::new();
        let mut named = Vec::new();
        let mut assigned = Vec::new();
        if let Some(Json::Object(details)) = kind.details_field().and_then(|field| event.get(field)) {
            for (name, value) in details {
                match (name.as_str(), value) {
                    ("input" | "output" | "parameters" | "cause", Json::String(text)) => {
                        named.push((name.clone(), Arc::from(text.as_str())));
                    }
                    ("assignedVariables", Json::Object(variables)) => {
                        for (variable, text) in variables {
                            let text = Arc::from(text.as_str().unwrap_or("null"));
                            assigned.push((Arc::from(variable.as_str()), Payload::Text(text)));
                        }
                    }
                    _ => {
                        map.insert(name.clone(), value.clone());
                    }
                }
            }
        }
        let details = Stored { id, kind, map, named, assigned }.details()?;
        Ok(HistoryEvent {
            id,
            previous_event_id: event.get("previousEventId").and_then(Json::as_u64).unwrap_or(0),
            timestamp,
            kind,
            details,
        })
    }
}

/// An event's parts on the way back from a store.
struct Stored {
    id: u64,
    kind: EventKind,
    map: Map<String, Json>,
    named: Vec<(String, Arc<str>)>,
    assigned: Vec<(Arc<str>, Payload)>,
}

impl Stored {
    fn error(&self, missing: &str) -> RebuildError {
        RebuildError { id: self.id, kind: self.kind, missing: missing.to_owned() }
    }

    fn text(&self, name: &str) -> Result<Arc<str>, RebuildError> {
        self.optional(name).ok_or_else(|| self.error(name))
    }

    fn optional(&self, name: &str) -> Option<Arc<str>> {
        self.map.get(name).and_then(Json::as_str).map(Arc::from)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.map.get(name).and_then(Json::as_u64)
    }

    /// A payload; AWS leaves it out where execution data was not included, then it reads as null.
    fn payload(&self, name: &str) -> Payload {
        let found = self.named.iter().find(|(field, _)| field == name);
        Payload::Text(found.map_or_else(|| Arc::from("null"), |(_, text)| Arc::clone(text)))
    }

    fn cause(&self) -> Option<Arc<str>> {
        self.named.iter().find(|(field, _)| field == "cause").map(|(_, text)| Arc::clone(text))
    }

    fn credentials(&self) -> Option<Arc<str>> {
        self.map.get("taskCredentials")?.get("roleArn")?.as_str().map(Arc::from)
    }

    fn details(self) -> Result<Details, RebuildError> {
        use EventKind as K;
        Ok(match self.kind {
            K::ExecutionStarted => Details::ExecutionStarted {
                input: self.payload("input"),
                role_arn: self.optional("roleArn"),
                alias_arn: self.optional("stateMachineAliasArn"),
                version_arn: self.optional("stateMachineVersionArn"),
            },
            K::ExecutionRedriven => {
                Details::ExecutionRedriven { redrive_count: self.number("redriveCount").unwrap_or(0) }
            }
            K::ExecutionSucceeded | K::ActivitySucceeded | K::LambdaFunctionSucceeded => {
                Details::Output { output: self.payload("output") }
            }
            K::ActivityFailed
            | K::ActivityScheduleFailed
            | K::ActivityTimedOut
            | K::ExecutionAborted
            | K::ExecutionFailed
            | K::ExecutionTimedOut
            | K::LambdaFunctionFailed
            | K::LambdaFunctionScheduleFailed
            | K::LambdaFunctionStartFailed
            | K::LambdaFunctionTimedOut
            | K::MapRunFailed => Details::Failure { error: self.optional("error"), cause: self.cause() },
            K::ChoiceStateEntered
            | K::FailStateEntered
            | K::MapStateEntered
            | K::ParallelStateEntered
            | K::PassStateEntered
            | K::SucceedStateEntered
            | K::TaskStateEntered
            | K::WaitStateEntered => Details::StateEntered { name: self.text("name")?, input: self.payload("input") },
            K::ChoiceStateExited
            | K::MapStateExited
            | K::ParallelStateExited
            | K::PassStateExited
            | K::SucceedStateExited
            | K::TaskStateExited
            | K::WaitStateExited => Details::StateExited {
                name: self.text("name")?,
                output: self.payload("output"),
                assigned_variables: self.assigned,
            },
            K::TaskScheduled => Details::TaskScheduled {
                resource_type: self.text("resourceType")?,
                resource: self.text("resource")?,
                region: self.text("region")?,
                parameters: self.payload("parameters"),
                timeout_in_seconds: self.number("timeoutInSeconds"),
                heartbeat_in_seconds: self.number("heartbeatInSeconds"),
                credentials_role_arn: self.credentials(),
            },
            K::TaskStarted => {
                Details::TaskStarted { resource_type: self.text("resourceType")?, resource: self.text("resource")? }
            }
            K::TaskSubmitted | K::TaskSucceeded => Details::TaskOutput {
                resource_type: self.text("resourceType")?,
                resource: self.text("resource")?,
                output: self.payload("output"),
            },
            K::TaskFailed | K::TaskTimedOut | K::TaskStartFailed | K::TaskSubmitFailed => Details::TaskFailure {
                resource_type: self.text("resourceType")?,
                resource: self.text("resource")?,
                error: self.optional("error"),
                cause: self.cause(),
            },
            K::ActivityScheduled => Details::ActivityScheduled {
                resource: self.text("resource")?,
                input: self.payload("input"),
                timeout_in_seconds: self.number("timeoutInSeconds"),
                heartbeat_in_seconds: self.number("heartbeatInSeconds"),
            },
            K::ActivityStarted => Details::ActivityStarted { worker_name: self.optional("workerName") },
            K::LambdaFunctionScheduled => Details::LambdaFunctionScheduled {
                resource: self.text("resource")?,
                input: self.payload("input"),
                timeout_in_seconds: self.number("timeoutInSeconds"),
                credentials_role_arn: self.credentials(),
            },
            K::MapStateStarted => Details::MapStateStarted { length: self.number("length").unwrap_or(0) },
            K::MapIterationAborted | K::MapIterationFailed | K::MapIterationStarted | K::MapIterationSucceeded => {
                Details::MapIteration { name: self.text("name")?, index: self.number("index").unwrap_or(0) }
            }
            K::MapRunStarted => Details::MapRunStarted { map_run_arn: self.text("mapRunArn")? },
            K::MapRunRedriven => Details::MapRunRedriven {
                map_run_arn: self.text("mapRunArn")?,
                redrive_count: self.number("redriveCount").unwrap_or(0),
            },
            K::EvaluationFailed => Details::EvaluationFailed {
                error: self.optional("error"),
                cause: self.cause(),
                location: self.optional("location"),
                state: self.text("state")?,
            },
            K::LambdaFunctionStarted
            | K::MapStateAborted
            | K::MapStateFailed
            | K::MapStateSucceeded
            | K::ParallelStateAborted
            | K::ParallelStateFailed
            | K::ParallelStateStarted
            | K::ParallelStateSucceeded
            | K::TaskStateAborted
            | K::WaitStateAborted
            | K::MapRunAborted
            | K::MapRunSucceeded => Details::None,
        })
    }
}

/// A stored event could not be put together again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "history event {id} ({kind}) lacks {missing}: the stored history is damaged or was written by another program; run the workflow again"
)]
pub struct RebuildError {
    /// The event's number.
    pub id: u64,
    /// The event's type.
    pub kind: EventKind,
    /// Which part is missing.
    pub missing: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        Value::parse(text).expect("test JSON")
    }

    fn one(kind: EventKind, details: Details) -> HistoryEvent {
        HistoryEvent { id: 7, previous_event_id: 6, timestamp: Timestamp(1_000), kind, details }
    }

    fn taken_apart_and_rebuilt(event: &HistoryEvent) -> HistoryEvent {
        let payloads = event.payloads();
        HistoryEvent::rebuild(
            event.id,
            event.previous_event_id,
            event.timestamp,
            event.kind,
            &event.details_json(),
            payloads.iter().map(|(name, text)| (name.as_str(), Arc::clone(text))),
        )
        .expect("rebuilds")
    }

    #[test]
    fn an_exit_with_variables_is_written_as_aws_does_and_comes_back() {
        let event = one(
            EventKind::PassStateExited,
            Details::StateExited {
                name: "A".into(),
                output: value(r#"{"a": 1}"#).into(),
                assigned_variables: vec![("x".into(), value(r#""text""#).into())],
            },
        );
        assert_eq!(
            event.to_json().to_string(),
            r#"{"timestamp":"1970-01-01T00:00:01.000Z","type":"PassStateExited","id":7,"previousEventId":6,"stateExitedEventDetails":{"name":"A","output":"{\"a\": 1}","outputDetails":{"truncated":false},"assignedVariables":{"x":"\"text\""},"assignedVariablesDetails":{"truncated":false}}}"#
        );
        assert_eq!(taken_apart_and_rebuilt(&event), event);
        assert_eq!(HistoryEvent::from_json(&event.to_json()), Ok(event));
    }

    #[test]
    fn a_scheduled_task_keeps_its_small_fields_out_of_the_payloads() {
        let event = one(
            EventKind::TaskScheduled,
            Details::TaskScheduled {
                resource_type: "lambda".into(),
                resource: "invoke".into(),
                region: "us-east-1".into(),
                parameters: value(r#"{"FunctionName":"f"}"#).into(),
                timeout_in_seconds: Some(5),
                heartbeat_in_seconds: None,
                credentials_role_arn: Some("arn:aws:iam::1:role/r".into()),
            },
        );
        assert_eq!(
            event.details_json(),
            r#"{"resourceType":"lambda","resource":"invoke","region":"us-east-1","timeoutInSeconds":5,"taskCredentials":{"roleArn":"arn:aws:iam::1:role/r"}}"#
        );
        assert_eq!(event.payloads()[0].0, "parameters");
        assert_eq!(taken_apart_and_rebuilt(&event), event);
    }

    #[test]
    fn a_damaged_record_is_an_error_that_names_the_event() {
        let error =
            HistoryEvent::rebuild(3, 2, Timestamp(0), EventKind::TaskStarted, "{}", []).expect_err("no resource type");
        assert_eq!(error.missing, "resourceType");
        assert_eq!(error.id, 3);
    }
}
