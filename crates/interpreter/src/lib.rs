//! The meaning of a state machine: a pure step function.
//!
//! [`Program::compile`] makes a definition ready to run; [`Execution::step`] takes one external fact
//! ([`Input`]) and answers with history events in AWS's shape and with effects for the host to
//! carry out. Nothing here reads a clock, draws a random number, touches a file or starts a thread:
//! the same inputs give the same history, byte for byte. Replay, resuming after a crash, forking
//! from a past event and skipped time all rest on this.
//!
//! This crate may not know of stores, runtimes, mocks, windows or AWS accounts.

mod effect;
mod event;
mod event_kind;
mod execution;
mod input;
mod program;
mod settings;
mod timestamp;

pub use effect::{Effect, Outcome, Status, Step, TaskPattern, TaskRequest, TimerPurpose};
pub use event::{Details, HistoryEvent, Payload, RebuildError};
pub use event_kind::EventKind;
pub use execution::{Execution, StepError};
pub use input::{FailureStage, Input, InputKind, Start, TaskId, TimerId};
pub use program::{CompileError, Program};
pub use settings::Settings;
pub use timestamp::Timestamp;
