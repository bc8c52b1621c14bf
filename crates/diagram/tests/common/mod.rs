//! What holds for every placed diagram.

use std::collections::{HashMap, HashSet};

use stepwell_asl::{Document, Format};
use stepwell_diagram::{Diagram, Direction, NodeKind, Options, PlacedNode, place};

#[allow(dead_code)] // Each test binary has its own copy of this module.
pub fn placed(text: &str) -> Diagram {
    place(&Document::parse(text.to_owned(), Format::Json), &Options::default())
}

/// The same, flowing to the right.
#[allow(dead_code)] // Each test binary has its own copy of this module.
pub fn placed_right(text: &str) -> Diagram {
    let options = Options { direction: Direction::Right, ..Options::default() };
    place(&Document::parse(text.to_owned(), Format::Json), &options)
}

/// Whether every edge that is no loop leads further on, as it must in both directions.
#[allow(dead_code)] // Each test binary has its own copy of this module.
pub fn leads_on(diagram: &Diagram, direction: Direction) -> Result<(), String> {
    let along = |node: &PlacedNode| match direction {
        Direction::Right => (node.x, node.x + node.width),
        _ => (node.y, node.y + node.height),
    };
    let nodes: HashMap<&str, &PlacedNode> = diagram.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    for edge in diagram.edges.iter().filter(|edge| !edge.is_loop) {
        let (end, start) = (along(nodes[edge.from.as_str()]).1, along(nodes[edge.to.as_str()]).0);
        if start < end {
            return Err(format!("{} leads back", edge.id));
        }
    }
    Ok(())
}

/// A diagram in words, for snapshots.
#[allow(dead_code)] // Each test binary has its own copy of this module.
pub fn sketch(diagram: &Diagram) -> String {
    use std::fmt::Write;
    let mut out = format!("{} x {}\n", diagram.width, diagram.height);
    for node in &diagram.nodes {
        let parent = node.parent.as_deref().map(|parent| format!(" in {parent}")).unwrap_or_default();
        let at = format!("{},{} {}x{}", node.x, node.y, node.width, node.height);
        let _ = writeln!(out, "{:?} {:?}{parent} at {at} · {} {:?}", node.kind, node.id, node.subtitle, node.badges);
        for rule in &node.rules {
            let _ = writeln!(out, "    rule {:?} {:?} leaves at {:?}", rule.index, rule.label, rule.outlet);
        }
    }
    for edge in &diagram.edges {
        let back = if edge.is_loop { " (loop)" } else { "" };
        let label = match (&edge.label, edge.label_at) {
            (Some(label), Some((x, y))) => format!(" {label:?} at {x},{y}"),
            _ => String::new(),
        };
        let points: Vec<String> = edge.points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let merges = edge.merges_at.map(|at| format!(" merges at {at}")).unwrap_or_default();
        let _ = writeln!(out, "{:?}{back}{label} {}{merges}", edge.id, points.join(" "));
    }
    for note in &diagram.notes {
        let _ = writeln!(out, "note: {note}");
    }
    out
}

/// Checks everything that must hold, and says what does not.
pub fn check(diagram: &Diagram) -> Result<(), String> {
    const SLACK: f64 = 1.5;
    let nodes: HashMap<&str, &PlacedNode> = diagram.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    if nodes.len() != diagram.nodes.len() {
        return Err("two nodes have one id".into());
    }
    let edge_ids: HashSet<&str> = diagram.edges.iter().map(|edge| edge.id.as_str()).collect();
    if edge_ids.len() != diagram.edges.len() {
        return Err("two edges have one id".into());
    }
    let mut siblings: HashMap<Option<&str>, Vec<&PlacedNode>> = HashMap::new();
    let mut seen = HashSet::new();
    for node in &diagram.nodes {
        seen.insert(node.id.as_str());
        let inside = |x: f64, y: f64, right: f64, bottom: f64| {
            node.x >= x - SLACK
                && node.y >= y - SLACK
                && node.x + node.width <= right + SLACK
                && node.y + node.height <= bottom + SLACK
        };
        let fits = match node.parent.as_deref() {
            None => inside(0.0, 0.0, diagram.width, diagram.height),
            Some(parent) => {
                if !seen.contains(parent) {
                    return Err(format!("{} comes before its parent", node.id));
                }
                let parent = nodes[parent];
                inside(parent.x, parent.y, parent.x + parent.width, parent.y + parent.height)
            }
        };
        if !(fits && node.width > 0.0 && node.height > 0.0) {
            return Err(format!("{} does not lie inside what holds it", node.id));
        }
        siblings.entry(node.parent.as_deref()).or_default().push(node);
    }
    for group in siblings.values() {
        let mut group = group.clone();
        group.sort_by(|a, b| a.y.total_cmp(&b.y));
        for (at, a) in group.iter().enumerate() {
            for b in group[at + 1..].iter().take_while(|b| b.y < a.y + a.height - SLACK) {
                if a.x < b.x + b.width - SLACK && b.x < a.x + a.width - SLACK {
                    return Err(format!("{} and {} overlap", a.id, b.id));
                }
            }
        }
    }
    for edge in &diagram.edges {
        let (Some(from), Some(to)) = (nodes.get(edge.from.as_str()), nodes.get(edge.to.as_str())) else {
            return Err(format!("{} has an end that is no node", edge.id));
        };
        let [first, .., last] = edge.points.as_slice() else { return Err(format!("{} has no route", edge.id)) };
        for (node, point) in [(from, first), (to, last)] {
            let (left, right) = ((point.0 - node.x).abs(), (point.0 - node.x - node.width).abs());
            let (top, bottom) = ((point.1 - node.y).abs(), (point.1 - node.y - node.height).abs());
            let across = point.0 > node.x - SLACK && point.0 < node.x + node.width + SLACK;
            let along = point.1 > node.y - SLACK && point.1 < node.y + node.height + SLACK;
            if !((across && top.min(bottom) < SLACK) || (along && left.min(right) < SLACK)) {
                return Err(format!("{} does not end on the border of {}", edge.id, node.id));
            }
        }
        for two in edge.points.windows(2) {
            let ((ax, ay), (bx, by)) = (two[0], two[1]);
            if !(ax.is_finite() && ay.is_finite() && bx.is_finite() && by.is_finite()) {
                return Err(format!("{} leads to infinity", edge.id));
            }
            if (ax - bx).abs() > 0.01 && (ay - by).abs() > 0.01 {
                return Err(format!("{} has a slanted piece", edge.id));
            }
            let (left, right, top, bottom) = (ax.min(bx), ax.max(bx), ay.min(by), ay.max(by));
            if left < -SLACK || top < -SLACK || right > diagram.width + SLACK || bottom > diagram.height + SLACK {
                return Err(format!("{} leaves the picture", edge.id));
            }
            for node in &siblings[&from.parent.as_deref()] {
                let through = right > node.x + SLACK
                    && left < node.x + node.width - SLACK
                    && bottom > node.y + SLACK
                    && top < node.y + node.height - SLACK;
                if through && node.kind != NodeKind::Branch {
                    return Err(format!("{} runs through {}", edge.id, node.id));
                }
            }
        }
    }
    Ok(())
}
