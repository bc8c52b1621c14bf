//! Everything that crosses between the page and the workbench: requests, answers and events.
//!
//! Declared here once. `cargo test -p stepwell-workbench schema` compares the generated TypeScript in
//! `ui/src/schema/index.ts` with these types and fails when it is stale; `make schema` writes it anew.
//!
//! Positions in texts are UTF-16 code units, every line break counting one, as the page's editor counts them; texts
//! for the page have every line break as `\n`, whatever the file has. Times are milliseconds
//! since 1970-01-01T00:00:00Z. A state is named by its *key*: the names from the top level, joined by
//! `/`, with `~` written `~0` and `/` written `~1` in each name (`stepwell_asl::StatePath::key`).

mod actions;
mod assist;
mod commands;
mod compare;
mod continued;
mod convert;
mod document;
mod files;
mod picture;
mod pieces;
mod problem;
mod run;
mod state_test;
mod typescript;
mod variables;

pub use actions::*;
pub use assist::*;
pub use commands::{Answer, COMMANDS, CommandInfo, Event, Request};
pub use compare::*;
pub use continued::*;
pub use convert::*;
pub use document::*;
pub use files::*;
pub use picture::*;
pub use pieces::*;
pub use problem::*;
pub use run::*;
pub use state_test::*;
pub use typescript::{language_typescript, typescript};
pub use variables::*;
