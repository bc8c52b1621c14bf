//! What a host can ask for: open, edit, undo, save, run, inspect, export.
//!
//! The workbench holds the open documents and drives the crates below it. Hosts (the desktop window, `stepwell serve
//! --ui`) pass requests in and events out; they decide nothing. It knows nothing of windows, HTTP or the page's looks.
//!
//! ```
//! use stepwell_workbench::schema::{Answer, NewDocumentArgs, Request};
//! use stepwell_workbench::{HistoryPlace, Places, Workbench};
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! let nowhere = Places { config: None, data: None };
//! let workbench = Workbench::open(nowhere, HistoryPlace::Memory).await?;
//! let request = Request::NewDocument(NewDocumentArgs { starter: Some("hello-world".into()), ..NewDocumentArgs::default() });
//! let Answer::NewDocument(view) = workbench.call(request).await? else { panic!("another answer") };
//! assert_eq!(view.reading.outline[0].key, "Say hello");
//! # Ok::<(), stepwell_workbench::schema::Problem>(())
//! # }).unwrap();
//! ```

mod actions;
mod assist;
mod colours;
mod compare;
mod continued;
mod desk;
mod document;
mod export;
mod folder;
mod git;
mod kept_mock;
mod page_text;
mod patterns;
mod reading;
mod recent;
mod recorded;
mod recovery;
mod runs;
mod save;
pub mod schema;
mod snippets;
mod starters;
mod state_preview;
mod state_test;
mod story;
mod undo;
mod variables;
mod watch;
mod workbench;

pub use colours::colours;
pub use document::MOST_BYTES;
pub use export::{png, svg};
pub use runs::HistoryPlace;
pub use save::write_atomically;
pub use workbench::{Events, Places, Workbench};
