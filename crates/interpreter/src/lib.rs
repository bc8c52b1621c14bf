//! The meaning of a state machine: a pure step function.
//!
//! [`Program::compile`] makes a definition ready to run; [`Execution::step`] takes one external fact
//! ([`Input`]) and answers with history events in AWS's shape and with effects for the host to
//! carry out. Nothing here reads a clock, draws a random number, touches a file or starts a thread:
//! the same inputs give the same history, byte for byte. Replay, resuming after a crash, forking
//! from a past event and skipped time all rest on this.
//!
//! ```
//! use std::sync::Arc;
//! use stepwell_asl::{Document, Format, MachineType};
//! use stepwell_interpreter::{Effect, Execution, Input, InputKind, Program, Settings, Start, Status, Timestamp};
//!
//! let text = r#"{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "Result": "hello", "End": true}}}"#;
//! let document = Document::parse(text, Format::Json);
//! let program = Arc::new(Program::compile(&document, MachineType::Standard)?);
//! let mut execution = Execution::new(program, Settings::default());
//! let start = Start {
//!     input: stepwell_json::Value::parse("{}")?,
//!     execution_arn: "arn:aws:states:us-east-1:111111111111:execution:greet:1".into(),
//!     name: "1".into(),
//!     role_arn: "arn:aws:iam::111111111111:role/greeter".into(),
//!     state_machine_arn: "arn:aws:states:us-east-1:111111111111:stateMachine:greet".into(),
//!     state_machine_name: "greet".into(),
//!     seed: 1,
//!     region: "us-east-1".into(),
//!     synchronous: false,
//! };
//! let step = execution.step(&Input { at: Timestamp(0), kind: InputKind::Start(Box::new(start)) })?;
//! let types: Vec<&str> = step.events.iter().map(|event| event.kind.as_str()).collect();
//! assert_eq!(types, ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]);
//! assert!(matches!(step.effects.last(), Some(Effect::Ended(outcome)) if outcome.status == Status::Succeeded));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`test_state`] runs one state by itself, by the request and the answer of AWS's TestState.
//!
//! This crate may not know of stores, runtimes, windows or AWS accounts.

mod effect;
mod event;
mod event_kind;
mod execution;
mod input;
mod inspection;
mod program;
mod replay;
mod settings;
mod test_state;
mod timestamp;

pub use effect::{
    ChildRequest, Effect, Outcome, ReadItems, Status, Step, TaskPattern, TaskRequest, TimerPurpose, WriteResults,
};
pub use event::{Details, HistoryEvent, Payload, RebuildError};
pub use event_kind::EventKind;
pub use execution::{Execution, StepError};
pub use input::{ChildId, FailureStage, Input, InputKind, MapRunId, Start, TaskId, TimerId};
pub use inspection::{Inspection, StateMock, StateTest, Verdict};
pub use program::{CompileError, Program};
pub use replay::{Adopted, Doing, Fork, Misfit, Recorded, Recording, RecordingError, Shared, Standing};
pub use settings::Settings;
pub use test_state::{
    FieldValidation, InspectionLevel, Mock, Refusal, RefusalCode, StateConfiguration, TestAnswer, TestFacts,
    TestRequest, test_state,
};
pub use timestamp::Timestamp;
