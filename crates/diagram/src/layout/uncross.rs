//! Fewer crossings, where a first order has some.
//!
//! Two means, in turn as long as they help: sweeps, which order each row by the mean place of its neighbours in the row
//! before it, and swaps of two that stand beside each other. Rows whose lines do not cross stay as they are.

use super::layers::{Layers, Step};

/// Links looked at in all sweeps together, at most.
const SWEEP_BUDGET: usize = 500_000;
/// Links looked at in all swaps together, at most.
const SWAP_BUDGET: usize = 1_000_000;
/// Sweeps in vain after which no more are tried.
const MOST_IN_VAIN: usize = 4;

/// The rows in an order with as few crossings as was found; the given one where none is better.
pub(crate) fn uncross(layers: &Layers, first: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let ends = Ends::new(layers);
    let mut places = Places::of(layers, &first);
    let mut best = first;
    let mut fewest = ends.crossings(&places);
    if fewest == 0 {
        return best;
    }
    let mut rows = best.clone();
    let mut swaps_left = SWAP_BUDGET;
    let most = (SWEEP_BUDGET / (layers.links.len() + layers.elements.len()).max(1)).clamp(2, 12);
    let mut in_vain = 0;
    for round in 0..=most {
        // The given order is swapped before it is swept: what it says of reading is kept where that is enough.
        if round > 0 {
            ends.sweep(&mut rows, &mut places, round % 2 == 1);
        }
        let mut crossings = ends.crossings(&places);
        if crossings > 0 && crossings < fewest.saturating_mul(2) {
            ends.swap(&mut rows, &mut places, &mut swaps_left);
            crossings = ends.crossings(&places);
        }
        if crossings < fewest {
            best.clone_from(&rows);
            fewest = crossings;
            in_vain = 0;
        } else {
            in_vain += 1;
        }
        if fewest == 0 || in_vain >= MOST_IN_VAIN {
            break;
        }
    }
    best
}

/// By item, its place in its row from the left.
struct Places(Vec<u32>);

impl Places {
    fn of(layers: &Layers, rows: &[Vec<usize>]) -> Places {
        let mut places = Places(vec![0; layers.elements.len()]);
        rows.iter().for_each(|row| places.number(row));
        places
    }

    fn number(&mut self, row: &[usize]) {
        for (at, item) in (0..).zip(row) {
            self.0[*item] = at;
        }
    }
}

/// Where a link ends in a row: the place of its item, and where at the item.
type Port = (u32, i32);

/// One end of a link as its other end sees it.
#[derive(Clone, Copy)]
struct End {
    /// The item there.
    item: usize,
    /// Where at the item: 0 in the middle, negative at the left, above 0 at the right.
    port: i32,
    /// Where at the item at this end.
    own_port: i32,
    /// How bad it is to cross the link.
    weight: usize,
}

/// The ends of links at their leaders, without loops.
struct Ends {
    /// By row, its items.
    items: Vec<Vec<usize>>,
    /// By item, what it is joined to in the row above.
    above: Vec<Vec<End>>,
    /// By item, what it is joined to in the row below.
    below: Vec<Vec<End>>,
}

impl Ends {
    fn new(layers: &Layers) -> Ends {
        let mut is_loop = vec![false; layers.links.len()];
        for path in &layers.paths {
            for step in &path.steps {
                if let Step::Up(link) = step {
                    is_loop[*link] = true;
                }
            }
        }
        let count = layers.elements.len();
        let mut ends = Ends {
            items: vec![Vec::new(); layers.rank_count],
            above: vec![Vec::new(); count],
            below: vec![Vec::new(); count],
        };
        for item in 0..count {
            ends.items[layers.elements[item].rank].push(item);
        }
        for (link, is_loop) in layers.links.iter().zip(is_loop) {
            if is_loop {
                continue;
            }
            let (upper, lower) = (layers.leader(link.upper), layers.leader(link.lower));
            let upper_port = link.upper_port.unwrap_or(layers.ports[link.upper]);
            // What goes straight on in its column is crossed last.
            let weight = if link.is_main { 3 } else { 1 };
            let lower_port = layers.ports[link.lower];
            ends.above[lower].push(End { item: upper, port: upper_port, own_port: lower_port, weight });
            ends.below[upper].push(End { item: lower, port: lower_port, own_port: upper_port, weight });
        }
        ends
    }

    /// Crossings of all links, each as bad as what is crossed.
    fn crossings(&self, places: &Places) -> usize {
        let mut links: Vec<(Port, Port, usize)> = Vec::new();
        let mut lower: Vec<Port> = Vec::new();
        let mut tree: Vec<usize> = Vec::new();
        let mut total = 0;
        for row in &self.items {
            links.clear();
            for item in row {
                let place = places.0[*item];
                let ends = self.below[*item].iter();
                links.extend(ends.map(|end| ((place, end.own_port), (places.0[end.item], end.port), end.weight)));
            }
            if links.len() < 2 {
                continue;
            }
            links.sort_unstable();
            if links.is_sorted_by_key(|(_, lower, _)| *lower) {
                continue;
            }
            lower.clear();
            lower.extend(links.iter().map(|(_, lower, _)| *lower));
            lower.sort_unstable();
            lower.dedup();
            // A Fenwick tree over the lower ends counts, for each link, those before it that end right of it.
            tree.clear();
            tree.resize(lower.len() + 1, 0);
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

    /// Orders each row by the mean place of its neighbours in the row before it.
    fn sweep(&self, rows: &mut [Vec<usize>], places: &mut Places, downwards: bool) {
        let count = rows.len();
        let neighbours = if downwards { &self.above } else { &self.below };
        let mut keyed: Vec<(f64, usize)> = Vec::new();
        for step in 0..count {
            let row = &mut rows[if downwards { step } else { count - 1 - step }];
            if row.len() < 2 {
                continue;
            }
            keyed.clear();
            keyed.extend(row.iter().map(|item| {
                let near = &neighbours[*item];
                let weight: usize = near.iter().map(|end| end.weight).sum();
                let sum: f64 = near.iter().map(|end| f64::from(places.0[end.item]) * end.weight as f64).sum();
                let own = f64::from(places.0[*item]);
                (if near.is_empty() { own } else { sum / weight.max(1) as f64 }, *item)
            }));
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (at, (_, item)) in keyed.iter().enumerate() {
                row[at] = *item;
            }
            places.number(row);
        }
    }

    /// Swaps neighbours in a row wherever that takes crossings away, until it does nowhere.
    fn swap(&self, rows: &mut [Vec<usize>], places: &mut Places, left: &mut usize) {
        let mut is_settled = vec![false; rows.len()];
        let mut again = true;
        while again && *left > 0 {
            again = false;
            for at in 0..rows.len() {
                if std::mem::replace(&mut is_settled[at], true) {
                    continue;
                }
                let mut changed = false;
                for first in 0..rows[at].len().saturating_sub(1) {
                    let (a, b) = (rows[at][first], rows[at][first + 1]);
                    let work = self.above[a].len() * self.above[b].len() + self.below[a].len() * self.below[b].len();
                    let Some(rest) = left.checked_sub(work + 1) else {
                        *left = 0;
                        return;
                    };
                    *left = rest;
                    if self.gain(a, b, places) > 0 {
                        rows[at].swap(first, first + 1);
                        places.0.swap(a, b);
                        changed = true;
                    }
                }
                if changed {
                    let most = (at + 2).min(rows.len());
                    is_settled[at.saturating_sub(1)..most].fill(false);
                    again = true;
                }
            }
        }
    }

    /// Crossings that go away when `b`, which stands right of `a`, comes to stand left of it.
    fn gain(&self, a: usize, b: usize, places: &Places) -> i64 {
        let mut gain = 0;
        for ends in [&self.above, &self.below] {
            for one in &ends[a] {
                for other in &ends[b] {
                    let (one_at, other_at) = ((places.0[one.item], one.port), (places.0[other.item], other.port));
                    let weight = (one.weight * other.weight) as i64;
                    match one_at.cmp(&other_at) {
                        std::cmp::Ordering::Greater => gain += weight,
                        std::cmp::Ordering::Less => gain -= weight,
                        std::cmp::Ordering::Equal => {}
                    }
                }
            }
        }
        gain
    }
}
