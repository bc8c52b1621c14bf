//! The placed diagram.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A placed diagram; coordinates in CSS pixels, absolute, y downwards.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Picture {
    /// Of everything.
    pub width: f64,
    /// Of everything.
    pub height: f64,
    /// Parents stand before their children.
    pub nodes: Vec<PictureNode>,
    /// The edges.
    pub edges: Vec<PictureEdge>,
    /// What the picture leaves out, in sentences; empty when it shows everything.
    pub notes: Vec<String>,
    /// Where the flow goes.
    pub direction: FlowDirection,
}

/// Where the flow of a picture goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FlowDirection {
    /// From the top down.
    #[default]
    Down,
    /// From left to right.
    Right,
}

/// Where the flow of all pictures goes from now on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetDirectionArgs {
    /// Where to.
    pub direction: FlowDirection,
}

/// How much of a document its picture shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureView {
    /// Keys of the Parallel and Map states that are drawn closed.
    pub folded: Vec<String>,
    /// The key of the one Parallel or Map state that is drawn, with what lies inside it; everything when it is none.
    pub within: Option<String>,
    /// Whether the states' comments stand on their cards.
    pub notes: bool,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A state drawn as a card.
    State,
    /// A Parallel or Map drawn as a frame around its machines.
    Frame,
    /// One machine inside a frame.
    Branch,
    /// The pill a machine starts at.
    Start,
    /// The pill a machine ends at.
    End,
}

/// A node of the diagram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureNode {
    /// For states the state's key; unique in the diagram.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// The key of the state it stands for; for a branch, of the state that holds it.
    pub state: Option<String>,
    /// The state's `Type`, as written.
    pub state_type: Option<String>,
    /// The state's name.
    pub title: String,
    /// What it does.
    pub subtitle: String,
    /// The service it calls.
    pub service: Option<ServiceTile>,
    /// Marks on the card.
    pub badges: Vec<CardBadge>,
    /// A Choice's rules, in the order tried, `Default` last.
    pub rules: Vec<RuleRow>,
    /// The lines of its note, where notes are shown.
    pub note: Vec<String>,
    /// The frame or branch it lies in.
    pub parent: Option<String>,
    /// For a branch: which, from 0.
    pub branch: Option<u32>,
    /// Whether `StartAt` of its machine names it. Nested machines have no start pill.
    pub start: bool,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Two letters in the colour of a family of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceTile {
    /// Two letters.
    pub letters: String,
    /// `compute`, `data`, `msg`, `store`, `ai`, `http` or `flow`.
    pub family: String,
}

/// A mark on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "badge", content = "count", rename_all = "snake_case")]
pub enum CardBadge {
    /// How many retriers it has.
    Retry(u32),
    /// How many catchers it has.
    Catch(u32),
    /// It has a time limit.
    Timeout,
    /// It waits for a task token.
    Token,
    /// A Map's iterations at the same time: `4 at once`, or `distributed`.
    Concurrency(String),
}

/// A rule on a Choice's card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RuleRow {
    /// Which rule, from 0; none for `Default`.
    pub index: Option<u32>,
    /// Its comment, else its condition.
    pub label: String,
    /// Top edge within the card.
    pub y: f64,
    /// Height.
    pub height: f64,
    /// Where the rule's edge leaves, from the card's upper left corner.
    pub outlet: Point,
}

/// What an edge stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "index", rename_all = "snake_case")]
pub enum EdgeKind {
    /// From the start pill (`StartAt`).
    Start,
    /// `Next`.
    Next,
    /// `End`, or a terminal state, to the end pill.
    End,
    /// A Choice rule, from 0.
    Choice(u32),
    /// A Choice's `Default`.
    Default,
    /// A catcher, from 0.
    Catch(u32),
}

/// An edge of the diagram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureEdge {
    /// Unique, and the same as long as its ends and kind are.
    pub id: String,
    /// The node it leaves.
    pub from: String,
    /// The node it enters.
    pub to: String,
    /// What it stands for.
    pub edge: EdgeKind,
    /// What stands on it.
    pub label: Option<String>,
    /// Its route.
    pub points: Vec<Point>,
    /// From this point on the line is drawn already, by an earlier edge to the same node; none when it is all its own.
    pub merges_at: Option<u32>,
    /// Where the label's middle is.
    pub label_at: Option<Point>,
    /// Whether it goes back up.
    pub back: bool,
}

/// A place in the diagram.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}
