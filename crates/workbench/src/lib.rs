//! What a host can ask for: open, edit, undo, run, inspect, export.

mod page_text;
mod recent;
mod recovery;
mod save;
pub mod schema;
mod undo;
