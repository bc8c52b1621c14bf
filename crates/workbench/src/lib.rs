//! What a host can ask for: open, edit, undo, run, inspect, export.

pub mod schema;
