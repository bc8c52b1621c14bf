//! What a Task can call, for the palette.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ServiceTile;

/// The services whose actions a Task can call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AwsServiceList {
    /// Those with optimised integrations first, then by name.
    pub services: Vec<AwsService>,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AwsService {
    /// As in ARNs: `sqs`.
    pub name: String,
    /// As AWS calls it: `Amazon Simple Queue Service`.
    pub title: String,
    /// Its tile.
    pub tile: ServiceTile,
    /// How many actions it has, optimised integrations included.
    pub actions: u32,
    /// Whether it has optimised integrations.
    pub optimised: bool,
}

/// Which actions to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AwsActionsArgs {
    /// Words that all stand in the action's, the service's or the service's full name; all actions when empty.
    pub query: String,
    /// Of this service alone.
    #[ts(optional)]
    pub service: Option<String>,
    /// How many at most; at most 1,000.
    pub limit: u32,
}

/// Actions that fit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AwsActionList {
    /// How many fit in all.
    pub total: u32,
    /// The best first: optimised integrations before others.
    pub actions: Vec<AwsAction>,
}

/// An action that a Task can call.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AwsAction {
    /// The Task's `Resource`.
    pub resource: String,
    /// The action in words: `Send message`.
    pub title: String,
    /// The service as in the ARN.
    pub service: String,
    /// The service as AWS calls it.
    pub service_title: String,
    /// The service's tile.
    pub tile: ServiceTile,
    /// Whether Step Functions has adapted it for workflows.
    pub optimised: bool,
    /// How the Task waits, in words; none where it goes on with the answer.
    pub waits: Option<String>,
    /// What it does, in a sentence; may be empty.
    pub about: String,
    /// What it must be given, with something to be replaced in each parameter.
    #[ts(type = "Record<string, unknown>")]
    pub parameters: serde_json::Map<String, serde_json::Value>,
}

/// Which level of what an action takes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ActionParametersArgs {
    /// The Task's `Resource`.
    pub resource: String,
    /// The names that lead there, `[]` for the items of a list; none for the top.
    pub names: Vec<String>,
}

/// What an action takes at a level.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ActionParameterList {
    /// Whether it is known what the resource calls.
    pub known: bool,
    /// Whether all that it takes is listed, and not only what it needs.
    pub complete: bool,
    /// What the action does, a sentence; may be empty.
    pub about: String,
    /// AWS's page about the integration.
    pub page: Option<String>,
    /// Those that must be there first.
    pub parameters: Vec<ActionParameter>,
}

/// One member of what an action takes.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ActionParameter {
    /// As a Task writes it.
    pub name: String,
    /// Whether the action refuses to be called without it.
    pub required: bool,
    /// What kind of value it is.
    pub kind: ParameterKind,
    /// Of a list or a map, what kind its elements are.
    pub element: Option<ParameterKind>,
    /// The strings that it may be; AWS may add more.
    pub values: Vec<String>,
    /// The least number, length or count.
    pub least: Option<f64>,
    /// The greatest number, length or count.
    pub greatest: Option<f64>,
    /// The first sentence of AWS's documentation; may be empty.
    pub doc: String,
}

/// Kinds of values that an action takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKind {
    /// An object with named members.
    Object,
    /// A list.
    List,
    /// An object whose names are free.
    Map,
    /// A string.
    Text,
    /// One of some strings.
    Choice,
    /// A whole number.
    Whole,
    /// A number.
    Decimal,
    /// `true` or `false`.
    Flag,
    /// A time, as ISO 8601 writes it.
    Time,
    /// Any JSON.
    Anything,
}
