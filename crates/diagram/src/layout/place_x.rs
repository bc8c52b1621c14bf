//! Places from left to right.
//!
//! Elements that should stand exactly below each other form columns (a chain of `Next`, the lane of a long wire) which
//! move as one. Columns are drawn towards the mean of what they are joined to, as far as their neighbours let them.

use std::collections::{BTreeMap, HashMap};

use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, NodeIndex};

use super::Grid;
use super::flow::Side;
use super::layers::{Layers, distance};

/// The middle of each element.
pub(crate) fn middles(layers: &Layers, grid: &Grid<'_>, rows: &[Vec<usize>]) -> Vec<f64> {
    let links = straight_first(layers, grid);
    let columns = Columns::new(layers, rows, &links);
    let (columns, order) = match columns.order(layers, rows) {
        Some(order) => (columns, order),
        // Straight links never cross, so that the columns' order has no cycle; this arm is for the day they do.
        None => {
            let columns = Columns::new(layers, rows, &[]);
            let Some(order) = columns.order(layers, rows) else { return vec![0.0; layers.elements.len()] };
            (columns, order)
        }
    };
    let anchor = grid.flow.roots.first().copied().unwrap_or_default();
    columns.settle(layers, &order, anchor)
}

/// Links in the order in which they may claim to be straight.
fn straight_first(layers: &Layers, grid: &Grid<'_>) -> Vec<usize> {
    let is_box = |element: usize| element < layers.boxes;
    let mut is_in_start_column = vec![false; layers.links.len()];
    for (path, column) in layers.paths.iter().zip(wire_columns(layers, grid)) {
        for step in &path.steps {
            if let (super::layers::Step::Down(link), Some(0)) = (step, column) {
                is_in_start_column[*link] = true;
            }
        }
    }
    let class = |index: usize| {
        let link = &layers.links[index];
        match (is_box(link.upper), is_box(link.lower)) {
            _ if link.is_main && is_in_start_column[index] => 0,
            (false, false) => 1,
            _ if link.is_main => 2,
            _ if link.upper_at != 0.0 => 5,
            (true, true) => 4,
            _ => 3,
        }
    };
    let mut order: Vec<usize> = (0..layers.links.len()).collect();
    order.sort_by_key(|link| (class(*link), *link));
    order
}

/// By wire, the column both its ends stand in.
fn wire_columns(layers: &Layers, grid: &Grid<'_>) -> Vec<Option<usize>> {
    let mut columns = vec![None; layers.paths.len()];
    for (node, main) in grid.flow.main.iter().enumerate() {
        if let Some(wire) = main {
            columns[*wire] = Some(grid.column[node]);
        }
    }
    columns
}

struct Columns {
    /// By element: its column and its place from the column's middle.
    of: Vec<(usize, f64)>,
    count: usize,
}

/// Columns from left to right, and for each pair of neighbours the distance they keep.
struct Order {
    sorted: Vec<usize>,
    left: Vec<Vec<(usize, f64)>>,
    right: Vec<Vec<(usize, f64)>>,
}

impl Columns {
    fn new(layers: &Layers, rows: &[Vec<usize>], links: &[usize]) -> Columns {
        let count = layers.elements.len();
        let mut place = vec![0_usize; count];
        for row in rows {
            for (at, element) in row.iter().enumerate() {
                place[*element] = at;
            }
        }
        let mut below: Vec<Option<(usize, f64)>> = vec![None; count];
        let mut has_above = vec![false; count];
        let mut straight: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); layers.rank_count];
        for index in links {
            let link = &layers.links[*index];
            if below[link.upper].is_some() || has_above[link.lower] {
                continue;
            }
            let between = &mut straight[layers.elements[link.upper].rank];
            let (upper, lower) = (place[link.upper], place[link.lower]);
            let left_crosses = between.range(..upper).next_back().is_some_and(|(_, other)| *other >= lower);
            let right_crosses = between.range(upper..).next().is_some_and(|(_, other)| *other <= lower);
            if left_crosses || right_crosses {
                continue;
            }
            between.insert(upper, lower);
            below[link.upper] = Some((link.lower, link.upper_at));
            has_above[link.lower] = true;
        }
        let mut of = vec![(usize::MAX, 0.0); count];
        let mut columns = 0;
        for head in (0..count).filter(|element| !has_above[*element]) {
            let (mut element, mut at) = (head, 0.0);
            loop {
                of[element] = (columns, at);
                match below[element] {
                    Some((next, offset)) => (element, at) = (next, at + offset),
                    None => break,
                }
            }
            columns += 1;
        }
        Columns { of, count: columns }
    }

    fn order(&self, layers: &Layers, rows: &[Vec<usize>]) -> Option<Order> {
        let mut distances: HashMap<(usize, usize), f64> = HashMap::new();
        let mut pairs = Vec::new();
        for row in rows {
            for two in row.windows(2) {
                let ((left, left_at), (right, right_at)) = (self.of[two[0]], self.of[two[1]]);
                let apart = distance(layers, two[0], two[1]) + left_at - right_at;
                let known = distances.entry((left, right)).or_insert_with(|| {
                    pairs.push((left, right));
                    f64::NEG_INFINITY
                });
                *known = known.max(apart);
            }
        }
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(self.count, pairs.len());
        for _ in 0..self.count {
            graph.add_node(());
        }
        for (left, right) in &pairs {
            graph.add_edge(NodeIndex::new(*left), NodeIndex::new(*right), ());
        }
        let sorted = toposort(&graph, None).ok()?.into_iter().map(NodeIndex::index).collect();
        let mut order = Order { sorted, left: vec![Vec::new(); self.count], right: vec![Vec::new(); self.count] };
        for (left, right) in pairs {
            let apart = distances[&(left, right)];
            order.left[right].push((left, apart));
            order.right[left].push((right, apart));
        }
        Some(order)
    }

    fn settle(&self, layers: &Layers, order: &Order, anchor: usize) -> Vec<f64> {
        // What draws each column: (other column, where it would have to be from there, how strongly).
        let mut draws: Vec<Vec<(usize, f64, f64)>> = vec![Vec::new(); self.count];
        for (link, users) in layers.links.iter().zip(layers.link_users()) {
            let ((upper, upper_at), (lower, lower_at)) = (self.of[link.upper], self.of[link.lower]);
            if upper == lower {
                continue;
            }
            // Each wire on it is as long as it is far.
            let weight = users as f64;
            let shift = upper_at + link.upper_at - lower_at;
            draws[lower].push((upper, shift, weight));
            draws[upper].push((lower, -shift, weight));
        }
        // A lane beside a box stays near it: its wire leaves the box there.
        for (lane, element) in layers.elements.iter().enumerate() {
            let Some((node, side)) = element.beside else { continue };
            let ((own, own_at), (other, other_at)) = (self.of[lane], self.of[node]);
            if own == other {
                continue;
            }
            let apart = distance(layers, node, lane) * if side == Side::Left { -1.0 } else { 1.0 };
            let shift = other_at + apart - own_at;
            draws[own].push((other, shift, 0.5));
            draws[other].push((own, -shift, 0.05));
        }
        let anchor = self.of[anchor].0;
        let mut x = self.packed(order, anchor);
        let rounds = (3_000_000 / (self.count + layers.links.len()).max(1)).clamp(6, 24);
        let mut near = Vec::new();
        for round in 0..rounds {
            // Means bring groups together that belong together; medians then make lines short.
            let by_mean = round * 2 < rounds;
            let mut settle = |column: usize, x: &mut [f64]| {
                if column == anchor || draws[column].is_empty() {
                    return;
                }
                near.clear();
                near.extend(draws[column].iter().map(|(other, shift, weight)| (x[*other] + shift, *weight)));
                let wanted = if by_mean { mean(&near) } else { median(&mut near, x[column]) };
                let least = order.left[column].iter().map(|(left, apart)| x[*left] + apart);
                let most = order.right[column].iter().map(|(right, apart)| x[*right] - apart);
                let wanted = wanted.max(least.fold(f64::NEG_INFINITY, f64::max));
                x[column] = wanted.min(most.fold(f64::INFINITY, f64::min));
            };
            order.sorted.iter().for_each(|column| settle(*column, &mut x));
            order.sorted.iter().rev().for_each(|column| settle(*column, &mut x));
        }
        let x: Vec<f64> = x.into_iter().map(f64::round).collect();
        self.of.iter().map(|(column, at)| x[*column] + at).collect()
    }

    /// Every column as near to the anchor as the distances let it.
    fn packed(&self, order: &Order, anchor: usize) -> Vec<f64> {
        let mut x = vec![0.0_f64; self.count];
        for column in &order.sorted {
            for (left, apart) in &order.left[*column] {
                x[*column] = x[*column].max(x[*left] + apart);
            }
        }
        for column in order.sorted.iter().rev().filter(|column| **column != anchor) {
            let most = order.right[*column].iter().map(|(right, apart)| x[*right] - apart);
            let most = most.fold(f64::INFINITY, f64::min);
            if most.is_finite() {
                x[*column] = most;
            }
        }
        x
    }
}

fn mean(near: &[(f64, f64)]) -> f64 {
    let (sum, weight) = near.iter().fold((0.0, 0.0), |(sum, all), (at, weight)| (sum + at * weight, all + weight));
    sum / weight
}

/// The place with as much weight left of it as right of it; where a stretch of places has, the one nearest to `now`.
fn median(near: &mut [(f64, f64)], now: f64) -> f64 {
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = near.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    for (index, (at, weight)) in near.iter().enumerate() {
        passed += weight;
        if (passed - half).abs() < 1e-9 {
            let next = near.get(index + 1).map_or(*at, |next| next.0);
            return now.clamp(*at, next);
        }
        if passed > half {
            return *at;
        }
    }
    now
}
