//! Boxes and wires to places and routes. Knows sizes and outlets, and nothing of state machines.

mod channel;
mod flow;
mod labels;
mod layers;
mod memory;
mod order;
mod place_x;
mod plan;
mod rank;
mod route;
mod second_look;
mod uncross;

pub use memory::Layouts;
pub(crate) use plan::{Exit, Layout, Outlet, Plan, Route, Shape, Wire};

use std::collections::HashMap;

use flow::Flow;
use layers::{Hints, Layers};
use petgraph::unionfind::UnionFind;

use crate::measure::PART_GAP;

/// Above this many wires the sides of a first layout are kept, which saves the second one.
const SECOND_LOOK: usize = 6_000;

/// Places a machine: the part with the start first, parts that nothing joins to it beside it.
pub(crate) fn layout(plan: &Plan) -> Layout {
    let parts = parts(plan);
    let mut result = Layout {
        corners: vec![(0.0, 0.0); plan.shapes.len()],
        routes: vec![Route::default(); plan.wires.len()],
        ..Layout::default()
    };
    let mut shelf = Shelf::default();
    for (part, wires) in parts {
        let sub = sub_plan(plan, &part, &wires);
        let placed = part_layout(&sub);
        let (x, y) = shelf.put(placed.width, placed.height);
        for (node, corner) in part.iter().zip(&placed.corners) {
            result.corners[*node] = (corner.0 + x, corner.1 + y);
        }
        for (wire, mut route) in wires.into_iter().zip(placed.routes) {
            for point in route.points.iter_mut().chain(&mut route.label_at) {
                *point = (point.0 + x, point.1 + y);
            }
            result.routes[wire] = route;
        }
        result.width = result.width.max(x + placed.width);
        result.height = result.height.max(y + placed.height);
    }
    result
}

/// Parts beside the first one stand in columns that are about as high as it is.
#[derive(Default)]
struct Shelf {
    column_x: f64,
    column_width: f64,
    y: f64,
    height: f64,
    is_begun: bool,
}

impl Shelf {
    fn put(&mut self, width: f64, height: f64) -> (f64, f64) {
        if !self.is_begun {
            *self = Shelf { column_x: width + PART_GAP, height: height.max(600.0), is_begun: true, ..Shelf::default() };
            return (0.0, 0.0);
        }
        if self.y > 0.0 && self.y + height > self.height {
            self.column_x += self.column_width + PART_GAP;
            self.column_width = 0.0;
            self.y = 0.0;
        }
        let at = (self.column_x, self.y);
        self.column_width = self.column_width.max(width);
        self.y += height + PART_GAP / 2.0;
        at
    }
}

/// Boxes that hang together with the wires between them, the start's first, then in the order of the plan.
fn parts(plan: &Plan) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut union = UnionFind::<usize>::new(plan.shapes.len());
    for wire in &plan.wires {
        union.union(wire.from, wire.to);
    }
    let roots = union.into_labeling();
    let mut by_root: HashMap<usize, usize> = HashMap::new();
    let mut parts: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    let nodes = plan.start.into_iter().chain(0..plan.shapes.len());
    for node in nodes {
        by_root.entry(roots[node]).or_insert_with(|| {
            parts.push((Vec::new(), Vec::new()));
            parts.len() - 1
        });
    }
    for (node, root) in roots.iter().enumerate() {
        parts[by_root[root]].0.push(node);
    }
    for (index, wire) in plan.wires.iter().enumerate() {
        parts[by_root[&roots[wire.from]]].1.push(index);
    }
    parts
}

fn sub_plan(plan: &Plan, part: &[usize], wires: &[usize]) -> Plan {
    if part.len() == plan.shapes.len() {
        return plan.clone();
    }
    let index: HashMap<usize, usize> = part.iter().copied().zip(0..).collect();
    Plan {
        shapes: part.iter().map(|node| plan.shapes[*node].clone()).collect(),
        wires: wires
            .iter()
            .map(|wire| &plan.wires[*wire])
            .map(|wire| Wire { from: index[&wire.from], to: index[&wire.to], ..wire.clone() })
            .collect(),
        start: plan.start.and_then(|start| index.get(&start).copied()),
        will_turn: plan.will_turn,
    }
}

fn part_layout(plan: &Plan) -> Layout {
    let out = flow::wires_out(plan);
    let flow = flow::read(plan, &out);
    let ranks = rank::ranks(plan, &flow);
    let first = Hints {
        side: flow.side.clone(),
        share: (0..plan.wires.len() as i64).collect(),
        enters_beside: vec![true; plan.wires.len()],
    };
    let column = flow::columns(plan, &flow, &ranks);
    let grid = Grid { plan, flow: &flow, ranks: &ranks, column: &column };
    let mut arranged = Arranged::new(&grid, &first);
    if plan.wires.len() <= SECOND_LOOK {
        let second = second_look::hints(&grid, &out, &arranged.x);
        arranged = Arranged::new(&grid, &second);
    }
    let Arranged { mut layers, x } = arranged;
    layers.join_beside(plan, &x);
    let heights = channel::heights(plan, &layers, &x);
    let mut routes = route::routes(plan, &flow, &layers, &x, &heights);
    let corners: Vec<(f64, f64)> = plan
        .shapes
        .iter()
        .enumerate()
        .map(|(node, shape)| (x[node] - shape.width / 2.0, heights.top[ranks[node]]))
        .collect();
    labels::apart(plan, &corners, &mut routes);
    framed(plan, corners, routes)
}

/// A plan with its reading.
struct Grid<'a> {
    plan: &'a Plan,
    flow: &'a Flow,
    /// By box, its row.
    ranks: &'a [usize],
    /// By box, the chain of main wires it stands in; 0 is the one from the start.
    column: &'a [usize],
}

struct Arranged {
    layers: Layers,
    x: Vec<f64>,
}

impl Arranged {
    fn new(grid: &Grid<'_>, hints: &Hints) -> Arranged {
        let layers = layers::cut(grid, hints);
        let rows = order::rows(grid.plan, grid.flow, &layers, hints);
        let x = place_x::middles(&layers, grid, &rows);
        Arranged { layers, x }
    }
}

/// Moves everything so that the upper left corner is (0, 0), lines and labels included.
fn framed(plan: &Plan, mut corners: Vec<(f64, f64)>, mut routes: Vec<Route>) -> Layout {
    let (mut left, mut top, mut right, mut bottom) =
        (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    let mut take = |x0: f64, y0: f64, x1: f64, y1: f64| {
        (left, top, right, bottom) = (left.min(x0), top.min(y0), right.max(x1), bottom.max(y1));
    };
    for (corner, shape) in corners.iter().zip(&plan.shapes) {
        take(corner.0, corner.1, corner.0 + shape.width, corner.1 + shape.height);
    }
    for (route, wire) in routes.iter().zip(&plan.wires) {
        for (x, y) in &route.points {
            take(*x, *y, *x, *y);
        }
        if let Some((x, y)) = route.label_at {
            let (half, high) = (wire.label_at_side.max(wire.label_below) / 2.0, wire.label_height / 2.0);
            take(x - half, y - high, x + half, y + high);
        }
    }
    if left > right {
        return Layout::default();
    }
    for corner in &mut corners {
        *corner = (corner.0 - left, corner.1 - top);
    }
    for route in &mut routes {
        for point in route.points.iter_mut().chain(&mut route.label_at) {
            *point = (point.0 - left, point.1 - top);
        }
    }
    Layout { width: right - left, height: bottom - top, corners, routes }
}
