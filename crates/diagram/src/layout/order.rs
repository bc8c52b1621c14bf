//! Who stands left of whom in a row.
//!
//! The first order is that of reading: from the start, at each box what leaves left, what goes straight on, what leaves
//! right. For most machines it has no crossing lines, and it changes little when a state comes in. Only where lines
//! cross are neighbours' means and `layout-rs`'s swaps tried, and kept when they have strictly fewer crossings.

use layout::adt::dag::{DAG, NodeHandle};
use layout::topo::optimizer::EdgeCrossOptimizer;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};

use super::flow::{Flow, Side, wires_out};
use super::layers::{Hints, Layers, Step};
use super::plan::{Exit, Plan};

/// Above this many pair comparisons in one round of `layout-rs`'s swaps they are left out: it takes some hundred rounds,
/// so that this many are about five milliseconds.
const SWAP_BUDGET: usize = 3_000;
/// Above this many links the sweeps stop after a few rounds.
const SWEEP_BUDGET: usize = 4_000_000;

/// Rows of elements from left to right.
pub(crate) fn rows(plan: &Plan, flow: &Flow, layers: &Layers, hints: &Hints) -> Vec<Vec<usize>> {
    let ends = LinkEnds::new(layers);
    let mut best = first_order(plan, flow, layers, hints);
    let mut fewest = ends.crossings(layers, &best);
    if fewest > 0 {
        let rounds = (SWEEP_BUDGET / (layers.links.len() + layers.elements.len()).max(1)).clamp(2, 12);
        let mut rows = best.clone();
        for round in 0..rounds {
            sweep(layers, &ends, &mut rows, round % 2 == 0);
            let crossings = ends.crossings(layers, &rows);
            if crossings < fewest {
                (best, fewest) = (rows.clone(), crossings);
            }
        }
    }
    if fewest > 0 {
        let pairs: usize = best.windows(2).map(|two| two[0].len() * two[0].len() * two[1].len()).sum();
        if pairs <= SWAP_BUDGET {
            let swapped = swap(layers, &best);
            if ends.crossings(layers, &swapped) < fewest {
                best = swapped;
            }
        }
    }
    let mut rows: Vec<Vec<usize>> = best
        .into_iter()
        .map(|row| {
            row.into_iter()
                .flat_map(|item| {
                    let [left, right]: [&[usize]; 2] = match layers.beside.get(item) {
                        Some([left, right]) => [left, right],
                        None => [&[], &[]],
                    };
                    left.iter().rev().copied().chain([item]).chain(right.iter().copied())
                })
                .collect()
        })
        .collect();
    put_loops_outside(plan, flow, layers, hints, &mut rows);
    rows
}

/// What is reached from a box, left to right.
pub(crate) fn children(plan: &Plan, flow: &Flow, hints: &Hints, out: &[usize], node: usize) -> Vec<usize> {
    let main = flow.main[node];
    let place = |wire: usize| match (plan.wires[wire].exit, hints.side[wire]) {
        _ if main == Some(wire) => (1, 0),
        (Exit::Row { row, .. }, Side::Left) => (0, row as i64),
        (Exit::Row { row, .. }, Side::Right) => (2, -(row as i64)),
        (Exit::Catch { catcher }, Side::Left) => (0, -1 - catcher as i64),
        (Exit::Catch { catcher }, Side::Right) => (3, catcher as i64),
        (Exit::Below, _) => (1, 1),
    };
    let mut wires: Vec<usize> = out.iter().copied().filter(|wire| !flow.is_back[*wire]).collect();
    wires.sort_by_key(|wire| place(*wire));
    wires
}

fn first_order(plan: &Plan, flow: &Flow, layers: &Layers, hints: &Hints) -> Vec<Vec<usize>> {
    let out = wires_out(plan);
    let mut rows = vec![Vec::new(); layers.rank_count];
    let mut is_placed = vec![false; layers.elements.len()];
    let mut place = |element: usize, rows: &mut Vec<Vec<usize>>| {
        if !std::mem::replace(&mut is_placed[element], true) {
            rows[layers.elements[element].rank].push(element);
            return true;
        }
        false
    };
    for root in &flow.roots {
        if !place(*root, &mut rows) {
            continue;
        }
        let mut open = vec![(children(plan, flow, hints, &out[*root], *root), 0)];
        while let Some((wires, next)) = open.last_mut() {
            let Some(wire) = wires.get(*next).copied() else {
                open.pop();
                continue;
            };
            *next += 1;
            for lane in &layers.lanes[wire] {
                place(*lane, &mut rows);
            }
            let to = plan.wires[wire].to;
            if place(to, &mut rows) {
                open.push((children(plan, flow, hints, &out[to], to), 0));
            }
        }
    }
    rows
}

/// A link from item to item.
struct LinkEnd {
    upper: usize,
    upper_port: i32,
    lower: usize,
    lower_port: i32,
    /// How bad it is to cross it.
    weight: usize,
}

/// The ends of links at their leaders, without loops.
struct LinkEnds {
    /// By the rank they leave.
    by_rank: Vec<Vec<LinkEnd>>,
    /// By item, what it is joined to above, with weights.
    above: Vec<Vec<(usize, usize)>>,
    below: Vec<Vec<(usize, usize)>>,
}

impl LinkEnds {
    fn new(layers: &Layers) -> LinkEnds {
        let mut is_loop = vec![false; layers.links.len()];
        for path in &layers.paths {
            for step in &path.steps {
                if let Step::Up(link) = step {
                    is_loop[*link] = true;
                }
            }
        }
        let count = layers.elements.len();
        let mut ends = LinkEnds {
            by_rank: (0..layers.rank_count).map(|_| Vec::new()).collect(),
            above: vec![Vec::new(); count],
            below: vec![Vec::new(); count],
        };
        for (link, is_loop) in layers.links.iter().zip(is_loop) {
            if is_loop {
                continue;
            }
            let (upper, lower) = (layers.leader(link.upper), layers.leader(link.lower));
            let upper_port = if link.upper_at > 0.0 { 1 } else { layers.ports[link.upper] };
            // What goes straight on in its column is crossed last.
            let weight = if link.is_main { 3 } else { 1 };
            let lower_port = layers.ports[link.lower];
            ends.by_rank[layers.elements[upper].rank].push(LinkEnd { upper, upper_port, lower, lower_port, weight });
            ends.above[lower].push((upper, weight));
            ends.below[upper].push((lower, weight));
        }
        ends
    }

    fn crossings(&self, layers: &Layers, rows: &[Vec<usize>]) -> usize {
        let mut place = vec![0_usize; layers.elements.len()];
        for row in rows {
            for (at, item) in row.iter().enumerate() {
                place[*item] = at;
            }
        }
        let mut total = 0;
        for links in &self.by_rank {
            let mut links: Vec<_> = links
                .iter()
                .map(|end| ((place[end.upper], end.upper_port), (place[end.lower], end.lower_port), end.weight))
                .collect();
            links.sort_unstable();
            let mut lower: Vec<(usize, i32)> = links.iter().map(|(_, lower, _)| *lower).collect();
            lower.sort_unstable();
            lower.dedup();
            // A Fenwick tree over the lower ends counts, for each link, those before it that end right of it.
            let mut tree = vec![0_usize; lower.len() + 1];
            let mut count = 0;
            for (_, end, weight) in &links {
                let at = lower.partition_point(|other| other < end) + 1;
                let mut not_right = 0;
                let mut node = at;
                while node > 0 {
                    not_right += tree[node];
                    node &= node - 1;
                }
                total += (count - not_right) * weight;
                count += weight;
                let mut node = at;
                while node < tree.len() {
                    tree[node] += weight;
                    node += node & node.wrapping_neg();
                }
            }
        }
        total
    }
}

/// Orders each row by the mean place of its neighbours in the row before it.
fn sweep(layers: &Layers, ends: &LinkEnds, rows: &mut [Vec<usize>], downwards: bool) {
    let mut place = vec![0.0_f64; layers.elements.len()];
    for row in rows.iter() {
        for (at, item) in row.iter().enumerate() {
            place[*item] = at as f64;
        }
    }
    let count = rows.len();
    for step in 0..count {
        let row = &mut rows[if downwards { step } else { count - 1 - step }];
        let neighbours = if downwards { &ends.above } else { &ends.below };
        let mut keyed: Vec<(f64, usize)> = row
            .iter()
            .map(|item| {
                let near = &neighbours[*item];
                let weight: usize = near.iter().map(|(_, weight)| weight).sum();
                let sum: f64 = near.iter().map(|(other, weight)| place[*other] * *weight as f64).sum();
                let mean = sum / weight.max(1) as f64;
                (if near.is_empty() { place[*item] } else { mean }, *item)
            })
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (at, (_, item)) in keyed.into_iter().enumerate() {
            row[at] = item;
            place[item] = at as f64;
        }
    }
}

/// `layout-rs`'s swaps of neighbours, beginning with the given order.
fn swap(layers: &Layers, rows: &[Vec<usize>]) -> Vec<Vec<usize>> {
    // It turns empty rows, which panics.
    if rows.iter().any(Vec::is_empty) {
        return rows.to_vec();
    }
    let mut dag = DAG::new();
    dag.set_validate(false);
    dag.new_nodes(layers.elements.len());
    for link in &layers.links {
        let (upper, lower) = (layers.leader(link.upper), layers.leader(link.lower));
        dag.add_edge(NodeHandle::new(upper), NodeHandle::new(lower));
    }
    *dag.ranks_mut() = rows.iter().map(|row| row.iter().map(|item| NodeHandle::new(*item)).collect()).collect();
    EdgeCrossOptimizer::new(&mut dag).optimize();
    dag.ranks().iter().map(|row| row.iter().map(|handle| handle.get_index()).collect()).collect()
}

/// Loops' lanes go right outside what they loop around: what is reached from their target and leads back to it.
fn put_loops_outside(plan: &Plan, flow: &Flow, layers: &Layers, hints: &Hints, rows: &mut [Vec<usize>]) {
    if layers.loop_lanes.is_empty() {
        return;
    }
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(plan.shapes.len(), plan.wires.len());
    for _ in &plan.shapes {
        graph.add_node(());
    }
    for (wire, _) in plan.wires.iter().zip(&flow.is_back).filter(|(_, back)| !**back) {
        graph.add_edge(NodeIndex::new(wire.from), NodeIndex::new(wire.to), ());
    }
    let too_many = layers.loop_lanes.len().saturating_mul(plan.wires.len()) > 2_000_000;
    let mut loops: Vec<&(usize, Vec<usize>)> = layers.loop_lanes.iter().collect();
    loops.sort_by_key(|(wire, lanes)| (lanes.len(), *wire));
    let mut is_placed = vec![false; layers.elements.len()];
    let mut owner: Vec<Vec<usize>> = vec![Vec::new(); layers.elements.len()];
    for (wire, lanes) in layers.lanes.iter().enumerate() {
        for lane in lanes {
            owner[*lane].push(wire);
        }
    }
    for (wire, lanes) in loops {
        let (bottom, top) = (plan.wires[*wire].from, plan.wires[*wire].to);
        let inside: Box<dyn Fn(usize) -> bool> = if too_many || lanes.is_empty() {
            Box::new(|_| true)
        } else {
            let mut down = Dfs::new(&graph, NodeIndex::new(top));
            while down.next(&graph).is_some() {}
            let mut up = Dfs::new(Reversed(&graph), NodeIndex::new(bottom));
            while up.next(Reversed(&graph)).is_some() {}
            Box::new(move |node| down.discovered.contains(node) && up.discovered.contains(node))
        };
        let belongs = |element: usize| {
            let leader = layers.leader(element);
            if leader < layers.boxes {
                return inside(leader);
            }
            owner[leader].iter().any(|wire| inside(plan.wires[*wire].from) && inside(plan.wires[*wire].to))
                || owner[leader].is_empty()
        };
        for lane in lanes {
            if std::mem::replace(&mut is_placed[*lane], true) {
                continue;
            }
            let row = &mut rows[layers.elements[*lane].rank];
            let at = match hints.side[*wire] {
                Side::Left => row.iter().position(|element| belongs(*element)).unwrap_or(0),
                Side::Right => row.iter().rposition(|element| belongs(*element)).map_or(row.len(), |at| at + 1),
            };
            row.insert(at, *lane);
        }
    }
}
