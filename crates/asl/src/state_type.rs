//! The eight state types and the two query languages.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a state does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StateType {
    /// Calls a resource.
    Task,
    /// Hands its input on, or a fixed result.
    Pass,
    /// Goes on by rules.
    Choice,
    /// Waits for a time.
    Wait,
    /// Ends its scope with success.
    Succeed,
    /// Ends the execution with an error.
    Fail,
    /// Runs branches beside each other.
    Parallel,
    /// Runs its processor for each item.
    Map,
}

impl StateType {
    /// All of them, in the order of AWS's documentation.
    pub const ALL: [StateType; 8] = [
        StateType::Task,
        StateType::Pass,
        StateType::Choice,
        StateType::Wait,
        StateType::Succeed,
        StateType::Fail,
        StateType::Parallel,
        StateType::Map,
    ];

    /// As `Type` spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            StateType::Task => "Task",
            StateType::Pass => "Pass",
            StateType::Choice => "Choice",
            StateType::Wait => "Wait",
            StateType::Succeed => "Succeed",
            StateType::Fail => "Fail",
            StateType::Parallel => "Parallel",
            StateType::Map => "Map",
        }
    }

    /// From `Type`'s spelling; upper and lower case matter.
    #[must_use]
    pub fn from_name(name: &str) -> Option<StateType> {
        StateType::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it may have `Next` or `End`: all but Choice, Succeed and Fail.
    #[must_use]
    pub const fn has_next(self) -> bool {
        match self {
            StateType::Task | StateType::Pass | StateType::Wait | StateType::Parallel | StateType::Map => true,
            StateType::Choice | StateType::Succeed | StateType::Fail => false,
        }
    }

    /// Whether it may have `Retry` and `Catch`.
    #[must_use]
    pub const fn has_catch(self) -> bool {
        match self {
            StateType::Task | StateType::Parallel | StateType::Map => true,
            StateType::Pass | StateType::Wait | StateType::Choice | StateType::Succeed | StateType::Fail => false,
        }
    }
}

impl fmt::Display for StateType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How the fields of a state reach its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum QueryLanguage {
    /// Paths and payload templates. What a state machine has that does not say otherwise.
    #[default]
    JSONPath,
    /// Expressions within `{% … %}`.
    JSONata,
}

impl QueryLanguage {
    /// As `QueryLanguage` spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            QueryLanguage::JSONPath => "JSONPath",
            QueryLanguage::JSONata => "JSONata",
        }
    }

    /// From `QueryLanguage`'s spelling.
    #[must_use]
    pub fn from_name(name: &str) -> Option<QueryLanguage> {
        match name {
            "JSONPath" => Some(QueryLanguage::JSONPath),
            "JSONata" => Some(QueryLanguage::JSONata),
            _ => None,
        }
    }
}

/// The type of a state machine, which decides what its states may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MachineType {
    /// Up to a year, exactly once.
    #[default]
    Standard,
    /// Up to five minutes, at least once; no `.sync`, `.waitForTaskToken`, activities or distributed Map.
    Express,
}
