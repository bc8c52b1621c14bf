//! Where edges run into others.

use std::collections::HashMap;

use crate::model::{EdgeKind, PlacedEdge};

/// Finds where edges run into earlier ones of the same look.
pub(super) fn mark_merges(edges: &mut [PlacedEdge]) {
    // By end point and look, the edges that draw the line there.
    let mut drawn: HashMap<(String, bool, (i64, i64)), Vec<usize>> = HashMap::new();
    let place = |point: &(f64, f64)| ((point.0 * 100.0).round() as i64, (point.1 * 100.0).round() as i64);
    for at in 0..edges.len() {
        let Some(end) = edges[at].points.last() else { continue };
        let is_catch = matches!(edges[at].kind, EdgeKind::Catch(_));
        let others = drawn.entry((edges[at].to.clone(), is_catch, place(end))).or_default();
        // Beside the first few, one that is not found costs only a line that is drawn twice.
        let merge =
            others.iter().rev().take(16).filter_map(|other| merge(&edges[at].points, &edges[*other].points)).min();
        others.push(at);
        edges[at].merges_at = merge;
    }
}

/// The first point of `line` from which it lies on `other` up to their common end.
fn merge(line: &[(f64, f64)], other: &[(f64, f64)]) -> Option<usize> {
    let same = |a: &(f64, f64), b: &(f64, f64)| (a.0 - b.0).abs() < 0.01 && (a.1 - b.1).abs() < 0.01;
    let common = line.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| same(a, b)).count();
    let first = line.len().checked_sub(common)?;
    if first == 0 || common == 0 {
        return None;
    }
    // The point before the common ones may lie on the other's line without being one of its corners.
    let Some(before) = other.len().checked_sub(common + 1).and_then(|at| other.get(at)) else {
        return (common > 1).then_some(first);
    };
    let (point, corner) = (line[first - 1], line[first]);
    let between = |x: f64, a: f64, b: f64| x >= a.min(b) - 0.01 && x <= a.max(b) + 0.01;
    let is_on = between(point.0, before.0, corner.0) && between(point.1, before.1, corner.1);
    match (is_on && first > 1, common > 1) {
        (true, _) => Some(first - 1),
        (false, true) => Some(first),
        (false, false) => None,
    }
}
