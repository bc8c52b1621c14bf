//! What a first layout teaches about the second: with places known, wires leave on the side where they go, those that
//! come from the same side share their lane, and ways past a part of their own column take the side with more room.

use std::cell::Cell;
use std::cmp::Ordering;

use super::Grid;
use super::flow::Side;
use super::layers::Hints;
use super::plan::{Exit, Outlet};

/// Closer than this, boxes stand below each other.
const BELOW: f64 = 20.0;
/// Boxes and wires looked at beside all ways past them, at most; ways beyond that keep the side they had.
const BUDGET: usize = 1_000_000;

/// Hints for the second layout. `x` are the middles of the boxes, `out` the wires by the box they leave.
pub(crate) fn hints(grid: &Grid<'_>, out: &[Vec<usize>], x: &[f64]) -> Hints {
    let look = Look::new(grid, out, x);
    let wires = 0..grid.plan.wires.len();
    let side: Vec<Side> = wires.clone().map(|wire| look.side(wire)).collect();
    let share = wires.clone().map(|wire| look.share(wire, side[wire])).collect();
    let enters_beside = wires.map(|wire| look.enters_beside(wire, side[wire])).collect();
    Hints { side, share, enters_beside }
}

struct Look<'a> {
    grid: &'a Grid<'a>,
    out: &'a [Vec<usize>],
    x: &'a [f64],
    /// By row, its boxes from left to right.
    rows: Vec<Vec<usize>>,
    /// By box, how far left and right the boxes stand that wires from other columns come from.
    comes_from: Vec<(f64, f64)>,
    /// By box, the highest row that a wire comes from.
    first_row: Vec<usize>,
    /// By box, wires that enter it and are no loops.
    into: Vec<Vec<usize>>,
    /// By column, its boxes from above to below.
    columns: Vec<Vec<usize>>,
    left: Cell<usize>,
}

impl<'a> Look<'a> {
    fn new(grid: &'a Grid<'a>, out: &'a [Vec<usize>], x: &'a [f64]) -> Look<'a> {
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); grid.ranks.iter().max().map_or(0, |rank| rank + 1)];
        for (node, rank) in grid.ranks.iter().enumerate() {
            rows[*rank].push(node);
        }
        for row in &mut rows {
            row.sort_by(|a, b| x[*a].total_cmp(&x[*b]));
        }
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); grid.column.iter().max().map_or(0, |column| column + 1)];
        for node in rows.iter().flatten() {
            columns[grid.column[*node]].push(*node);
        }
        let mut comes_from = vec![(f64::INFINITY, f64::NEG_INFINITY); grid.plan.shapes.len()];
        let mut first_row = grid.ranks.to_vec();
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); grid.plan.shapes.len()];
        for (index, wire) in grid.plan.wires.iter().enumerate() {
            if !grid.flow.is_back[index] {
                into[wire.to].push(index);
            }
            first_row[wire.to] = first_row[wire.to].min(grid.ranks[wire.from]);
            if !grid.flow.is_back[index] && grid.column[wire.from] != grid.column[wire.to] {
                let (left, right) = &mut comes_from[wire.to];
                *left = left.min(x[wire.from]);
                *right = right.max(x[wire.from]);
            }
        }
        Look { grid, out, x, rows, comes_from, first_row, into, columns, left: Cell::new(BUDGET) }
    }

    /// Where a wire leads: left, straight down or up, right.
    fn direction(&self, wire: usize) -> Ordering {
        let wire = &self.grid.plan.wires[wire];
        let difference = self.x[wire.to] - self.x[wire.from] - wire.exit.row_below().unwrap_or_default();
        if difference.abs() <= BELOW { Ordering::Equal } else { difference.total_cmp(&0.0) }
    }

    /// The side on which a wire leaves when it does not leave below.
    fn side(&self, index: usize) -> Side {
        let Grid { plan, flow, .. } = *self.grid;
        match (plan.wires[index].exit, flow.is_back[index]) {
            (Exit::Catch { .. }, _) => Side::Right,
            (Exit::Row { .. }, false) => self.side_of_rule(index),
            (Exit::Row { row, outlet: Outlet::Below { .. }, .. }, true) => {
                // Around either corner of the box it crosses the ways of the rows between.
                let others = || self.out[plan.wires[index].from].iter().filter(|other| !flow.is_back[**other]);
                let rows = |is_between: &dyn Fn(usize) -> bool| {
                    let between = |exit: Exit| matches!(exit, Exit::Row { row: other, .. } if is_between(other));
                    others().filter(|other| between(plan.wires[**other].exit)).count()
                };
                match rows(&|other| other < row).cmp(&rows(&|other| other > row)) {
                    Ordering::Less => Side::Left,
                    Ordering::Greater => Side::Right,
                    Ordering::Equal => self.away(index),
                }
            }
            (Exit::Row { row, .. }, true) => {
                // A loop goes up past the rows above its own; those that leave on its side are in its way.
                let above = |side: Side| {
                    let others = &self.out[plan.wires[index].from];
                    others.iter().filter(|other| self.leaves_above(**other, row, side)).count()
                };
                match above(Side::Left).cmp(&above(Side::Right)) {
                    Ordering::Less => Side::Left,
                    Ordering::Greater => Side::Right,
                    Ordering::Equal => self.away(index),
                }
            }
            (Exit::Below, true) => self.away(index),
            (Exit::Below, false) => flow.side[index],
        }
    }

    fn side_of_rule(&self, index: usize) -> Side {
        if self.grid.plan.wires[index].exit.row_below().is_some() {
            return self.grid.flow.side[index];
        }
        match self.direction(index) {
            Ordering::Less => Side::Left,
            Ordering::Greater => Side::Right,
            Ordering::Equal => self.past(index),
        }
    }

    fn leaves_above(&self, other: usize, row: usize, side: Side) -> bool {
        let Grid { plan, flow, .. } = *self.grid;
        let wire = &plan.wires[other];
        matches!(wire.exit, Exit::Row { row: other_row, .. } if other_row < row)
            && !flow.is_back[other]
            && flow.main[wire.from] != Some(other)
            && self.side_of_rule(other) == side
    }

    /// Loops go up outside of the column they lead to: left, unless they come from its right or more stands in their
    /// way at the left.
    fn away(&self, index: usize) -> Side {
        let Grid { plan, ranks, column, .. } = *self.grid;
        let (from, to) = (plan.wires[index].from, plan.wires[index].to);
        let row = &self.rows[ranks[from]];
        let left = row.partition_point(|other| self.x[*other] < self.x[from]);
        let right = row.len() - row.partition_point(|other| self.x[*other] <= self.x[from]);
        match left.cmp(&right) {
            _ if column[from] == column[to] => Side::Left,
            Ordering::Less => Side::Left,
            Ordering::Greater => Side::Right,
            Ordering::Equal if self.direction(index) == Ordering::Less => Side::Right,
            Ordering::Equal => Side::Left,
        }
    }

    /// A rule that leads past a part of its own column: on the side where it crosses less, then where it is nearer.
    fn past(&self, index: usize) -> Side {
        let Grid { plan, flow, ranks, column, .. } = *self.grid;
        let (from, to) = (plan.wires[index].from, plan.wires[index].to);
        if column[from] != column[to] || flow.main[from] == Some(index) {
            return flow.side[index];
        }
        let boxes = &self.columns[column[from]];
        let first = boxes.partition_point(|node| ranks[*node] <= ranks[from]);
        let between = boxes[first..].iter().copied().take_while(|node| ranks[*node] < ranks[to]);
        let work: usize = between.clone().map(|node| 1 + self.out[node].len() + self.into[node].len()).sum();
        let work = work + self.out[from].len() + ranks[to] - ranks[from];
        let left = self.left.get();
        self.left.set(left.saturating_sub(work));
        if work > left {
            return flow.side[index];
        }
        let mut crossed = self.crossed_at(index);
        for node in between {
            let more = self.crossed_beside(node, index);
            crossed = [crossed[0] + more[0], crossed[1] + more[1]];
        }
        let mut reach = [0.0_f64; 2];
        for row in &self.rows[ranks[from] + 1..ranks[to]] {
            if let (Some(first), Some(last)) = (row.first(), row.last()) {
                let left = self.x[from] - (self.x[*first] - plan.shapes[*first].width / 2.0);
                let right = self.x[*last] + plan.shapes[*last].width / 2.0 - self.x[from];
                reach = [reach[0].max(left), reach[1].max(right)];
            }
        }
        match crossed[0].cmp(&crossed[1]).then(reach[0].total_cmp(&(reach[1] + BELOW))) {
            Ordering::Greater => Side::Right,
            Ordering::Less | Ordering::Equal => Side::Left,
        }
    }

    /// The side on which a wire leaves the column of its box.
    fn leaves_at(&self, index: usize) -> Option<Side> {
        let wire = &self.grid.plan.wires[index];
        if self.grid.flow.main[wire.from] == Some(index) || self.grid.flow.is_back[index] {
            return None;
        }
        match (wire.exit, self.direction(index)) {
            (Exit::Catch { .. }, _) | (Exit::Row { .. }, Ordering::Greater) => Some(Side::Right),
            (Exit::Row { .. }, Ordering::Less) => Some(Side::Left),
            (Exit::Row { .. }, Ordering::Equal) | (Exit::Below, _) => None,
        }
    }

    /// By side, the ways of lower rules of its own box that a rule crosses where it leads to the very next row.
    fn crossed_at(&self, index: usize) -> [usize; 2] {
        let Grid { plan, ranks, .. } = *self.grid;
        let wire = &plan.wires[index];
        let mut crossed = [0; 2];
        let Exit::Row { row, .. } = wire.exit else { return crossed };
        if ranks[wire.to] > ranks[wire.from] + 1 {
            return crossed;
        }
        for other in &self.out[wire.from] {
            let is_lower = matches!(plan.wires[*other].exit, Exit::Row { row: lower, .. } if lower > row);
            if let (true, Some(side)) = (is_lower, self.leaves_at(*other)) {
                crossed[side as usize] += 1;
            }
        }
        crossed
    }

    /// By side, the wires at a box that a way past it crosses: those that lead further down than it does, or to where
    /// others lead from above, and those that come from outside of it.
    fn crossed_beside(&self, node: usize, index: usize) -> [usize; 2] {
        let Grid { plan, ranks, .. } = *self.grid;
        let (from, to) = (plan.wires[index].from, plan.wires[index].to);
        let mut crossed = [0; 2];
        for other in &self.out[node] {
            let end = plan.wires[*other].to;
            let stays_inside = ranks[end] <= ranks[to] && self.first_row[end] > ranks[from];
            if let (false, true, Some(side)) = (stays_inside, end != to, self.leaves_at(*other)) {
                crossed[side as usize] += 1;
            }
        }
        for other in &self.into[node] {
            let wire = &plan.wires[*other];
            if ranks[wire.from] >= ranks[from] {
                continue;
            }
            match (self.direction(*other), wire.exit) {
                (Ordering::Greater, _) => crossed[Side::Left as usize] += 1,
                (Ordering::Less, _) | (Ordering::Equal, Exit::Catch { .. }) => crossed[Side::Right as usize] += 1,
                (Ordering::Equal, Exit::Below | Exit::Row { .. }) => {}
            }
        }
        crossed
    }

    /// Wires to one box share their lanes when this is the same.
    fn share(&self, index: usize, side: Side) -> i64 {
        let Grid { plan, flow, .. } = *self.grid;
        let wire = &plan.wires[index];
        let own = 10 + index as i64;
        match (self.direction(index), wire.exit) {
            (Ordering::Equal, Exit::Below) if !flow.is_back[index] => own,
            // Between the ways that leave beside it there is no way out to a lane that passes outside of them.
            (Ordering::Equal, Exit::Row { .. })
                if !flow.is_back[index]
                    && self.out[wire.from].iter().any(|other| self.is_way_beside(*other, index, side)) =>
            {
                own
            }
            (Ordering::Equal, Exit::Row { .. } | Exit::Catch { .. }) if side == Side::Right => 2,
            (direction, _) => direction as i64,
        }
    }

    fn is_way_beside(&self, other: usize, index: usize, side: Side) -> bool {
        let direction = if side == Side::Left { Ordering::Less } else { Ordering::Greater };
        other != index
            && matches!(self.grid.plan.wires[other].exit, Exit::Row { .. })
            && !self.grid.flow.is_back[other]
            && self.direction(other) == direction
    }

    /// What comes past its own column enters at the side, unless others come in from further out there: they enter from
    /// above and would be crossed.
    fn enters_beside(&self, index: usize, side: Side) -> bool {
        let to = self.grid.plan.wires[index].to;
        match side {
            Side::Left => self.comes_from[to].0 > self.x[to] - BELOW,
            Side::Right => self.comes_from[to].1 < self.x[to] + BELOW,
        }
    }
}
