//! Executions, their events and the interpreter's inputs in SQLite.
//!
//! This crate keeps what happened. It stores *executions*, the *events* that tell their history, and
//! the *inputs* from which the interpreter can rebuild them, in one transaction, so that the three never
//! disagree. Texts that flow through an execution (definition, input, output, task answers) are *payloads*:
//! written once per content, referred to by their hash.
//!
//! It knows nothing of the Amazon States Language, of the interpreter or of what an event means: bodies,
//! statuses and settings are opaque text. It has no clock; whoever writes passes the time in
//! (milliseconds since 1970-01-01T00:00:00Z).
//!
//! One process *owns* a database and writes to it, by a lock of the operating system; any number of others
//! may read. What `append` has acknowledged survives the death of the process, and with the default
//! [`Durability::Full`] that of the machine.
//!
//! ```
//! use stepwell_history::{Commit, EventRecord, History, NewExecution, PayloadHash};
//!
//! # fn main() -> Result<(), stepwell_history::HistoryError> {
//! let mut history = History::open_in_memory()?;
//! history.create(&NewExecution {
//!     arn: "arn:aws:states:us-east-1:123456789012:execution:Orders:first".into(),
//!     name: "first".into(),
//!     definition: "{\"StartAt\":\"A\",\"States\":{}}".into(),
//!     input: "{\"order\":1}".into(),
//!     status: "RUNNING".into(),
//!     started_at: 1_700_000_000_000,
//!     ..NewExecution::default()
//! })?;
//! history.append(
//!     "arn:aws:states:us-east-1:123456789012:execution:Orders:first",
//!     &Commit {
//!         events: vec![EventRecord { id: 1, at: 1_700_000_000_000, kind: "ExecutionStarted".into(), body: "{}".into() }],
//!         ..Commit::default()
//!     },
//! )?;
//! let window = history.events("arn:aws:states:us-east-1:123456789012:execution:Orders:first", 1, 100)?;
//! assert_eq!(window[0].kind, "ExecutionStarted");
//! assert_eq!(&*history.payload(&PayloadHash::of("{\"order\":1}"))?, "{\"order\":1}");
//! # Ok(())
//! # }
//! ```

mod append;
mod damaged;
mod delete;
mod error;
mod lock;
mod open;
mod page;
mod payload;
mod read;
mod record;
mod schema;

pub use append::Batch;
pub use damaged::Notice;
pub use delete::Deleted;
pub use error::HistoryError;
pub use open::{Access, Durability, History, Opened, Options};
pub use page::{Cursor, ExecutionsPage, Filter};
pub use payload::{Payload, PayloadHash, PayloadSlice};
pub use record::{Commit, EventRecord, ExecutionRecord, InputRecord, NewExecution, StatusChange};
