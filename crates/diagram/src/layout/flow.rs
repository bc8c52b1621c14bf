//! The order in which a person reads the boxes: which wires lead back, which one goes straight on, what stands left
//! and right of it.

use super::plan::{Exit, Outlet, Plan};

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
    let (is_back, roots, leaves_first) = loops(plan, out);
    let fate = fates(plan, out, &is_back, &leaves_first);
    let main: Vec<Option<usize>> =
        (0..plan.shapes.len()).map(|node| main_wire(plan, &out[node], &is_back, &fate)).collect();
    let main_row = |node: usize| match main[node].map(|wire| plan.wires[wire].exit) {
        Some(Exit::Row { row, .. }) => Some(row),
        _ => None,
    };
    let side = plan
        .wires
        .iter()
        .map(|wire| {
            let goes_on = main[wire.from].is_some_and(|wire| fate[plan.wires[wire].to] != Fate::Aside);
            match wire.exit {
                Exit::Below => Side::Left,
                // Rows beside each other keep their order: no wire crosses the one that goes straight on.
                Exit::Row { row, outlet: Outlet::Below { .. }, .. } => {
                    if main_row(wire.from).is_some_and(|main| row > main) { Side::Right } else { Side::Left }
                }
                Exit::Row { .. } if fate[wire.to] == Fate::Aside && goes_on => Side::Right,
                Exit::Row { .. } => Side::Left,
                Exit::Catch { .. } => Side::Right,
            }
        })
        .collect();
    Flow { is_back, main, roots, side }
}

/// Where it leads when an execution comes to a box, as far as its place depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// To a failure only, or the box is one for errors: it stands at the right.
    Aside,
    /// Only back to what has run before.
    Back,
    /// To a good end.
    On,
}

fn fates(plan: &Plan, out: &[Vec<usize>], is_back: &[bool], leaves_first: &[usize]) -> Vec<Fate> {
    let mut fate = vec![Fate::Aside; plan.shapes.len()];
    let mut ends = fate.clone();
    for node in leaves_first {
        let shape = &plan.shapes[*node];
        let ordinary = || out[*node].iter().filter(|wire| !matches!(plan.wires[**wire].exit, Exit::Catch { .. }));
        let best = ordinary().map(|wire| if is_back[*wire] { Fate::Back } else { ends[plan.wires[*wire].to] }).max();
        ends[*node] = match best {
            _ if shape.is_failure => Fate::Aside,
            Some(best) => best,
            None => Fate::On,
        };
        fate[*node] = if shape.is_aside { Fate::Aside } else { ends[*node] };
    }
    fate
}

/// A wire's urgency when the ordinary way of an execution is followed.
fn urgency(exit: Exit) -> (u8, usize) {
    match exit {
        Exit::Below | Exit::Row { is_default: true, .. } => (0, 0),
        Exit::Row { row, .. } => (1, row),
        Exit::Catch { catcher } => (2, catcher),
    }
}

/// Wires that lead back, the boxes to begin with, and all boxes so that each comes after those it leads on to.
fn loops(plan: &Plan, out: &[Vec<usize>]) -> (Vec<bool>, Vec<usize>, Vec<usize>) {
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
    let mut leaves_first = Vec::with_capacity(count);
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
                leaves_first.push(*node);
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
    (is_back, roots, leaves_first)
}

/// What leads to a good end goes straight on: the default if it does, else the last rule that does. What is written
/// before it then has its place to the left, in the order of the rules, without lines that cross.
fn main_wire(plan: &Plan, out: &[usize], is_back: &[bool], fate: &[Fate]) -> Option<usize> {
    let place = |wire: usize| match plan.wires[wire].exit {
        Exit::Below => Some((Fate::On, 0)),
        Exit::Row { is_default: true, .. } => Some((fate[plan.wires[wire].to], usize::MAX)),
        Exit::Row { row, .. } => Some((fate[plan.wires[wire].to], row)),
        Exit::Catch { .. } => None,
    };
    let forward = out.iter().copied().filter(|wire| !is_back[*wire]);
    forward.filter_map(|wire| place(wire).map(|place| (place, wire))).max().map(|(_, wire)| wire)
}

/// Numbers the chains of main wires. Where several lead to one box, the start's chain has it, else the nearest.
pub(crate) fn columns(plan: &Plan, flow: &Flow, ranks: &[usize]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let target = |node: usize| flow.main[node].map(|wire| plan.wires[wire].to);
    let mut column = vec![NONE; plan.shapes.len()];
    let mut above: Vec<Option<usize>> = vec![None; plan.shapes.len()];
    let mut node = flow.roots.first().copied();
    while let Some(at) = node {
        column[at] = 0;
        node = target(at).filter(|to| column[*to] == NONE);
    }
    for node in 0..plan.shapes.len() {
        let Some(to) = target(node).filter(|to| column[*to] == NONE) else { continue };
        if above[to].is_none_or(|other| ranks[node] > ranks[other]) {
            above[to] = Some(node);
        }
    }
    let mut next = 1;
    for head in 0..plan.shapes.len() {
        if column[head] != NONE || above[head].is_some_and(|above| column[above] != 0) {
            continue;
        }
        let mut node = head;
        loop {
            column[node] = next;
            match target(node) {
                Some(to) if column[to] == NONE && above[to] == Some(node) => node = to,
                _ => break,
            }
        }
        next += 1;
    }
    column
}
