//! The placed diagram: what a canvas draws and an export prints.

use serde::{Deserialize, Serialize};
use stepwell_asl::{StatePath, StateType};

use crate::service::Service;

/// A document's placed picture.
///
/// All coordinates are in CSS pixels, absolute (a nested node's too), with `y` growing downwards and the
/// picture's own margin included, so that nothing has a negative coordinate. Nodes come parents first, edges in
/// the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagram {
    /// Width of the picture in pixels.
    pub width: f64,
    /// Height of the picture in pixels.
    pub height: f64,
    /// Everything that has a box, a parent always before its children.
    pub nodes: Vec<PlacedNode>,
    /// Everything that joins two boxes.
    pub edges: Vec<PlacedEdge>,
    /// What the picture leaves out, in sentences for the person; empty when it shows everything.
    pub notes: Vec<String>,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NodeKind {
    /// A state drawn as one card.
    State,
    /// The pill where an execution begins. Only the top level has one.
    Start,
    /// The pill where an execution ends well. Only the top level has one, and only when a state leads to it.
    End,
    /// A Parallel or Map state, drawn as a box around the states inside it.
    Frame,
    /// One branch of a Parallel state: a box without a border, a place to drop states.
    Branch,
}

/// A box with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacedNode {
    /// The state's path as [`StatePath::key`] writes it; pills add `#start` and `#end` to the key of their
    /// machine, branches add `#branch0`, … to the key of their Parallel state. Where two nodes would share an id
    /// (a state's name written twice) the later ones end in `#2`, `#3`, ….
    pub id: String,
    /// What the node stands for.
    pub kind: NodeKind,
    /// The state it draws; for a branch the Parallel state it belongs to, for a pill nothing.
    pub state: Option<StatePath>,
    /// The state's type; nothing for pills, branches and states whose `Type` is missing or unknown.
    pub state_type: Option<StateType>,
    /// The state's own name, or the pill's word. Not shortened.
    pub title: String,
    /// What the state does, in a few words: `lambda:invoke`, `3 rules`, `wait 30 s`. Not shortened.
    pub subtitle: String,
    /// The AWS service a Task calls, where its `Resource` names one.
    pub service: Option<Service>,
    /// Small signs at the end of the second line.
    pub badges: Vec<Badge>,
    /// A Choice state's rules in the order in which they are tried, the default last.
    pub rules: Vec<RuleRow>,
    /// The lines of its note, where notes are asked for: below what a card says, below the header of a frame.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<String>,
    /// The id of the frame or branch this node lies in.
    pub parent: Option<String>,
    /// Which branch of its Parallel state a [`NodeKind::Branch`] is, from 0.
    pub branch: Option<usize>,
    /// True for the state its machine's `StartAt` names. Nested machines have no start pill, so this is how their
    /// first state is told.
    pub is_start: bool,
    /// Left edge in pixels.
    pub x: f64,
    /// Upper edge in pixels.
    pub y: f64,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
}

/// A small sign on a card.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "badge", content = "value")]
pub enum Badge {
    /// The number of retriers.
    Retry(usize),
    /// The number of catchers.
    Catch(usize),
    /// The state has a time limit of its own.
    Timeout,
    /// The task waits until somebody sends its token back.
    Token,
    /// A Map state's iterations at the same time: `4 at once`, or `distributed`.
    Concurrency(String),
}

/// One line of a Choice card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleRow {
    /// The rule's place in `Choices`, from 0; nothing for the default.
    pub index: Option<usize>,
    /// The rule's comment, else its condition in short. Not shortened.
    pub label: String,
    /// Upper edge of the row, from the card's upper edge, in pixels.
    pub y: f64,
    /// Height of the row in pixels.
    pub height: f64,
    /// Where the rule's edge leaves the card, from the card's upper left corner, in pixels.
    pub outlet: (f64, f64),
}

/// Why an edge is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "edge", content = "index")]
pub enum EdgeKind {
    /// From the start pill to the state that `StartAt` names.
    Start,
    /// A state's `Next`.
    Next,
    /// From a state with `"End": true` to the end pill.
    End,
    /// A Choice rule's `Next`, by the rule's place from 0.
    Choice(usize),
    /// A Choice state's `Default`.
    Default,
    /// A catcher's `Next`, by the catcher's place from 0.
    Catch(usize),
}

/// A line between two boxes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacedEdge {
    /// `{from}|{start|next|end|choice:n|default|catch:n}|{to}` with the ids of both nodes.
    pub id: String,
    /// Id of the node it leaves.
    pub from: String,
    /// Id of the node it enters.
    pub to: String,
    /// Why the edge is there.
    pub kind: EdgeKind,
    /// True when the edge leads back to a state that may already have run.
    pub is_loop: bool,
    /// What to write on the edge: a catcher's errors, or `rule 2` where an edge leaves below the rows of its card.
    pub label: Option<String>,
    /// The route: horizontal and vertical pieces from one border to the other, corners not yet rounded.
    pub points: Vec<(f64, f64)>,
    /// Where it runs into the line of an earlier edge to the same node: from this point (by its place in `points`) on
    /// both lie on each other. Whoever dashes lines draws only as far as the bend that follows.
    pub merges_at: Option<usize>,
    /// The middle of the label, where there is one.
    pub label_at: Option<(f64, f64)>,
}
