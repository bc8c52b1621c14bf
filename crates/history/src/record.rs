use std::sync::Arc;

use crate::payload::{Payload, PayloadHash};

/// An execution about to begin. Every text but the ARN and the two payloads is opaque here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewExecution {
    /// The execution's ARN: its key.
    pub arn: String,
    /// Its name, the ARN's last part.
    pub name: String,
    /// The workflow (definition file) it was started from, if any: what lists are filtered by.
    pub workflow: Option<String>,
    /// The state machine's ARN.
    pub state_machine_arn: String,
    /// The state machine's name.
    pub state_machine_name: String,
    /// STANDARD or EXPRESS.
    pub kind: String,
    /// How the definition is written (JSON or YAML).
    pub format: String,
    /// The definition's text, as it was when the execution began.
    pub definition: Arc<str>,
    /// The input's text.
    pub input: Arc<str>,
    /// The status it begins with.
    pub status: String,
    /// When it began, in milliseconds since 1970 (UTC).
    pub started_at: i64,
    /// Whatever the writer needs to carry on with this execution after a restart.
    pub settings: String,
    /// The ARN of the execution that this one is part of, if it is: it is deleted with that.
    pub parent: Option<String>,
}

/// An execution as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionRecord {
    /// The execution's ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// The workflow it was started from.
    pub workflow: Option<String>,
    /// The state machine's ARN.
    pub state_machine_arn: String,
    /// The state machine's name.
    pub state_machine_name: String,
    /// STANDARD or EXPRESS.
    pub kind: String,
    /// How the definition is written.
    pub format: String,
    /// The definition's text.
    pub definition: PayloadHash,
    /// The input's text.
    pub input: PayloadHash,
    /// The output's text, once there is one.
    pub output: Option<PayloadHash>,
    /// The error's name, where it failed.
    pub error: Option<String>,
    /// The error's cause, where it failed.
    pub cause: Option<String>,
    /// Its status.
    pub status: String,
    /// When it began, in milliseconds since 1970 (UTC).
    pub started_at: i64,
    /// When it ended.
    pub stopped_at: Option<i64>,
    /// How many events are stored, which is the last one's id; 0 before the first.
    pub last_event_id: u64,
    /// How many inputs are stored, which is the last one's number; 0 before the first.
    pub last_input: u64,
    /// The writer's own settings, see [`NewExecution::settings`].
    pub settings: String,
}

/// One event of an execution's history. Large texts stand in `body` as the hashes of payloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// Its number: 1, 2, 3 …
    pub id: u64,
    /// When it happened, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Its type's name.
    pub kind: String,
    /// The rest of it, opaque.
    pub body: String,
}

/// One input of the interpreter, from which (with those before it) the execution can be rebuilt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRecord {
    /// Its number: 1, 2, 3 …
    pub number: u64,
    /// When it came, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The id of the last event there was once this input had been taken: says what the input led to.
    pub last_event_id: u64,
    /// The input, opaque.
    pub body: String,
}

/// What is written in one transaction for one execution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// The texts that `inputs` and `events` refer to. A text that is stored already is not written again,
    /// and may be left out if this execution has mentioned it before.
    pub payloads: Vec<Payload>,
    /// The inputs taken, going on from the last stored number.
    pub inputs: Vec<InputRecord>,
    /// The events they led to, going on from the last stored id.
    pub events: Vec<EventRecord>,
    /// The execution's new status, where it changed.
    pub status: Option<StatusChange>,
}

/// How an execution's status changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusChange {
    /// The new status.
    pub status: String,
    /// When the execution ended, if it did.
    pub stopped_at: Option<i64>,
    /// Its output's text, if there is one.
    pub output: Option<Arc<str>>,
    /// The error's name, if it failed.
    pub error: Option<String>,
    /// The error's cause, if it failed.
    pub cause: Option<String>,
}
