//! A document's typed view to a placed diagram: inner machines first, each then a box of the machine around it.

mod cards;
mod ids;
mod merges;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use stepwell_asl::{ChoiceRuleView, Document, MAX_MACHINE_NESTING, MachineView, StatePath, StateType, StateView};

use crate::describe::{has_handlers, short};
use crate::layout::{Exit, Layouts, Outlet, Plan, Shape, Wire};
use crate::measure::{
    CARD_HEIGHT, LABEL_HEIGHT, LABEL_WIDTH_MAX, MARGIN, PILL_HEIGHT, PILL_WIDTH, ROW_HEIGHT, SIDE_WAYS,
};
use crate::model::{Diagram, EdgeKind, NodeKind, PlacedEdge, PlacedNode};
use crate::text::{Face, width};
use ids::Ids;
use merges::mark_merges;

/// How a diagram is placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where the flow goes.
    pub direction: Direction,
    /// Parallel and Map states that are drawn closed: as cards, without what lies inside.
    pub folded: BTreeSet<StatePath>,
    /// The one Parallel or Map state that is drawn, with what lies inside it; everything when it is none or not there.
    pub within: Option<StatePath>,
    /// Whether what `Comment` says stands on the cards.
    pub notes: bool,
}

/// Where the flow of a diagram goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Direction {
    /// From the top down; the branches of a Parallel state stand beside each other.
    #[default]
    Down,
    /// From left to right; the branches of a Parallel state stand below each other. Titles stay on top of their frames.
    Right,
}

impl Direction {
    /// A size as the layout takes it, whose flow always goes down.
    fn laid(self, width: f64, height: f64) -> (f64, f64) {
        match self {
            Direction::Down => (width, height),
            Direction::Right => (height, width),
        }
    }
}

/// States drawn at most; a note says how many are left out.
pub const MAX_STATES: usize = 10_000;

/// Edges drawn at most; a note says how many are left out.
pub const MAX_EDGES: usize = 20_000;

/// Rows of one Choice drawn at most; a note says how many are left out.
pub const MAX_ROWS: usize = 500;

/// Rows of all Choice states drawn at most.
const MAX_ALL_ROWS: usize = 30_000;

/// Places a document's diagram.
///
/// Never fails: a document that is no state machine gives an empty diagram, targets that do not exist give no edge,
/// states that nothing leads to stand beside the rest. Takes less than a second for any document. The same document
/// gives the same diagram.
pub fn place(document: &Document, options: &Options) -> Diagram {
    place_again(document, options, &mut Layouts::default())
}

/// [`place`], where the document (or one like it) was placed before with the same `layouts`: machines whose boxes and
/// wires are as they were keep their layout, which is most of the work. The diagram is the same with and without.
pub fn place_again(document: &Document, options: &Options, layouts: &mut Layouts) -> Diagram {
    let diagram = place_with(document, options, layouts);
    layouts.turn();
    diagram
}

fn place_with(document: &Document, options: &Options, layouts: &mut Layouts) -> Diagram {
    let Some(machine) = document.machine() else { return Diagram::default() };
    let mut placer = Placer {
        layouts,
        ids: Ids::default(),
        states_left: MAX_STATES,
        left_out: 0,
        edges_left: MAX_EDGES,
        edges_left_out: 0,
        rows_left: MAX_ALL_ROWS,
        rows_left_out: 0,
        folded: 0,
        options,
        only: None,
    };
    let alone = options.within.as_ref().and_then(|path| document.state(path)).and_then(|state| {
        let holds = matches!(state.state_type(), Some(StateType::Parallel | StateType::Map));
        Some((state, state.machine().filter(|_| holds)?))
    });
    let placed = match alone {
        Some((state, around)) => {
            let outer = state.path().parent().unwrap_or_default();
            placer.only = Some(state.path());
            placer.machine(around, &outer, &outer.key(), None, false)
        }
        None => placer.machine(machine, &StatePath::default(), "", None, true),
    };
    let mut diagram = Diagram {
        width: placed.width + 2.0 * MARGIN,
        height: placed.height + 2.0 * MARGIN,
        nodes: placed.nodes,
        edges: placed.edges,
        notes: placer.notes(),
    };
    move_by(&mut diagram.nodes, &mut diagram.edges, MARGIN, MARGIN);
    diagram
}

/// A placed machine, its upper left corner at (0, 0).
struct Placed {
    width: f64,
    height: f64,
    nodes: Vec<PlacedNode>,
    edges: Vec<PlacedEdge>,
}

fn move_by(nodes: &mut [PlacedNode], edges: &mut [PlacedEdge], x: f64, y: f64) {
    for node in nodes {
        node.x += x;
        node.y += y;
    }
    for edge in edges {
        for point in edge.points.iter_mut().chain(&mut edge.label_at) {
            *point = (point.0 + x, point.1 + y);
        }
    }
}

struct Placer<'o> {
    layouts: &'o mut Layouts,
    options: &'o Options,
    /// The one state of the first machine that is drawn.
    only: Option<StatePath>,
    ids: Ids,
    states_left: usize,
    left_out: usize,
    edges_left: usize,
    edges_left_out: usize,
    rows_left: usize,
    rows_left_out: usize,
    folded: usize,
}

/// A state before it has its place.
struct Card<'a> {
    state: StateView<'a>,
    node: PlacedNode,
    /// What lies inside a frame, from the frame's upper left corner.
    inside: Option<Placed>,
}

impl Placer<'_> {
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let are = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        if self.left_out > 0 {
            let count = are(self.left_out, "state is", "states are");
            notes.push(format!("{count} not drawn: a diagram shows the first {MAX_STATES}. The text holds them all."));
        }
        if self.folded > 0 {
            let count = are(self.folded, "state is", "states are");
            notes.push(format!(
                "{count} drawn closed: what lies deeper than {MAX_MACHINE_NESTING} levels is not shown. The text holds it."
            ));
        }
        if self.edges_left_out > 0 {
            let count = are(self.edges_left_out, "transition is", "transitions are");
            notes.push(format!("{count} not drawn: a diagram shows the first {MAX_EDGES}. The text holds them all."));
        }
        if self.rows_left_out > 0 {
            let count = are(self.rows_left_out, "choice rule is", "choice rules are");
            notes.push(format!("{count} not drawn: a card shows at most {MAX_ROWS}. The text holds them all."));
        }
        notes
    }

    /// The depth of the recursion is that of the machines, which the view bounds.
    fn machine(
        &mut self,
        machine: MachineView<'_>,
        path: &StatePath,
        key: &str,
        parent: Option<&str>,
        is_top: bool,
    ) -> Placed {
        let mut cards = Vec::new();
        let start_at = machine.start_at();
        let only = self.only.take();
        for state in machine.states() {
            if only.as_ref().is_some_and(|only| state.name() != only.name()) {
                continue;
            }
            if self.states_left == 0 {
                self.left_out += 1;
                continue;
            }
            self.states_left -= 1;
            cards.push(self.card(state, path, key, parent));
        }
        // Of states with the same name the last one counts, as in JSON.
        let index: HashMap<String, usize> =
            cards.iter().enumerate().map(|(at, card)| (card.node.title.clone(), at)).collect();
        let start = start_at.and_then(|name| index.get(name.as_ref()).copied());
        if let Some(start) = start {
            cards[start].node.is_start = true;
        }

        let direction = self.options.direction;
        let mut plan = Plan { start, will_turn: direction == Direction::Right, ..Plan::default() };
        let mut kinds: Vec<EdgeKind> = Vec::new();
        let mut labels: Vec<Option<String>> = Vec::new();
        for card in &cards {
            let (width, height) = direction.laid(card.node.width, card.node.height);
            plan.shapes.push(Shape {
                width,
                height,
                side_y: match direction {
                    Direction::Down => CARD_HEIGHT / 2.0,
                    Direction::Right => SIDE_WAYS,
                },
                catches_below: card.inside.is_some() && catch_labels(card.state, direction) < width / 2.0 - 40.0,
                is_failure: card.node.state_type == Some(StateType::Fail),
                is_aside: false,
                is_pill: false,
            });
        }
        let mut ends: Vec<usize> = Vec::new();
        for (from, card) in cards.iter().enumerate() {
            let mut wire = |to: usize, exit: Exit, kind: EdgeKind, label: Option<String>, below: f64| {
                if self.edges_left == 0 {
                    self.edges_left_out += 1;
                    return;
                }
                self.edges_left -= 1;
                let (label_at_side, label_height) = match &label {
                    Some(label) => direction.laid(label_width(label), LABEL_HEIGHT),
                    None => (0.0, LABEL_HEIGHT),
                };
                plan.wires.push(Wire { from, to, exit, label_at_side, label_below: below, label_height });
                kinds.push(kind);
                labels.push(label);
            };
            let target = |name: Option<Cow<'_, str>>| index.get(name?.as_ref()).copied();
            let state_type = card.node.state_type;
            if state_type == Some(StateType::Choice) {
                let last = card.node.rules.len().saturating_sub(1);
                for (row, (rule, next)) in card.node.rules.iter().zip(rule_targets(card.state)).enumerate() {
                    let Some(to) = target(next) else { continue };
                    let y = rule.y + ROW_HEIGHT / 2.0;
                    let is_default = rule.index.is_none();
                    let kind = rule.index.map_or(EdgeKind::Default, EdgeKind::Choice);
                    let (outlet, below) = match direction {
                        Direction::Down if row == last => (Outlet::Side { y }, 0.0),
                        Direction::Down => (Outlet::Side { y }, label_width(&row_label(row))),
                        Direction::Right => (Outlet::Below { x: y - card.node.height / 2.0 }, 0.0),
                    };
                    wire(to, Exit::Row { row, is_default, outlet }, kind, None, below);
                }
            } else if state_type.is_none_or(StateType::has_next) {
                if let Some(to) = target(card.state.next()) {
                    wire(to, Exit::Below, EdgeKind::Next, None, 0.0);
                } else if is_top && card.state.end() {
                    ends.push(from);
                }
            }
            if has_handlers(state_type) {
                for catcher in card.state.catchers() {
                    let Some(to) = target(catcher.next()) else { continue };
                    let label = Some(errors(catcher.error_equals()));
                    let index = catcher.index();
                    wire(to, Exit::Catch { catcher: index }, EdgeKind::Catch(index), label, 0.0);
                }
            }
        }
        mark_asides(&mut plan);

        let mut nodes: Vec<PlacedNode> = Vec::new();
        let mut insides: Vec<Option<Placed>> = Vec::new();
        for card in cards {
            nodes.push(card.node);
            insides.push(card.inside);
        }
        if is_top {
            let mut pill = |kind: NodeKind, name: &str, title: &str, ids: &mut Ids| {
                let mut node = blank(ids.unique(format!("{key}#{name}")), kind, title.to_owned());
                (node.width, node.height) = (PILL_WIDTH, PILL_HEIGHT);
                nodes.push(node);
                insides.push(None);
                let (width, height) = direction.laid(PILL_WIDTH, PILL_HEIGHT);
                plan.shapes.push(Shape {
                    width,
                    height,
                    side_y: height / 2.0,
                    catches_below: false,
                    is_failure: false,
                    is_aside: false,
                    is_pill: true,
                });
                plan.shapes.len() - 1
            };
            let from = pill(NodeKind::Start, "start", "Start", &mut self.ids);
            let is_empty = from == 0;
            let end = (!ends.is_empty() || is_empty).then(|| pill(NodeKind::End, "end", "End", &mut self.ids));
            plan.start = Some(from);
            let plain = |from: usize, to: usize| Wire {
                from,
                to,
                exit: Exit::Below,
                label_at_side: 0.0,
                label_below: 0.0,
                label_height: LABEL_HEIGHT,
            };
            // An empty machine still has an edge to drop its first state on.
            if let Some(to) = start.or(end.filter(|_| is_empty)) {
                plan.wires.push(plain(from, to));
                kinds.push(EdgeKind::Start);
                labels.push(None);
            }
            if let Some(end) = end {
                for from in ends {
                    plan.wires.push(plain(from, end));
                    kinds.push(EdgeKind::End);
                    labels.push(None);
                }
            }
        }

        let placed = match direction {
            Direction::Down => self.layouts.of(&plan),
            Direction::Right => self.layouts.of(&plan).turned(),
        };
        let mut edges = Vec::with_capacity(plan.wires.len());
        let with_routes = plan.wires.iter().zip(placed.routes).zip(kinds.iter().zip(labels));
        for ((wire, route), (kind, label)) in with_routes {
            let (from, to) = (nodes[wire.from].id.clone(), nodes[wire.to].id.clone());
            if let Exit::Row { row, .. } = wire.exit {
                let corner = placed.corners[wire.from];
                if let (Some(first), Some(rule)) = (route.points.first(), nodes[wire.from].rules.get_mut(row)) {
                    rule.outlet = (first.0 - corner.0, first.1 - corner.1);
                }
            }
            let label = match wire.exit {
                Exit::Row { row, .. } if route.leaves_below && wire.label_below > 0.0 => Some(row_label(row)),
                _ => label,
            };
            edges.push(PlacedEdge {
                id: self.ids.unique(format!("{from}|{}|{to}", edge_word(*kind))),
                from,
                to,
                kind: *kind,
                is_loop: route.is_loop,
                label_at: route.label_at.filter(|_| label.is_some()),
                label,
                points: route.points,
                merges_at: None,
            });
        }
        mark_merges(&mut edges);
        let mut all_nodes = Vec::with_capacity(nodes.len());
        for ((mut node, inside), (x, y)) in nodes.into_iter().zip(insides).zip(placed.corners) {
            (node.x, node.y) = (x, y);
            all_nodes.push(node);
            if let Some(mut inside) = inside {
                move_by(&mut inside.nodes, &mut inside.edges, x, y);
                all_nodes.append(&mut inside.nodes);
                edges.append(&mut inside.edges);
            }
        }
        Placed { width: placed.width, height: placed.height, nodes: all_nodes, edges }
    }
}

fn nothing() -> Placed {
    Placed { width: 0.0, height: 0.0, nodes: Vec::new(), edges: Vec::new() }
}

fn blank(id: String, kind: NodeKind, title: String) -> PlacedNode {
    PlacedNode {
        id,
        kind,
        state: None,
        state_type: None,
        title,
        subtitle: String::new(),
        service: None,
        badges: Vec::new(),
        rules: Vec::new(),
        note: Vec::new(),
        parent: None,
        branch: None,
        is_start: false,
        x: 0.0,
        y: 0.0,
        width: 0.0,
        height: 0.0,
    }
}

/// Where a Choice's rules lead, the default last.
fn rule_targets(state: StateView<'_>) -> impl Iterator<Item = Option<Cow<'_, str>>> {
    state.choices().map(ChoiceRuleView::next).chain(state.default().map(Some))
}

/// What only catchers (or rules that lead to such a state) lead to stands beside the ordinary way.
fn mark_asides(plan: &mut Plan) {
    let mut is_caught = vec![false; plan.shapes.len()];
    let mut is_ordinary = vec![false; plan.shapes.len()];
    for wire in &plan.wires {
        match wire.exit {
            Exit::Catch { .. } => is_caught[wire.to] = true,
            Exit::Below | Exit::Row { is_default: true, .. } => is_ordinary[wire.to] = true,
            Exit::Row { .. } => {}
        }
    }
    for (node, shape) in plan.shapes.iter_mut().enumerate() {
        shape.is_aside = is_caught[node] && !is_ordinary[node] && plan.start != Some(node);
    }
}

fn row_label(row: usize) -> String {
    format!("rule {}", row + 1)
}

fn errors<'a>(names: impl Iterator<Item = Cow<'a, str>>) -> String {
    let mut names = names;
    let Some(first) = names.next() else { return "no error named".to_owned() };
    match names.count() {
        0 => short(&first),
        more => format!("{} +{more}", short(&first)),
    }
}

/// The room that the labels of a state's catchers take beside each other.
fn catch_labels(state: StateView<'_>, direction: Direction) -> f64 {
    let room = |label: &str| direction.laid(label_width(label), LABEL_HEIGHT).0 + 12.0;
    state.catchers().map(|catcher| room(&errors(catcher.error_equals()))).sum()
}

/// The width of a label's pill.
pub(crate) fn label_width(label: &str) -> f64 {
    (width(label, Face::Regular, 12.0) + 16.0).min(LABEL_WIDTH_MAX).ceil()
}

fn edge_word(kind: EdgeKind) -> String {
    match kind {
        EdgeKind::Start => "start".to_owned(),
        EdgeKind::Next => "next".to_owned(),
        EdgeKind::End => "end".to_owned(),
        EdgeKind::Choice(index) => format!("choice:{index}"),
        EdgeKind::Default => "default".to_owned(),
        EdgeKind::Catch(index) => format!("catch:{index}"),
    }
}
