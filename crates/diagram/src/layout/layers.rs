//! A plan cut into rows: every wire becomes a chain of pieces that each stay in one row or lead to the next one.

use std::collections::HashMap;

use super::Grid;
use super::flow::Side;
use super::plan::{Exit, Outlet, Plan};
use crate::measure::LANE_STEP;

/// Something that takes room in a row. The first elements are the plan's boxes, in its order; the rest are lanes:
/// places where a wire passes.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub rank: usize,
    /// Half of a box's width; for a lane the room to its right.
    pub half: f64,
    /// Width of the label that hangs below it in the space before the next row, 0 for none.
    pub label: f64,
    /// For a lane beside a box: the box whose wire it takes, and the side.
    pub beside: Option<(usize, Side)>,
}

/// A piece of a wire between two rows that follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    pub upper: usize,
    /// Where at the upper element, from its middle.
    pub upper_at: f64,
    /// Where among what the upper element is joined to, if not where [`Layers::ports`] says.
    pub upper_port: Option<i32>,
    pub lower: usize,
    /// True when both ends are boxes of one column or lanes between such.
    pub is_main: bool,
}

/// One step of a wire from its first box to its last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// From the side of the first box to a lane beside it.
    Out { lane: usize },
    /// From the lower edge of the first box around its corner to a lane beside it: a loop out of a row that lies there.
    Under(usize),
    /// Down a link.
    Down(usize),
    /// Up a link.
    Up(usize),
    /// Around everything, where a wire is too long to be given room in each row.
    Around(usize),
    /// From a lane beside the last box to its side.
    In { lane: usize },
}

/// A wire that goes around everything. `upper` and `lower` are elements, whichever of them is the wire's beginning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Detour {
    pub upper: usize,
    pub upper_at: f64,
    pub lower: usize,
    pub side: Side,
    pub goes_up: bool,
}

/// A way from the lower edge of a box to a lane beside it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Corner {
    pub node: usize,
    /// Where at the box, from its middle.
    pub at: f64,
    pub lane: usize,
}

/// The way of one wire through the rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path {
    pub steps: Vec<Step>,
    pub leaves_below: bool,
    /// True when it runs straight from the side of its box to a lane that it shares.
    pub joins_beside: bool,
}

/// A plan cut into rows.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    pub boxes: usize,
    pub rank_count: usize,
    pub elements: Vec<Element>,
    pub links: Vec<Link>,
    pub detours: Vec<Detour>,
    pub corners: Vec<Corner>,
    /// By wire.
    pub paths: Vec<Path>,
    /// By box: lanes at the left, nearest first, and at the right, nearest first.
    pub beside: Vec<[Vec<usize>; 2]>,
    /// By element, where at its leader its wire is: 0 in the middle, negative at the left, above 1 at the right.
    pub ports: Vec<i32>,
    /// Loop lanes between the rows of a loop's first and last box, by wire: `(wire, lanes from top to bottom)`.
    pub loop_lanes: Vec<(usize, Vec<usize>)>,
    /// By wire, the free lanes that it passes from top to bottom.
    pub lanes: Vec<Vec<usize>>,
}

/// What a first layout taught about the second: relative places of boxes.
#[derive(Clone, Debug)]
pub(crate) struct Hints {
    /// By wire.
    pub side: Vec<Side>,
    /// By wire: wires to one box share their lanes when this is the same.
    pub share: Vec<i64>,
    /// By wire: true where it comes from the column of its box and enters it at the side all the same.
    pub enters_beside: Vec<bool>,
}

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
struct TrunkKey {
    to: usize,
    share: i64,
    entry: Option<Side>,
    is_back: bool,
}

/// Cuts a plan into rows.
pub(crate) fn cut(grid: &Grid<'_>, hints: &Hints) -> Layers {
    let Grid { plan, flow, ranks, column } = *grid;
    let boxes = plan.shapes.len();
    let mut layers = Layers {
        boxes,
        rank_count: ranks.iter().max().map_or(0, |rank| rank + 1),
        elements: (0..boxes)
            .map(|node| Element { rank: ranks[node], half: plan.shapes[node].width / 2.0, label: 0.0, beside: None })
            .collect(),
        links: Vec::new(),
        detours: Vec::new(),
        corners: Vec::new(),
        paths: vec![Path::default(); plan.wires.len()],
        beside: vec![[Vec::new(), Vec::new()]; boxes],
        ports: Vec::new(),
        loop_lanes: Vec::new(),
        lanes: vec![Vec::new(); plan.wires.len()],
    };
    // Short wires first: where the room for lanes runs out, the longest ones go around.
    let span = |wire: usize| ranks[plan.wires[wire].to].abs_diff(ranks[plan.wires[wire].from]);
    let mut by_span: Vec<usize> = (0..plan.wires.len()).collect();
    by_span.sort_by_key(|wire| (span(*wire), *wire));
    let mut room: usize = (4 * boxes + 400).min(16_000);
    let mut goes_around = vec![false; plan.wires.len()];
    for wire in by_span {
        let lanes = span(wire).saturating_sub(1);
        goes_around[wire] = lanes > room;
        room = room.saturating_sub(lanes);
    }

    let below_at = catches_below(plan);
    let mut trunks: HashMap<(TrunkKey, usize), usize> = HashMap::new();
    let mut entries: HashMap<TrunkKey, usize> = HashMap::new();
    let mut link_index: HashMap<(usize, u64, usize), usize> = HashMap::new();
    for (index, wire) in plan.wires.iter().enumerate() {
        let (from, to) = (wire.from, wire.to);
        let is_back = flow.is_back[index];
        let is_main = flow.main[from] == Some(index);
        let is_catch = matches!(wire.exit, Exit::Catch { .. });
        let side = hints.side[index];
        let leaves_below = !is_back
            && match wire.exit {
                Exit::Below => true,
                Exit::Row { outlet: Outlet::Side { .. }, .. } => is_main,
                Exit::Row { outlet: Outlet::Below { .. }, .. } => true,
                Exit::Catch { .. } => plan.shapes[from].catches_below,
            };
        let label = if leaves_below && !is_catch { wire.label_below } else { wire.label_at_side };
        let mut steps = Vec::new();

        // Where it begins.
        let (mut at, mut at_offset, mut at_port) = (from, 0.0, None);
        if leaves_below {
            if is_catch {
                (at_offset, at_port) = (below_at[index], (below_at[index] > 0.0).then_some(1));
            }
            if let Some(row) = wire.exit.row_below() {
                // Tenths of pixels keep the rows in order.
                (at_offset, at_port) = (row, Some((row * 10.0) as i32));
            }
        } else {
            let lane = layers.lane_beside(from, side, ranks[from], if is_back && !is_catch { 0.0 } else { label });
            match wire.exit.row_below() {
                Some(at) => {
                    layers.corners.push(Corner { node: from, at, lane });
                    steps.push(Step::Under(layers.corners.len() - 1));
                }
                None => steps.push(Step::Out { lane }),
            }
            at = lane;
        }
        if from == to {
            if at != from {
                let lane = at;
                // The label stands beside the lane.
                layers.elements[lane].label = 0.0;
                layers.elements[lane].half = if label > 0.0 { label + 12.0 } else { 0.0 };
                steps.push(Step::In { lane });
            }
            layers.paths[index] = Path { steps, leaves_below, joins_beside: false };
            continue;
        }

        // Where it ends.
        let same_column = column[from] == column[to] && !is_main && hints.enters_beside[index];
        let entry = match (is_back, leaves_below) {
            (true, _) => Some(side),
            (false, false) if same_column => Some(side),
            (false, true) if same_column && is_catch => Some(Side::Right),
            (false, true) if same_column && wire.exit.row_below().is_some() => Some(side),
            (false, _) => None,
        };
        let key = TrunkKey { to, share: hints.share[index], entry, is_back };
        let last = match entry {
            Some(side) => *entries.entry(key).or_insert_with(|| layers.lane_beside(to, side, ranks[to], 0.0)),
            None => to,
        };

        // The rows between.
        let (top, bottom) = (ranks[from].min(ranks[to]), ranks[from].max(ranks[to]));
        let is_column = is_main && column[from] == column[to];
        if goes_around[index] {
            let (upper, upper_at, lower) = if is_back { (last, 0.0, at) } else { (at, at_offset, last) };
            let side = if is_back { side } else { Side::Right };
            layers.detours.push(Detour { upper, upper_at, lower, side, goes_up: is_back });
            steps.push(Step::Around(layers.detours.len() - 1));
        } else {
            let mut lanes: Vec<usize> = (top + 1..bottom)
                .map(|rank| {
                    let new = || Element { rank, half: 0.0, label: 0.0, beside: None };
                    if is_main {
                        layers.elements.push(new());
                        layers.elements.len() - 1
                    } else {
                        *trunks.entry((key, rank)).or_insert_with(|| {
                            layers.elements.push(new());
                            layers.elements.len() - 1
                        })
                    }
                })
                .collect();
            if is_back {
                layers.loop_lanes.push((index, lanes.clone()));
                lanes.reverse();
            } else {
                layers.lanes[index].clone_from(&lanes);
            }
            for next in lanes.into_iter().chain([last]) {
                let (upper, upper_at, lower) = if is_back { (next, 0.0, at) } else { (at, at_offset, next) };
                let link = *link_index.entry((upper, upper_at.to_bits(), lower)).or_insert_with(|| {
                    layers.links.push(Link { upper, upper_at, upper_port: at_port, lower, is_main: is_column });
                    layers.links.len() - 1
                });
                layers.links[link].is_main |= is_column;
                steps.push(if is_back { Step::Up(link) } else { Step::Down(link) });
                (at, at_offset, at_port) = (next, 0.0, None);
            }
        }
        if entry.is_some() {
            steps.push(Step::In { lane: last });
        }
        layers.paths[index] = Path { steps, leaves_below, joins_beside: false };
    }
    layers.sort_beside(plan);
    layers.ports = vec![0; layers.elements.len()];
    for [left, right] in &layers.beside {
        for (place, lane) in (1..).zip(left) {
            layers.ports[*lane] = -place;
        }
        for (place, lane) in (2..).zip(right) {
            layers.ports[*lane] = place;
        }
    }
    layers
}

/// By wire, where a catch wire leaves its wide box below, from the box's middle: side by side from the right, each with
/// room for its label.
fn catches_below(plan: &Plan) -> Vec<f64> {
    let mut taken = vec![20.0; plan.shapes.len()];
    let mut at = vec![0.0; plan.wires.len()];
    for (index, wire) in plan.wires.iter().enumerate().rev() {
        if matches!(wire.exit, Exit::Catch { .. }) {
            let half = wire.label_at_side.max(16.0) / 2.0;
            taken[wire.from] += half;
            at[index] = plan.shapes[wire.from].width / 2.0 - taken[wire.from];
            taken[wire.from] += half + 12.0;
        }
    }
    at
}

impl Layers {
    fn lane_beside(&mut self, node: usize, side: Side, rank: usize, label: f64) -> usize {
        self.elements.push(Element { rank, half: 0.0, label, beside: Some((node, side)) });
        let lane = self.elements.len() - 1;
        self.beside[node][side as usize].push(lane);
        lane
    }

    /// Lanes beside a box in the order in which they do not cross: a Choice's lower rows nearer than its upper ones,
    /// a first catcher nearer than a second one (they leave from below upwards). What enters from above is nearest, for it
    /// ends above all that leave; what enters from below is outside of all.
    fn sort_beside(&mut self, plan: &Plan) {
        let mut order: HashMap<usize, (u8, f64)> = HashMap::new();
        for (wire, path) in plan.wires.iter().zip(&self.paths) {
            if let Some(Step::In { lane }) = path.steps.last() {
                let comes_down = matches!(path.steps.iter().rev().nth(1), Some(Step::Down(_)));
                order.entry(*lane).or_insert((if comes_down { 0 } else { 3 }, 0.0));
            }
            if let Some(Step::Out { lane }) = path.steps.first() {
                let goes_up = matches!(path.steps.get(1), Some(Step::Up(_)));
                let place = match wire.exit {
                    Exit::Below => 0.0,
                    Exit::Row { outlet: Outlet::Side { y }, .. } if goes_up => y,
                    Exit::Row { outlet: Outlet::Side { y }, .. } => -y,
                    Exit::Row { outlet: Outlet::Below { x }, .. } => x,
                    Exit::Catch { catcher } => catcher as f64,
                };
                order.insert(*lane, (if goes_up { 2 } else { 1 }, place));
            }
            if let Some(Step::Under(corner)) = path.steps.first() {
                // The row nearest to a side has the nearest lane there.
                let Corner { node, at, lane } = self.corners[*corner];
                let is_right = self.elements[lane].beside == Some((node, Side::Right));
                order.insert(lane, (2, if is_right { -at } else { at }));
            }
        }
        let place = |lane: &usize| order.get(lane).copied().unwrap_or((4, 0.0));
        for sides in &mut self.beside {
            for lanes in sides {
                lanes.sort_by(|a, b| {
                    let (a, b) = (place(a), place(b));
                    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
                });
            }
        }
    }

    /// Where a wire would leave its box, turn and then join a lane that passes the box anyway, and nothing stands
    /// between, it runs straight there. `x` are the elements' middles.
    pub(crate) fn join_beside(&mut self, plan: &Plan, x: &[f64]) {
        let mut above: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut below: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, link) in self.links.iter().enumerate() {
            above.entry(link.lower).or_default().push(index);
            below.entry(link.upper).or_default().push(index);
        }
        let mut boxes_in: Vec<Vec<usize>> = vec![Vec::new(); self.rank_count];
        for node in 0..self.boxes {
            boxes_in[self.elements[node].rank].push(node);
        }
        for (wire, path) in plan.wires.iter().zip(&mut self.paths) {
            let [Step::Out { lane }, second, ..] = path.steps.as_slice() else { continue };
            let (lane, second) = (*lane, *second);
            let Some((node, side)) = self.elements[lane].beside else { continue };
            let (others, is_down) = match second {
                Step::Down(link) => (above.get(&self.links[link].lower), true),
                Step::Up(link) => (below.get(&self.links[link].upper), false),
                _ => continue,
            };
            let own_end = |link: usize| if is_down { self.links[link].upper } else { self.links[link].lower };
            let passing = others.into_iter().flatten().copied().find(|link| {
                let end = own_end(*link);
                end >= self.boxes && self.elements[end].beside.is_none()
            });
            let Some(link) = passing else { continue };
            let trunk = own_end(link);
            let edge = match side {
                Side::Left => x[node] - self.elements[node].half,
                Side::Right => x[node] + self.elements[node].half,
            };
            let room = match side {
                Side::Left => edge - x[trunk],
                Side::Right => x[trunk] - edge,
            };
            let label = if is_down { self.elements[lane].label } else { 0.0 };
            let (from, to) = (edge.min(x[trunk]), edge.max(x[trunk]));
            let is_free = boxes_in[self.elements[node].rank].iter().all(|other| {
                let half = self.elements[*other].half + 4.0;
                *other == node || x[*other] + half < from || x[*other] - half > to
            });
            // Not where that is a way about.
            let next = match second {
                Step::Down(link) => self.links[link].lower,
                _ => self.links[link].upper,
            };
            let apart = |a: f64, b: f64| (a - b).abs();
            let own = apart(edge, x[lane]) + apart(x[lane], x[next]);
            let is_near = apart(edge, x[trunk]) + apart(x[trunk], x[next]) <= own + 1.0;
            if room >= label + 18.0 && is_free && is_near {
                path.steps[0] = Step::Out { lane: trunk };
                path.steps[1] = if is_down { Step::Down(link) } else { Step::Up(link) };
                path.joins_beside = wire.label_at_side > 0.0;
            }
        }
    }

    /// By link, how many wires take it.
    pub(crate) fn link_users(&self) -> Vec<usize> {
        let mut users = vec![0; self.links.len()];
        for step in self.paths.iter().flat_map(|path| &path.steps) {
            if let Step::Down(link) | Step::Up(link) = step {
                users[*link] += 1;
            }
        }
        users
    }

    /// The box or lane that an element is ordered with: lanes beside a box go where the box goes.
    pub(crate) fn leader(&self, element: usize) -> usize {
        self.elements[element].beside.map_or(element, |(node, _)| node)
    }
}

/// Free space that two neighbours in a row keep between their middles.
pub(crate) fn distance(layers: &Layers, left: usize, right: usize) -> f64 {
    use crate::measure::{CARD_GAP, LANE_GAP};
    let (a, b) = (&layers.elements[left], &layers.elements[right]);
    let is_box = |element: usize| element < layers.boxes;
    // Half of a label fits between a box and its own wire, so that the pill does not lie under the box.
    let lane_gap = |lane: &Element, node: usize| match lane.beside {
        Some((owner, _)) if owner == node => LANE_GAP.max(lane.label / 2.0 + 8.0),
        _ => LANE_GAP,
    };
    match (is_box(left), is_box(right)) {
        (true, true) => a.half + b.half + CARD_GAP,
        (true, false) => a.half + lane_gap(b, left),
        (false, true) => b.half + lane_gap(a, right).max(a.half),
        (false, false) => match (a.label > 0.0, b.label > 0.0) {
            (true, true) => (a.label + b.label) / 2.0 + 8.0,
            (true, false) => a.label / 2.0 + 10.0,
            (false, true) => (b.label / 2.0 + 10.0).max(a.half),
            (false, false) => LANE_STEP.max(a.half),
        },
    }
}
