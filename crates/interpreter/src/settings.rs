//! The quotas under which an execution runs, and what of the account it runs against.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use stepwell_asl::MachineType;

/// Quotas of an execution; [`Settings::for_type`] has AWS's values
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html>).
///
/// They decide about the history as the inputs do: a replay needs the settings of the first run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The most events a history may have; `None` for no bound.
    pub max_events: Option<u64>,
    /// The most bytes of UTF-8 text that an input, an output or a result may have.
    pub max_payload_bytes: usize,
    /// The most seconds an execution may take.
    pub max_execution_seconds: u64,
    /// The most iterations of an inline Map that run at once.
    pub max_map_concurrency: usize,
    /// The most child executions of a map run that run at once.
    pub max_map_run_concurrency: usize,
    /// The most bytes that one variable, or the variables of one `Assign`, may have.
    pub max_assign_bytes: usize,
    /// The most bytes that all variables of an execution may have.
    pub max_variable_bytes: usize,
    /// The most state transitions of one step; then it answers
    /// [`Step::more`](crate::Step::more).
    pub transitions_per_step: u32,
    /// The ARNs of activities that there are none of: a task for one ends the execution with `States.Runtime`, as on
    /// AWS when the activity was deleted or never created
    /// (<https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html>).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_activities: Vec<Arc<str>>,
}

impl Settings {
    /// AWS's quotas for a STANDARD or an EXPRESS execution.
    #[must_use]
    pub fn for_type(kind: MachineType) -> Settings {
        let (max_events, max_execution_seconds) = match kind {
            MachineType::Standard => (Some(25_000), 365 * 24 * 60 * 60),
            MachineType::Express => (None, 5 * 60),
        };
        Settings {
            max_events,
            max_payload_bytes: 262_144,
            max_execution_seconds,
            max_map_concurrency: 40,
            max_map_run_concurrency: 10_000,
            max_assign_bytes: 262_144,
            max_variable_bytes: 10 * 1024 * 1024,
            transitions_per_step: 1_000,
            missing_activities: Vec::new(),
        }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings::for_type(MachineType::Standard)
    }
}
