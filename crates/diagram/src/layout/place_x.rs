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
    columns.settle(layers, &order)
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

    fn settle(&self, layers: &Layers, order: &Order) -> Vec<f64> {
        // What draws each column: (other column, where it would have to be from there, how strongly).
        let mut draws: Vec<Vec<(usize, f64, f64)>> = vec![Vec::new(); self.count];
        for link in &layers.links {
            let ((upper, upper_at), (lower, lower_at)) = (self.of[link.upper], self.of[link.lower]);
            if upper == lower {
                continue;
            }
            let weight = match (link.upper < layers.boxes, link.lower < layers.boxes) {
                (true, true) => 1.0,
                (false, false) => 4.0,
                _ => 2.0,
            };
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
        let mut x = vec![0.0; self.count];
        self.keep_apart(order, &mut x);
        let rounds = (3_000_000 / (self.count + layers.links.len()).max(1)).clamp(6, 40);
        for _ in 0..rounds {
            let mut wanted = x.clone();
            for (column, draws) in draws.iter().enumerate() {
                let weight: f64 = draws.iter().map(|(_, _, weight)| weight).sum();
                if weight > 0.0 {
                    let mean = draws.iter().map(|(other, shift, weight)| (x[*other] + shift) * weight).sum::<f64>();
                    wanted[column] += 0.75 * (mean / weight - x[column]);
                }
            }
            self.keep_apart(order, &mut wanted);
            x = wanted;
        }
        let x: Vec<f64> = x.into_iter().map(f64::round).collect();
        self.of.iter().map(|(column, at)| x[*column] + at).collect()
    }

    /// Moves columns apart until all keep their distances: the mean of pushing everything right and pushing everything
    /// left, which keeps the distances as both do.
    fn keep_apart(&self, order: &Order, x: &mut [f64]) {
        let mut pushed_right = x.to_vec();
        for column in &order.sorted {
            for (left, apart) in &order.left[*column] {
                pushed_right[*column] = pushed_right[*column].max(pushed_right[*left] + apart);
            }
        }
        for column in order.sorted.iter().rev() {
            for (right, apart) in &order.right[*column] {
                x[*column] = x[*column].min(x[*right] - apart);
            }
        }
        for (x, right) in x.iter_mut().zip(pushed_right) {
            *x = (*x + right) / 2.0;
        }
    }
}
