//! Who stands left of whom in a row.
//!
//! The first order is that of reading: from the start, at each box what leaves left, what goes straight on, what leaves
//! right. For most machines it has no crossing lines, and it changes little when a state comes in. Only where lines
//! cross is another order looked for ([`uncross`]), and taken when it has strictly fewer crossings.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};

use super::flow::{Flow, Side, wires_out};
use super::layers::{Hints, Layers};
use super::plan::{Exit, Outlet, Plan};
use super::uncross::uncross;

/// Rows of elements from left to right.
pub(crate) fn rows(plan: &Plan, flow: &Flow, layers: &Layers, hints: &Hints) -> Vec<Vec<usize>> {
    let best = uncross(layers, first_order(plan, flow, layers, hints));
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
        (Exit::Row { row, outlet: Outlet::Side { .. }, .. }, Side::Right) => (2, -(row as i64)),
        (Exit::Row { row, outlet: Outlet::Below { .. }, .. }, Side::Right) => (2, row as i64),
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
    for (wire, lanes) in &layers.loop_lanes {
        for lane in lanes {
            owner[*lane].push(*wire);
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
