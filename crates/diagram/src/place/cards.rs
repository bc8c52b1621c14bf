//! States to cards and frames, from the inside outwards.

use stepwell_asl::{MAX_MACHINE_NESTING, StatePath, StateType, StateView};

use super::{Card, Direction, MAX_ROWS, Placed, Placer, blank, move_by, nothing, rule_targets};
use crate::describe::{describe, short};
use crate::measure::{
    BRANCH_GAP, CARD_HEIGHT, CARD_WIDTH, CHOICE_WIDTH, FRAME_HEADER, FRAME_LINE, FRAME_PADDING, NOTE_LINE, NOTE_MARGIN,
    NOTE_PADDING, NOTE_SIZE, ROW_HEIGHT,
};
use crate::model::{NodeKind, PlacedNode, RuleRow};
use crate::text::{Face, fit, width};

impl Placer<'_> {
    pub(super) fn card<'a>(
        &mut self,
        state: StateView<'a>,
        path: &StatePath,
        key: &str,
        parent: Option<&str>,
    ) -> Card<'a> {
        let name = state.name().into_owned();
        let path = path.child(&name);
        let own_key = StatePath::top(&name).key();
        let key = if key.is_empty() { own_key } else { format!("{key}/{own_key}") };
        let id = self.ids.unique(key.clone());
        let state_type = state.state_type();
        let described = describe(state, state_type);
        let mut node = blank(id, NodeKind::State, name);
        node.state = Some(path.clone());
        node.state_type = state_type;
        node.subtitle = described.subtitle;
        node.service = described.service;
        node.badges = described.badges;
        node.parent = parent.map(str::to_owned);
        (node.width, node.height) = (CARD_WIDTH, CARD_HEIGHT);
        let mut inside = None;
        match state_type {
            Some(StateType::Choice) => {
                let all = rule_targets(state).count();
                let rows = all.min(MAX_ROWS).min(self.rows_left);
                self.rows_left -= rows;
                self.rows_left_out += all - rows;
                node.rules = rule_rows(state, rows);
                node.width = CHOICE_WIDTH;
                node.height = CARD_HEIGHT + ROW_HEIGHT * rows as f64;
            }
            Some(StateType::Parallel | StateType::Map) if state.depth() >= MAX_MACHINE_NESTING => {
                self.folded += 1;
                node.subtitle = "closed: too deep to draw".to_owned();
            }
            Some(StateType::Parallel | StateType::Map) if self.options.folded.contains(&path) => {
                let count: usize = state.machines().map(|machine| machine.all_states().len()).sum();
                let states = if count == 1 { "state" } else { "states" };
                node.subtitle = format!("{} · {count} {states}", node.subtitle);
            }
            Some(StateType::Parallel) => {
                node.kind = NodeKind::Frame;
                inside = Some(self.branches(state, &path, &key, &mut node));
            }
            Some(StateType::Map) => {
                node.kind = NodeKind::Frame;
                let placed = state.processor().map(|machine| self.machine(machine, &path, &key, Some(&node.id), false));
                let mut placed = placed.unwrap_or_else(nothing);
                let (width, height) = (placed.width.max(CARD_WIDTH), placed.height.max(CARD_HEIGHT));
                let head = FRAME_HEADER + FRAME_LINE;
                let x = FRAME_PADDING + (width - placed.width) / 2.0;
                move_by(&mut placed.nodes, &mut placed.edges, x, head + FRAME_PADDING / 2.0);
                node.width = width + 2.0 * FRAME_PADDING;
                node.height = head + height + 1.5 * FRAME_PADDING;
                inside = Some(placed);
            }
            _ => {}
        }
        if self.options.notes {
            node.note = note_of(state, node.width);
        }
        if !node.note.is_empty() {
            let room = NOTE_PADDING + NOTE_LINE * node.note.len() as f64;
            node.height += room;
            if let Some(inside) = &mut inside {
                move_by(&mut inside.nodes, &mut inside.edges, 0.0, room);
            }
        }
        Card { state, node, inside }
    }

    pub(super) fn branches(
        &mut self,
        state: StateView<'_>,
        path: &StatePath,
        key: &str,
        frame: &mut PlacedNode,
    ) -> Placed {
        let mut all = nothing();
        let mut branches = Vec::new();
        for (number, machine) in state.branches().enumerate() {
            if number > 0 && self.states_left == 0 {
                // A million empty branches would be as slow to draw as a million states.
                self.left_out += machine.states().count();
                continue;
            }
            let mut branch = blank(
                self.ids.unique(format!("{key}#branch{number}")),
                NodeKind::Branch,
                format!("Branch {}", number + 1),
            );
            branch.state = Some(path.clone());
            branch.parent = Some(frame.id.clone());
            branch.branch = Some(number);
            let placed = self.machine(machine, path, key, Some(&branch.id), false);
            if placed.nodes.is_empty() {
                self.states_left = self.states_left.saturating_sub(1);
            }
            branches.push((branch, placed));
        }
        let direction = self.options.direction;
        let widest = branches.iter().map(|(_, placed)| placed.width).fold(CARD_WIDTH, f64::max);
        let highest = branches.iter().map(|(_, placed)| placed.height).fold(CARD_HEIGHT, f64::max);
        let top = FRAME_HEADER + FRAME_PADDING / 2.0;
        let (mut x, mut y) = (FRAME_PADDING, top);
        let (mut right, mut bottom) = (x + CARD_WIDTH, y + CARD_HEIGHT);
        for (mut branch, mut placed) in branches {
            (branch.x, branch.y) = (x, y);
            // All branches end where the longest one does.
            (branch.width, branch.height) = match direction {
                Direction::Down => (placed.width.max(CARD_WIDTH), highest),
                Direction::Right => (widest, placed.height.max(CARD_HEIGHT)),
            };
            let (across, along) = match direction {
                Direction::Down => ((branch.width - placed.width) / 2.0, 0.0),
                Direction::Right => (0.0, (branch.height - placed.height) / 2.0),
            };
            move_by(&mut placed.nodes, &mut placed.edges, x + across, y + along);
            (right, bottom) = (x + branch.width, y + branch.height);
            match direction {
                Direction::Down => x = right + BRANCH_GAP,
                Direction::Right => y = bottom + BRANCH_GAP,
            }
            all.nodes.push(branch);
            all.nodes.append(&mut placed.nodes);
            all.edges.append(&mut placed.edges);
        }
        frame.width = right + FRAME_PADDING;
        frame.height = bottom + FRAME_PADDING;
        all
    }
}

/// Lines of a note at most; what is longer ends in an ellipsis.
const NOTE_LINES: usize = 4;

/// What a state's comment says, in lines that fit its card.
fn note_of(state: StateView<'_>, card: f64) -> Vec<String> {
    let Some(comment) = state.comment() else { return Vec::new() };
    let room = card - NOTE_MARGIN;
    let mut lines: Vec<String> = Vec::new();
    let words = comment.split_whitespace();
    for word in words {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| width(longer, Face::Regular, NOTE_SIZE) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None if lines.len() == NOTE_LINES => {
                let last = lines.pop().unwrap_or_default();
                lines.push(fit(&format!("{last} {word}…"), Face::Regular, NOTE_SIZE, room));
                break;
            }
            None => lines.push(fit(word, Face::Regular, NOTE_SIZE, room)),
        }
    }
    lines
}

/// The first rows of a Choice card.
fn rule_rows(state: StateView<'_>, count: usize) -> Vec<RuleRow> {
    let rules = state.choices().map(|rule| {
        let comment = rule.comment().map(|comment| short(&comment)).filter(|comment| !comment.is_empty());
        (Some(rule.index()), comment.unwrap_or_else(|| short(&rule.summary())))
    });
    let default = state.default().map(|_| (None, "Default".to_owned()));
    rules
        .chain(default)
        .take(count)
        .enumerate()
        .map(|(row, (index, label))| {
            let y = CARD_HEIGHT + ROW_HEIGHT * row as f64;
            RuleRow { index, label, y, height: ROW_HEIGHT, outlet: (CHOICE_WIDTH, y + ROW_HEIGHT / 2.0) }
        })
        .collect()
}
