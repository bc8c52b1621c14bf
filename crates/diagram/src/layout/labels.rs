//! Labels that would lie over each other are moved along their own wires.

use super::plan::{Plan, Route, Wire};

/// Free space between two labels, and between a label that is moved and a box.
const GAP: f64 = 3.0;
/// How far a label moves at a time.
const STEP: f64 = 6.0;
/// How many places of one label are tried.
const MOST_PLACES: usize = 400;
/// How many rectangles are held against each other for one machine. What is left by then stays where it is.
const BUDGET: usize = 1_000_000;

#[derive(Clone, Copy)]
struct Rect {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rect {
    fn around((x, y): (f64, f64), (width, height): (f64, f64)) -> Rect {
        Rect { left: x - width / 2.0, top: y - height / 2.0, right: x + width / 2.0, bottom: y + height / 2.0 }
    }

    fn meets(&self, other: &Rect, gap: f64) -> bool {
        self.left < other.right + gap
            && other.left < self.right + gap
            && self.top < other.bottom + gap
            && other.top < self.bottom + gap
    }
}

/// The label of a wire as it is drawn: how wide and how high.
fn size(wire: &Wire, route: &Route) -> (f64, f64) {
    let width = if route.leaves_below && wire.label_below > 0.0 { wire.label_below } else { wire.label_at_side };
    (width, wire.label_height)
}

/// Moves labels that lie over others, each to the nearest free place on its wire. One that has none stays where it is.
pub(super) fn apart(plan: &Plan, corners: &[(f64, f64)], routes: &mut [Route]) {
    let boxes: Vec<Rect> = corners
        .iter()
        .zip(&plan.shapes)
        .map(|((x, y), shape)| Rect { left: *x, top: *y, right: x + shape.width, bottom: y + shape.height })
        .collect();
    let all: Vec<(usize, Rect)> = (routes.iter().zip(&plan.wires).enumerate())
        .filter_map(|(index, (route, wire))| Some((index, Rect::around(route.label_at?, size(wire, route)))))
        .collect();
    // From the left to the right, so that only near ones are held against each other.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| all[*a].1.left.total_cmp(&all[*b].1.left));
    let mut work = 0;
    let mut over: Vec<usize> = Vec::new();
    for (at, one) in order.iter().enumerate() {
        for other in &order[at + 1..] {
            work += 1;
            let (first, second) = (&all[*one].1, &all[*other].1);
            if work > BUDGET || second.left >= first.right {
                break;
            }
            if first.meets(second, 0.0) {
                // Of two, the one of the later wire moves: what stands first is read first.
                over.push(*one.max(other));
            }
        }
    }
    over.sort_unstable();
    over.dedup();
    let mut places: Vec<Rect> = all.iter().map(|(_, rect)| *rect).collect();
    for at in over {
        let (index, own) = all[at];
        let size = size(&plan.wires[index], &routes[index]);
        let middle = ((own.left + own.right) / 2.0, (own.top + own.bottom) / 2.0);
        // It may be free by now, where the other has moved.
        if places.iter().enumerate().all(|(other, rect)| other == at || !own.meets(rect, 0.0)) {
            continue;
        }
        // Only what is near the wire can be in the way.
        let reach = reach(&routes[index].points, size);
        let others = places.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, rect)| rect);
        let near: Vec<Rect> = others.chain(&boxes).filter(|other| reach.meets(other, GAP)).copied().collect();
        work += places.len() + boxes.len();
        for place in along(&routes[index].points, middle) {
            work += near.len();
            if work > BUDGET {
                return;
            }
            let rect = Rect::around(place, size);
            if !near.iter().any(|other| rect.meets(other, GAP)) {
                places[at] = rect;
                routes[index].label_at = Some(place);
                break;
            }
        }
    }
}

/// Where a label of this size can lie on a line.
fn reach(points: &[(f64, f64)], (width, height): (f64, f64)) -> Rect {
    let none = Rect { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };
    points.iter().fold(none, |reach, (x, y)| Rect {
        left: reach.left.min(x - width / 2.0),
        top: reach.top.min(y - height / 2.0),
        right: reach.right.max(x + width / 2.0),
        bottom: reach.bottom.max(y + height / 2.0),
    })
}

/// Places on a line, the nearest to a point first.
fn along(points: &[(f64, f64)], from: (f64, f64)) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = Vec::new();
    for two in points.windows(2) {
        let (a, b) = (two[0], two[1]);
        let length = (b.0 - a.0).abs() + (b.1 - a.1).abs();
        let count = (length / STEP).floor();
        let mut step = 1.0;
        while step < count && places.len() < MOST_PLACES {
            let share = step * STEP / length;
            places.push((a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share));
            step += 1.0;
        }
    }
    let distance = |place: &(f64, f64)| (place.0 - from.0).abs() + (place.1 - from.1).abs();
    places.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    places
}
