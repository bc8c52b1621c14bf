//! What is counted: boxes and lines, whoever placed them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use stepwell_diagram::{Diagram, Face, NodeKind, measure, width};

/// A placed graph. Coordinates in pixels, absolute, `y` growing downwards.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Drawing {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

/// A box. One that others name as their parent lies around them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Node {
    pub id: String,
    /// `state`, `start`, `end`, `frame` or `branch`.
    pub kind: String,
    pub parent: Option<String>,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A line from box to box.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Edge {
    pub from: String,
    pub to: String,
    pub points: Vec<(f64, f64)>,
    /// Width and height of what is written on it.
    pub label: Option<(f64, f64)>,
    /// The label's middle.
    pub label_at: Option<(f64, f64)>,
}

impl Drawing {
    pub fn of(diagram: &Diagram) -> Drawing {
        let kind = |kind: NodeKind| match kind {
            NodeKind::State => "state",
            NodeKind::Start => "start",
            NodeKind::End => "end",
            NodeKind::Frame => "frame",
            NodeKind::Branch => "branch",
        };
        let nodes = diagram.nodes.iter().map(|node| Node {
            id: node.id.clone(),
            kind: kind(node.kind).to_owned(),
            parent: node.parent.clone(),
            x: node.x,
            y: node.y,
            width: node.width,
            height: node.height,
        });
        let edges = diagram.edges.iter().map(|edge| Edge {
            from: edge.from.clone(),
            to: edge.to.clone(),
            points: edge.points.clone(),
            label: edge.label.as_ref().map(|label| {
                let wide = (width(label, Face::Regular, 12.0) + 16.0).min(measure::LABEL_WIDTH_MAX);
                (wide.ceil(), measure::LABEL_HEIGHT)
            }),
            label_at: edge.label_at,
        });
        Drawing { nodes: nodes.collect(), edges: edges.collect() }
    }

    /// By id, the node's place in `nodes`.
    pub fn index(&self) -> HashMap<&str, usize> {
        self.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect()
    }
}
