//! The spaces between rows, where wires turn: each turn gets a track of its own, and each space the height it needs.

use super::layers::{Corner, Layers, Step};
use super::plan::Plan;
use crate::measure::{LABEL_GAP, LANE_STEP, PILL_GAP, ROW_GAP, WIDE_ROW_GAP};

/// Places from above to below.
pub(crate) struct Heights {
    /// By rank, the upper edge of its row.
    pub top: Vec<f64>,
    /// By rank, the lower edge of the space it takes.
    pub bottom: Vec<f64>,
    /// By link, where it turns.
    pub turn: Vec<f64>,
    /// By detour, where it turns at its upper and at its lower end.
    pub detour: Vec<(f64, f64)>,
    /// By corner, where it turns.
    pub corner: Vec<f64>,
    /// By detour, the place of its long vertical piece.
    pub detour_x: Vec<f64>,
    pub height: f64,
}

/// Wires that turn on one track since they begin or end at the same place.
struct Net {
    tops: Vec<f64>,
    bottoms: Vec<f64>,
    from: f64,
    to: f64,
}

impl Net {
    fn touches(&self, other: &Net) -> bool {
        self.from < other.to + 6.0 && other.from < self.to + 6.0
    }

    /// Crossings when this net's track lies above the other's.
    fn crossings_above(&self, other: &Net) -> i64 {
        let within = |x: f64, net: &Net| x > net.from + 0.5 && x < net.to - 0.5;
        let own = self.bottoms.iter().filter(|x| within(**x, other)).count();
        let others = other.tops.iter().filter(|x| within(**x, self)).count();
        // A piece that comes down exactly where another goes on would lie on it.
        let same = self.bottoms.iter().filter(|x| other.tops.iter().any(|top| (*top - **x).abs() < 0.5)).count();
        (own + others + 3 * same) as i64
    }
}

/// Gives every turn its place.
pub(crate) fn heights(plan: &Plan, layers: &Layers, x: &[f64]) -> Heights {
    let ranks = layers.rank_count;
    let detour_x = detour_lanes(layers, x);

    // By rank: horizontal pieces in the space below it, as (x above, x below, end above, end below, index).
    let mut turns: Vec<Vec<Turn>> = (0..ranks).map(|_| Vec::new()).collect();
    let mut is_used = vec![false; layers.links.len()];
    for step in layers.paths.iter().flat_map(|path| &path.steps) {
        if let Step::Down(link) | Step::Up(link) = step {
            is_used[*link] = true;
        }
    }
    for (index, link) in layers.links.iter().enumerate().filter(|(index, _)| is_used[*index]) {
        turns[layers.elements[link.upper].rank].push(Turn {
            above: x[link.upper] + link.upper_at,
            below: x[link.lower],
            upper_end: Some((link.upper, link.upper_at.to_bits())),
            lower_end: Some(link.lower),
            of: Of::Link(index),
        });
    }
    for (index, detour) in layers.detours.iter().enumerate() {
        turns[layers.elements[detour.upper].rank].push(Turn {
            above: x[detour.upper] + detour.upper_at,
            below: detour_x[index],
            upper_end: Some((detour.upper, detour.upper_at.to_bits())),
            lower_end: None,
            of: Of::DetourTop(index),
        });
        let rank = layers.elements[detour.lower].rank.saturating_sub(1);
        turns[rank].push(Turn {
            above: detour_x[index],
            below: x[detour.lower],
            upper_end: None,
            lower_end: Some(detour.lower),
            of: Of::DetourBottom(index),
        });
    }

    for (index, Corner { node, at, lane }) in layers.corners.iter().enumerate() {
        // Both ends come down from the row.
        turns[layers.elements[*node].rank].push(Turn {
            above: x[*node] + at,
            below: x[*lane],
            upper_end: Some((*node, at.to_bits())),
            lower_end: None,
            of: Of::Corner(index),
        });
    }

    let mut row_height = vec![0.0_f64; ranks];
    let mut all_pills = vec![true; ranks];
    for (node, shape) in plan.shapes.iter().enumerate() {
        let rank = layers.elements[node].rank;
        row_height[rank] = row_height[rank].max(shape.height);
        all_pills[rank] &= shape.is_pill;
    }
    let label_height = label_heights(plan, layers);

    let mut heights = Heights {
        top: vec![0.0; ranks],
        bottom: vec![0.0; ranks],
        turn: vec![0.0; layers.links.len()],
        detour: vec![(0.0, 0.0); layers.detours.len()],
        corner: vec![0.0; layers.corners.len()],
        detour_x,
        height: 0.0,
    };
    let mut y = 0.0;
    for rank in 0..ranks {
        heights.top[rank] = y;
        heights.bottom[rank] = y + row_height[rank];
        let (tracks, count) = tracks(&turns[rank]);
        let is_last = rank + 1 == ranks;
        let label = if label_height[rank] > 0.0 { label_height[rank] + LABEL_GAP } else { 0.0 };
        let beside_pill = all_pills[rank] || all_pills.get(rank + 1).copied().unwrap_or(false);
        let least = match plan.will_turn {
            true => WIDE_ROW_GAP,
            false if beside_pill => PILL_GAP,
            false => ROW_GAP,
        };
        let needed = match count {
            0 => label + if label > 0.0 { 14.0 } else { 0.0 },
            _ => label + 14.0 + LANE_STEP * (count - 1) as f64 + 22.0,
        };
        let height = if is_last && count == 0 { 0.0 } else { least.max(needed) };
        let spare = height - needed;
        let first = heights.bottom[rank] + label + if label > 0.0 { 4.0 } else { 14.0 } + spare / 2.0;
        for (turn, track) in turns[rank].iter().zip(tracks) {
            let at = first + LANE_STEP * track as f64;
            match turn.of {
                Of::Link(link) => heights.turn[link] = at,
                Of::Corner(corner) => heights.corner[corner] = at,
                Of::DetourTop(detour) => heights.detour[detour].0 = at,
                Of::DetourBottom(detour) => heights.detour[detour].1 = at,
            }
        }
        y = heights.bottom[rank] + height;
    }
    heights.height = y;
    heights
}

struct Turn {
    above: f64,
    below: f64,
    upper_end: Option<(usize, u64)>,
    lower_end: Option<usize>,
    of: Of,
}

enum Of {
    Link(usize),
    Corner(usize),
    DetourTop(usize),
    DetourBottom(usize),
}

/// By rank, the height of the labels that hang below it; 0 where none does.
fn label_heights(plan: &Plan, layers: &Layers) -> Vec<f64> {
    let mut heights = vec![0.0_f64; layers.rank_count];
    for (wire, path) in plan.wires.iter().zip(&layers.paths) {
        let height = &mut heights[layers.elements[wire.from].rank];
        let label = if path.leaves_below && wire.label_below > 0.0 { wire.label_below } else { 0.0 };
        let is_catch_below = path.leaves_below && wire.label_at_side > 0.0 && wire.label_below == 0.0;
        if label > 0.0 || is_catch_below {
            *height = height.max(wire.label_height);
        }
        if let (Some(Step::Out { lane }), true, false) = (path.steps.first(), path.steps.len() > 1, plan.will_turn) {
            let goes_up = matches!(path.steps.get(1), Some(Step::Up(_)));
            if layers.elements[*lane].label > 0.0 && !goes_up {
                *height = height.max(wire.label_height);
            }
        }
    }
    heights
}

/// Beyond this, outer lanes are shared: nobody can follow a hundred lines beside each other.
const MOST_OUTER_LANES: usize = 100;

/// Long vertical pieces outside of everything: left ones for loops, right ones for the rest.
fn detour_lanes(layers: &Layers, x: &[f64]) -> Vec<f64> {
    let mut left = f64::INFINITY;
    let mut right = f64::NEG_INFINITY;
    for (element, at) in layers.elements.iter().zip(x) {
        left = left.min(at - element.half);
        right = right.max(at + element.half);
    }
    let mut order: Vec<usize> = (0..layers.detours.len()).collect();
    let ranks = |detour: usize| {
        let detour = &layers.detours[detour];
        (layers.elements[detour.upper].rank, layers.elements[detour.lower].rank)
    };
    order.sort_by_key(|detour| (ranks(*detour).1 - ranks(*detour).0, *detour));
    let mut lanes = vec![0.0; layers.detours.len()];
    // Each outer lane remembers what it holds; a wire takes the innermost lane that is free over its rows.
    let mut taken: [Vec<Vec<(usize, usize)>>; 2] = [Vec::new(), Vec::new()];
    for detour in order {
        let side = layers.detours[detour].side;
        let (top, bottom) = ranks(detour);
        let outer = &mut taken[side as usize];
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(from, to)| bottom <= *from || *to <= top);
        let lane = match outer.iter().position(is_free) {
            Some(lane) => lane,
            None if outer.len() < MOST_OUTER_LANES => {
                outer.push(Vec::new());
                outer.len() - 1
            }
            None => detour % MOST_OUTER_LANES,
        };
        if outer[lane].len() < MOST_OUTER_LANES {
            outer[lane].push((top, bottom));
        }
        let distance = 24.0 + LANE_STEP * lane as f64;
        lanes[detour] = match side {
            super::flow::Side::Left => left - distance,
            super::flow::Side::Right => right + distance,
        };
    }
    lanes
}

/// By turn its track, counted from above, and the number of tracks. Wires that go straight have none (0).
fn tracks(turns: &[Turn]) -> (Vec<usize>, usize) {
    use std::collections::HashMap;
    // Turns with an end in common are one net.
    let mut net_of = vec![usize::MAX; turns.len()];
    let mut union = petgraph::unionfind::UnionFind::<usize>::new(turns.len());
    let mut upper: HashMap<(usize, u64), usize> = HashMap::new();
    let mut lower: HashMap<usize, usize> = HashMap::new();
    for (index, turn) in turns.iter().enumerate() {
        if let Some(end) = turn.upper_end {
            union.union(*upper.entry(end).or_insert(index), index);
        }
        if let Some(end) = turn.lower_end {
            union.union(*lower.entry(end).or_insert(index), index);
        }
    }
    let mut nets: Vec<Net> = Vec::new();
    let mut by_root: HashMap<usize, usize> = HashMap::new();
    for (index, turn) in turns.iter().enumerate() {
        let net = *by_root.entry(union.find(index)).or_insert_with(|| {
            nets.push(Net { tops: Vec::new(), bottoms: Vec::new(), from: f64::INFINITY, to: f64::NEG_INFINITY });
            nets.len() - 1
        });
        net_of[index] = net;
        let net = &mut nets[net];
        net.tops.push(turn.above);
        match turn.of {
            Of::Corner(_) => net.tops.push(turn.below),
            Of::Link(_) | Of::DetourTop(_) | Of::DetourBottom(_) => net.bottoms.push(turn.below),
        }
        net.from = net.from.min(turn.above).min(turn.below);
        net.to = net.to.max(turn.above).max(turn.below);
    }
    let turning: Vec<usize> = (0..nets.len()).filter(|net| nets[*net].to - nets[*net].from > 0.5).collect();
    let mut order = turning.clone();
    if turning.len() <= 160 {
        let mut score = vec![0_i64; nets.len()];
        for (at, a) in turning.iter().enumerate() {
            for b in &turning[at + 1..] {
                if nets[*a].touches(&nets[*b]) {
                    let difference = nets[*a].crossings_above(&nets[*b]) - nets[*b].crossings_above(&nets[*a]);
                    score[*a] += difference;
                    score[*b] -= difference;
                }
            }
        }
        order.sort_by(|a, b| score[*a].cmp(&score[*b]).then(nets[*a].from.total_cmp(&nets[*b].from)));
    }
    let mut level = vec![0_usize; nets.len()];
    if turning.len() <= 1_200 {
        for (at, net) in order.iter().enumerate() {
            let above = order[..at].iter().filter(|other| nets[**other].touches(&nets[*net]));
            level[*net] = above.map(|other| level[*other] + 1).max().unwrap_or(0);
        }
    } else {
        // Too many to compare each with each: the first track that is free at the net's left end.
        order.sort_by(|a, b| nets[*a].from.total_cmp(&nets[*b].from));
        let mut free_from = std::collections::BinaryHeap::new();
        let mut count = 0;
        for net in order {
            let from = ordered(nets[net].from);
            let track = match free_from.peek() {
                Some(std::cmp::Reverse((end, track))) if *end < from => {
                    let track = *track;
                    free_from.pop();
                    track
                }
                _ => {
                    count += 1;
                    count - 1
                }
            };
            level[net] = track;
            free_from.push(std::cmp::Reverse((ordered(nets[net].to + 6.0), track)));
        }
    }
    let count = turning.iter().map(|net| level[*net] + 1).max().unwrap_or(0);
    (net_of.into_iter().map(|net| level[net]).collect(), count)
}

/// Pixels as whole hundredths, which can be compared.
fn ordered(pixels: f64) -> i64 {
    (pixels * 100.0) as i64
}
