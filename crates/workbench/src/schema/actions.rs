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
