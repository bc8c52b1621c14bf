//! Runs executions on tokio: tasks, timers, mocks.
//!
//! The interpreter says what a state machine means; the history keeps what happened; this crate makes it
//! happen. It has the clock, the random numbers and the answers to tasks, and hands them to the interpreter as
//! inputs. Inputs and the events they led to are stored in one transaction *before* anything they ask for is
//! done or shown (write ahead). So an execution can be rebuilt from its inputs after a crash, and nothing that
//! was answered is run twice.
//!
//! It knows nothing of windows, pages and command lines. It may not decide what a state means.
//!
//! ```
//! use stepwell_history::History;
//! use stepwell_runtime::{Runtime, Settled, Start, TimeMode};
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! let runtime = Runtime::new(History::open_in_memory()?)?;
//! let arn = runtime
//!     .start(Start {
//!         input: "{\"order\": 1}".into(),
//!         time: TimeMode::Skip,
//!         ..Start::of(r#"{"StartAt": "Rest", "States": {
//!             "Rest": {"Type": "Wait", "Seconds": 3600, "End": true}
//!         }}"#)
//!     })
//!     .await?;
//! let Settled::Ended(end) = runtime.wait_end(&arn).await? else { panic!("it ends") };
//! assert_eq!(end.status.as_str(), "SUCCEEDED");
//! assert_eq!(end.output.as_deref(), Some("{\"order\": 1}"));
//! let events = runtime.archive().whole_events(&arn, 1, 100)?;
//! assert_eq!(events[0].kind.as_str(), "ExecutionStarted");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```

mod address;
mod archive;
mod buckets;
mod clock;
mod driver;
mod error;
pub mod items;
mod journal;
mod live;
mod map_run;
mod mock;
mod notify;
mod record;
mod results;
mod runtime;
mod settings;
mod task;

pub use address::{Address, name_of_workflow};
pub use archive::{Archive, EventView, NamedPayload, PayloadView, StoredExecution};
pub use buckets::Buckets;
pub use clock::TimeMode;
pub use error::RuntimeError;
pub use live::{Ended, Live, Settled};
pub use mock::{MockAnswer, MockConfig, MockError, MockedCase, NotAnswered};
pub use notify::RuntimeEvent;
pub use runtime::{Change, Fork, Past, RecordedPast, Resumed, Runtime, Start};
pub use settings::{AnsweredBy, ForkOf};
pub use task::{Answer, TaskSource, WaitingTask};
