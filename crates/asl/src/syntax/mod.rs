//! The syntax tree: JSON text as it stands, with the place of everything, also where it is broken.

mod error;
mod node;
mod parse;
mod string;
mod tree;
pub(crate) mod yaml;

pub use error::{Repair, SyntaxError};
pub use node::{Member, Node, NodeKind};
pub(crate) use parse::parse;
pub use string::quote;
pub(crate) use string::unescape;
pub(crate) use tree::Tree;
