//! The order in which a person reads the boxes: which wires lead back, which one goes straight on, what stands left
//! and right of it.

use super::plan::{Exit, Plan};

/// Left or right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Side {
    Left,
    Right,
}

/// How a plan is read.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    /// Wires that lead to a box that is on every way to them: loops.
    pub is_back: Vec<bool>,
    /// By box, the wire that goes straight on below it.
    pub main: Vec<Option<usize>>,
    /// By box, the column it stands in: columns are chains of main wires, 0 is the one from the start.
    pub column: Vec<usize>,
    /// Boxes without wires into them, then whatever is needed to reach all others.
    pub roots: Vec<usize>,
    /// By wire, the side on which it leaves unless it leaves below.
    pub side: Vec<Side>,
}

/// The boxes' wires, by the box they leave, in the order of the plan.
pub(crate) fn wires_out(plan: &Plan) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); plan.shapes.len()];
    for (index, wire) in plan.wires.iter().enumerate() {
        out[wire.from].push(index);
    }
    out
}

/// Reads a plan whose boxes all hang together.
pub(crate) fn read(plan: &Plan, out: &[Vec<usize>]) -> Flow {
    let (is_back, roots) = loops(plan, out);
    let main: Vec<Option<usize>> = (0..plan.shapes.len()).map(|node| main_wire(plan, &out[node], &is_back)).collect();
    let column = columns(plan, out, &main, &roots, &is_back);
    let side = plan
        .wires
        .iter()
        .map(|wire| {
            let stays = main[wire.from].is_some_and(|wire| !plan.shapes[plan.wires[wire].to].is_aside);
            match wire.exit {
                Exit::Below => Side::Left,
                Exit::Row { .. } if plan.shapes[wire.to].is_aside && stays => Side::Right,
                Exit::Row { .. } => Side::Left,
                Exit::Catch { .. } => Side::Right,
            }
        })
        .collect();
    Flow { is_back, main, column, roots, side }
}

/// A wire's urgency when the ordinary way of an execution is followed.
fn urgency(exit: Exit) -> (u8, usize) {
    match exit {
        Exit::Below | Exit::Row { is_default: true, .. } => (0, 0),
        Exit::Row { row, .. } => (1, row),
        Exit::Catch { catcher } => (2, catcher),
    }
}

fn loops(plan: &Plan, out: &[Vec<usize>]) -> (Vec<bool>, Vec<usize>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let count = plan.shapes.len();
    let mut entered = vec![false; count];
    for wire in &plan.wires {
        if wire.from != wire.to {
            entered[wire.to] = true;
        }
    }
    let first = plan.start.into_iter();
    let candidates = first.chain((0..count).filter(|node| !entered[*node])).chain(0..count);
    let mut marks = vec![Mark::New; count];
    let mut is_back = vec![false; plan.wires.len()];
    let mut roots = Vec::new();
    let by_urgency: Vec<Vec<usize>> = out
        .iter()
        .map(|wires| {
            let mut wires = wires.clone();
            wires.sort_by_key(|wire| urgency(plan.wires[*wire].exit));
            wires
        })
        .collect();
    for root in candidates {
        if marks[root] != Mark::New {
            continue;
        }
        roots.push(root);
        marks[root] = Mark::Open;
        let mut open = vec![(root, 0)];
        while let Some((node, next)) = open.last_mut() {
            let Some(wire) = by_urgency[*node].get(*next).copied() else {
                marks[*node] = Mark::Done;
                open.pop();
                continue;
            };
            *next += 1;
            let to = plan.wires[wire].to;
            match marks[to] {
                Mark::Open => is_back[wire] = true,
                Mark::Done => {}
                Mark::New => {
                    marks[to] = Mark::Open;
                    open.push((to, 0));
                }
            }
        }
    }
    (is_back, roots)
}

/// The default goes straight on, else the last rule that does: what is written before it then has its place to the
/// left, in the order of the rules, without lines that cross.
fn main_wire(plan: &Plan, out: &[usize], is_back: &[bool]) -> Option<usize> {
    let forward = || out.iter().copied().filter(|wire| !is_back[*wire]);
    let rank = |wire: usize| {
        let aside = plan.shapes[plan.wires[wire].to].is_aside;
        match plan.wires[wire].exit {
            Exit::Below => Some((3, 0)),
            Exit::Row { is_default: true, .. } => Some((if aside { 1 } else { 2 }, usize::MAX)),
            Exit::Row { row, .. } => Some((if aside { 1 } else { 2 }, row)),
            Exit::Catch { .. } => None,
        }
    };
    forward().filter_map(|wire| rank(wire).map(|rank| (rank, wire))).max().map(|(_, wire)| wire)
}

fn columns(plan: &Plan, out: &[Vec<usize>], main: &[Option<usize>], roots: &[usize], is_back: &[bool]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut column = vec![NONE; plan.shapes.len()];
    let mut next_column = 0;
    let mut waiting: Vec<usize> = roots.iter().rev().copied().collect();
    while let Some(head) = waiting.pop() {
        if column[head] != NONE {
            continue;
        }
        let mut node = head;
        let first = waiting.len();
        loop {
            column[node] = next_column;
            waiting.extend(out[node].iter().filter(|wire| !is_back[**wire]).map(|wire| plan.wires[*wire].to));
            match main[node].map(|wire| plan.wires[wire].to) {
                Some(to) if column[to] == NONE => node = to,
                _ => break,
            }
        }
        waiting[first..].reverse();
        next_column += 1;
    }
    column
}
