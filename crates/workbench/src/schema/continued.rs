//! What can be read of a text after a change, told by what it has in common with what could be read before: nearly everything is the same,
//! or only further down.

use serde::Serialize;
use ts_rs::TS;

use super::{Diagnostic, FlowDirection, OutlineEntry, PictureEdge, PictureNode, PictureView};

/// A reading as it follows from the one before it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReadingChange {
    /// The number of the reading it follows from; upon another one it can't be put.
    pub since: u64,
    /// Its own number.
    pub number: u64,
    /// As in `Reading`.
    pub current: bool,
    /// The text is broken and none could be read before: it is of what can be read of this one.
    pub partial: bool,
    /// As in `Reading`.
    pub reason: Option<String>,
    /// The placed diagram.
    pub picture: PictureChange,
    /// As in `Reading`.
    pub view: PictureView,
    /// Every state with its place in the text.
    pub outline: Vec<Part<OutlineEntry>>,
    /// As in `Reading`.
    pub problems: Vec<Diagnostic>,
    /// As in `Reading`.
    pub query_language: String,
}

/// A picture as it follows from the one before it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PictureChange {
    /// As in `Picture`.
    pub width: f64,
    /// As in `Picture`.
    pub height: f64,
    /// Parents stand before their children.
    pub nodes: Vec<Part<PictureNode>>,
    /// The edges.
    pub edges: Vec<Part<PictureEdge>>,
    /// As in `Picture`.
    pub notes: Vec<String>,
    /// As in `Picture`.
    pub direction: FlowDirection,
}

/// A part of a list: items of the list before that are kept, then items that are not as they were.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Part<T> {
    /// The first one that is kept.
    pub from: u32,
    /// How many are kept, from there on.
    pub count: u32,
    /// How far they moved; none when they stand where they stood.
    pub moved: Option<Moved>,
    /// The items behind them.
    pub then: Vec<T>,
}

/// A way that things moved together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, TS)]
pub struct Moved {
    /// To the right, in the diagram.
    pub x: f64,
    /// Downwards, in the diagram.
    pub y: f64,
    /// Onwards, in the text.
    pub text: i32,
}
