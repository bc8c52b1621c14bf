//! What a history tells: which states were visited, in which iterations, with what outcome, along which edges.
//!
//! Everything here follows from stored events alone, so a history that AWS made is told the same way.

mod bytes;
mod fact;
mod frames;
mod map;
mod reader;
#[cfg(test)]
mod tests;
mod timeline;
mod visit;

pub(crate) use fact::Fact;
pub(crate) use map::DiagramMap;
pub(crate) use reader::Story;
pub(crate) use visit::{Attempt, Visit};
