//! The past of an execution, taken up again: replay and fork.
//!
//! What Stepwell ran is replayed from the inputs it stored: stepping a fresh [`Execution`](crate::Execution)
//! through them leads to the same state, byte for byte, and [`Fork`] follows them with another program up to an
//! event. What AWS ran has left its events only: a [`Recording`] of them is followed as one input
//! ([`InputKind::Recorded`](crate::InputKind::Recorded)), and what the events do not tell (seeds, clocks, the
//! results of map runs) is taken from what came of it. Where a definition does not lead to what was recorded, a
//! [`Misfit`] says at which event, in which state, in which field.

mod fork;
mod misfit;
mod recorded;
mod recording;
mod standing;

pub use fork::{Fork, Shared};
pub(crate) use misfit::state_of;
pub use misfit::{Adopted, Misfit};
pub use recorded::Recorded;
pub use recording::{Recording, RecordingError};
pub use standing::{Doing, Standing};
