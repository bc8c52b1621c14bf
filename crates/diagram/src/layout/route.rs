//! The polylines of the wires.

use super::channel::Heights;
use super::flow::{Flow, Side};
use super::layers::{Corner, Layers, Step};
use super::plan::{Exit, Outlet, Plan, Route, Wire};

/// Routes every wire.
pub(crate) fn routes(plan: &Plan, flow: &Flow, layers: &Layers, x: &[f64], heights: &Heights) -> Vec<Route> {
    let side_ports = SidePorts::new(plan, layers, x);
    plan.wires
        .iter()
        .enumerate()
        .map(|(index, wire)| {
            let path = &layers.paths[index];
            let mut points: Vec<(f64, f64)> = Vec::new();
            let top = |node: usize| heights.top[layers.elements[node].rank];
            let side_x = |node: usize, lane: usize| {
                let half = plan.shapes[node].width / 2.0;
                if x[lane] < x[node] { x[node] - half } else { x[node] + half }
            };
            let end_y = |element: usize, upper: bool| match plan.shapes.get(element) {
                Some(shape) if upper => top(element) + shape.height,
                _ => heights.top[layers.elements[element].rank],
            };
            let mut label_lane = None;
            for step in &path.steps {
                match *step {
                    Step::Out { lane } => {
                        let y = top(wire.from)
                            + match wire.exit {
                                Exit::Row { outlet: Outlet::Side { y }, .. } => y,
                                Exit::Row { outlet: Outlet::Below { .. }, .. } | Exit::Below | Exit::Catch { .. } => {
                                    side_ports.leave[index].unwrap_or(plan.shapes[wire.from].side_y)
                                }
                            };
                        points.push((side_x(wire.from, lane), y));
                        points.push((x[lane], y));
                        label_lane = Some(lane);
                    }
                    Step::Under(corner) => {
                        let turn = heights.corner[corner];
                        let Corner { node, at, lane } = layers.corners[corner];
                        points.extend([(x[node] + at, end_y(node, true)), (x[node] + at, turn), (x[lane], turn)]);
                        label_lane = Some(lane);
                    }
                    Step::In { lane } => {
                        let y = top(wire.to) + side_ports.enter[index].unwrap_or(plan.shapes[wire.to].side_y);
                        points.push((x[lane], y));
                        points.push((side_x(wire.to, lane), y));
                    }
                    Step::Down(link) => {
                        let turn = heights.turn[link];
                        let link = &layers.links[link];
                        let upper_x = x[link.upper] + link.upper_at;
                        if points.is_empty() {
                            points.push((upper_x, end_y(link.upper, true)));
                        }
                        points.push((upper_x, turn));
                        points.push((x[link.lower], turn));
                        if link.lower < layers.boxes {
                            points.push((x[link.lower], end_y(link.lower, false)));
                        }
                    }
                    Step::Up(link) => {
                        let turn = heights.turn[link];
                        let link = &layers.links[link];
                        points.push((x[link.lower], turn));
                        points.push((x[link.upper] + link.upper_at, turn));
                    }
                    Step::Around(detour) => {
                        let (upper_turn, lower_turn) = heights.detour[detour];
                        let outside = heights.detour_x[detour];
                        let detour = &layers.detours[detour];
                        let upper_x = x[detour.upper] + detour.upper_at;
                        let lower_x = x[detour.lower];
                        let mut way = vec![
                            (upper_x, upper_turn),
                            (outside, upper_turn),
                            (outside, lower_turn),
                            (lower_x, lower_turn),
                        ];
                        if detour.upper < layers.boxes {
                            way.insert(0, (upper_x, end_y(detour.upper, true)));
                        }
                        if detour.lower < layers.boxes {
                            way.push((lower_x, end_y(detour.lower, false)));
                        }
                        if detour.goes_up {
                            way.reverse();
                        }
                        points.extend(way);
                    }
                }
            }
            let points = without_needless(points);
            let has_label =
                if path.leaves_below { wire.label_below.max(catch_label(wire)) } else { wire.label_at_side };
            let beside = path.joins_beside.then(|| points.get(..2)).flatten();
            let label_at = match beside {
                _ if has_label <= 0.0 => None,
                _ if wire.from == wire.to => label_lane.zip(points.get(1)).zip(points.get(2)).map(|((lane, a), b)| {
                    let side = if x[lane] < x[wire.from] { -1.0 } else { 1.0 };
                    (x[lane] + side * (has_label / 2.0 + 5.0), (a.1 + b.1) / 2.0)
                }),
                // Near its box: further along there may be other lines.
                Some(two) => Some((two[0].0 + (two[1].0 - two[0].0).signum() * (has_label / 2.0 + 9.0), two[0].1)),
                None => {
                    let upper = match (plan.will_turn, points.as_slice()) {
                        (true, [_, turn, next, ..]) if turn.0 == next.0 => turn.1 + 8.0,
                        _ => heights.bottom[layers.elements[wire.from].rank] + 5.0,
                    };
                    label_place(&points, label_lane.map(|lane| x[lane]), upper + wire.label_height / 2.0)
                }
            };
            // A high label on a line across reaches no further up than its box.
            let highest = top(wire.from) + wire.label_height / 2.0;
            let label_at =
                label_at.map(|(x, y)| (x, if beside.is_some() && plan.will_turn { y.max(highest) } else { y }));
            Route { points, label_at, is_loop: flow.is_back[index], leaves_below: path.leaves_below }
        })
        .collect()
}

fn catch_label(wire: &Wire) -> f64 {
    if matches!(wire.exit, Exit::Catch { .. }) { wire.label_at_side } else { 0.0 }
}

/// In the room for labels, whose middle is `at`; for loops on the longest piece.
fn label_place(points: &[(f64, f64)], lane: Option<f64>, at: f64) -> Option<(f64, f64)> {
    let x = lane.or_else(|| points.first().map(|point| point.0))?;
    let passes = points.windows(2).any(|two| {
        let (low, high) = (two[0].1.min(two[1].1), two[0].1.max(two[1].1));
        two[0].0 == x && two[1].0 == x && low <= at && at <= high
    });
    if passes {
        return Some((x, at));
    }
    let longest = points.windows(2).max_by(|a, b| {
        let length = |two: &[(f64, f64)]| (two[0].0 - two[1].0).abs() + (two[0].1 - two[1].1).abs();
        length(a).total_cmp(&length(b))
    })?;
    Some(((longest[0].0 + longest[1].0) / 2.0, (longest[0].1 + longest[1].1) / 2.0))
}

/// Leaves out points that lie on the straight line between their neighbours.
fn without_needless(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for point in points {
        let same = |a: f64, b: f64| (a - b).abs() < 0.01;
        if kept.last().is_some_and(|last| same(last.0, point.0) && same(last.1, point.1)) {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let on_vertical = same(before.0, last.0) && same(last.0, point.0);
            let on_horizontal = same(before.1, last.1) && same(last.1, point.1);
            if on_vertical || on_horizontal {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

/// Where wires leave and enter at the sides of a box, by wire, from its upper edge. Those from above and those from
/// below do not meet.
struct SidePorts {
    leave: Vec<Option<f64>>,
    enter: Vec<Option<f64>>,
}

/// Wires at one side of a box.
#[derive(Default, Clone)]
struct Users {
    /// What leaves to above or enters from above, by lane.
    above: Vec<User>,
    /// The same for below.
    below: Vec<User>,
}

#[derive(Clone)]
struct User {
    lane: usize,
    leaves: bool,
    wires: Vec<usize>,
}

impl SidePorts {
    fn new(plan: &Plan, layers: &Layers, x: &[f64]) -> SidePorts {
        let mut users: Vec<[Users; 2]> = vec![Default::default(); plan.shapes.len()];
        let side = |node: usize, lane: usize| if x[lane] < x[node] { Side::Left } else { Side::Right };
        let mut put = |node: usize, lane: usize, is_above: bool, leaves: bool, wire: usize| {
            let users = &mut users[node][side(node, lane) as usize];
            let list = if is_above { &mut users.above } else { &mut users.below };
            match list.iter_mut().find(|user| user.lane == lane && user.leaves == leaves && !leaves) {
                Some(user) => user.wires.push(wire),
                None => list.push(User { lane, leaves, wires: vec![wire] }),
            }
        };
        for (index, (wire, path)) in plan.wires.iter().zip(&layers.paths).enumerate() {
            if let (Some(Step::Out { lane }), false) = (path.steps.first(), matches!(wire.exit, Exit::Row { .. })) {
                put(wire.from, *lane, is_upwards(layers, path.steps.get(1)), true, index);
            }
            if let Some(Step::In { lane }) = path.steps.last() {
                // What comes up has its lane below, what comes down above; a loop of one box leaves below and enters
                // above.
                let before = path.steps.len().checked_sub(2).and_then(|at| path.steps.get(at));
                put(wire.to, *lane, !is_upwards(layers, before), false, index);
            }
        }
        let mut ports = SidePorts { leave: vec![None; plan.wires.len()], enter: vec![None; plan.wires.len()] };
        for (shape, sides) in plan.shapes.iter().zip(users) {
            for users in sides {
                let both = !users.above.is_empty() && !users.below.is_empty();
                let shift = if both { 10.0_f64.min(shape.side_y / 2.0) } else { 0.0 };
                for (list, shift, upwards) in [(&users.above, -shift, true), (&users.below, shift, false)] {
                    let step = 10.0_f64.min(2.0 * (shape.side_y - 8.0) / list.len().max(1) as f64);
                    for (place, user) in list.iter().enumerate() {
                        // The first catcher, which has the nearest lane, leaves lowest.
                        let middle = (list.len() - 1) as f64 / 2.0;
                        let place = if upwards { place as f64 - middle } else { middle - place as f64 };
                        let y = (shape.side_y + shift + place * step).clamp(8.0, (shape.height - 8.0).max(8.0));
                        for wire in &user.wires {
                            let ports = if user.leaves { &mut ports.leave } else { &mut ports.enter };
                            ports[*wire] = Some(y);
                        }
                    }
                }
            }
        }
        ports
    }
}

fn is_upwards(layers: &Layers, step: Option<&Step>) -> bool {
    match step {
        Some(Step::Up(_)) => true,
        Some(Step::Around(detour)) => layers.detours[*detour].goes_up,
        _ => false,
    }
}
