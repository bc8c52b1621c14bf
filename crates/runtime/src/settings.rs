//! What is kept beside an execution so that it can be carried on after a restart.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use stepwell_asl::StatePath;
use stepwell_history::{History, Payload, PayloadHash};
use stepwell_interpreter::{ChildId, MapRunId};

use crate::buckets::Buckets;
use crate::clock::TimeMode;
use crate::error::RuntimeError;
use crate::mock::MockConfig;
use crate::task::TaskSource;

/// Who answered, or answers, the tasks of a stored execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum AnsweredBy {
    /// Nobody.
    Nobody,
    /// A person.
    Person,
    /// A test case of a mock configuration.
    Mocks {
        /// The file it came from.
        file: Option<String>,
        /// The state machine's key in it.
        machine: String,
        /// The test case's name.
        case: String,
    },
}

/// The settings record of an execution.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) time: TimeMode,
    pub(crate) tasks: AnsweredBy,
    /// The payload with the mocked case, as it was when the execution began: changing the file must not
    /// change an execution that runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) mocks: Option<String>,
    /// The quotas the interpreter was given: replay needs the same.
    pub(crate) quotas: stepwell_interpreter::Settings,
    /// The folder that serves S3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) buckets: Option<PathBuf>,
    /// By how much its clock is behind the machine's, in milliseconds.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) behind: i64,
    /// What it was forked from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fork_of: Option<ForkOf>,
    /// In a fork: how often mocks were asked by the children of map runs of which it shares only the results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) calls: Vec<(StatePath, u64)>,
    /// Whose child it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) child: Option<ChildOf>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it so
fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// What an execution was forked from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkOf {
    /// The ARN of the execution; none for a history that was recorded elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// The last event that both have.
    pub event: u64,
}

/// The map run that an execution belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChildOf {
    /// The ARN of the parent execution.
    pub(crate) parent: String,
    /// The Map state.
    pub(crate) state: StatePath,
    /// The map run within the parent.
    pub(crate) run: MapRunId,
    /// The child within the parent.
    pub(crate) child: ChildId,
}

impl Settings {
    /// The record, and the payload to store with it.
    pub(crate) fn of(
        time: TimeMode,
        tasks: &TaskSource,
        quotas: stepwell_interpreter::Settings,
        buckets: Option<&Buckets>,
    ) -> (Self, Option<Payload>) {
        let (tasks, mocks) = match tasks {
            TaskSource::Nobody => (AnsweredBy::Nobody, None),
            TaskSource::Person => (AnsweredBy::Person, None),
            TaskSource::Mocks { case, file } => (
                AnsweredBy::Mocks {
                    file: file.clone(),
                    machine: case.machine().to_owned(),
                    case: case.case().to_owned(),
                },
                Some(Payload::new(case.to_config_text())),
            ),
        };
        let hash = mocks.as_ref().map(|payload| payload.hash().to_string());
        let buckets = buckets.map(|buckets| buckets.root().to_path_buf());
        let (behind, calls) = (0, Vec::new());
        (Self { time, tasks, mocks: hash, quotas, buckets, behind, fork_of: None, calls, child: None }, mocks)
    }

    pub(crate) fn read(arn: &str, text: &str) -> Result<Self, RuntimeError> {
        serde_json::from_str(text)
            .map_err(|error| RuntimeError::Record { arn: arn.to_owned(), detail: format!("its settings: {error}") })
    }

    /// The settings of a child of an execution with these.
    pub(crate) fn of_child(&self, child: ChildOf, quotas: stepwell_interpreter::Settings) -> Self {
        Self { quotas, child: Some(child), fork_of: None, calls: Vec::new(), ..self.clone() }
    }

    /// The source of answers that the record describes.
    pub(crate) fn task_source(&self, arn: &str, history: &History) -> Result<TaskSource, RuntimeError> {
        match &self.tasks {
            AnsweredBy::Nobody => Ok(TaskSource::Nobody),
            AnsweredBy::Person => Ok(TaskSource::Person),
            AnsweredBy::Mocks { file, machine, case } => {
                let hash: Option<PayloadHash> = self.mocks.as_ref().and_then(|hash| hash.parse().ok());
                let Some(hash) = hash else {
                    return Err(RuntimeError::Record {
                        arn: arn.to_owned(),
                        detail: "its settings do not say where its mocks are".to_owned(),
                    });
                };
                let config = MockConfig::parse(&history.payload(&hash)?)?;
                Ok(TaskSource::Mocks { case: config.case(machine, case)?, file: file.clone() })
            }
        }
    }
}
