//! What an evaluation builds, added up while it runs.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

use jlens_core::ast::{BinaryOp, NodeId};
use jlens_core::audit::{CaptureLimits, Outcome, Tracer, ValueRef};
use jlens_core::{CancelToken, Node, NodeKind};

use super::watched::{Role, Watched};
use crate::Limits;

/// Bytes that things take, a little more than they do.
mod size {
    /// What is kept of evaluating a node: frames of functions mostly.
    pub(super) const STEP: u64 = 48;
    pub(super) const STRING: u64 = 48;
    pub(super) const ARRAY: u64 = 96;
    pub(super) const ITEM: u64 = 24;
    pub(super) const MEMBER: u64 = 100;
    pub(super) const FUNCTION: u64 = 150;
    /// An item of a path that binds variables, with all of these.
    pub(super) const TUPLE: u64 = 600;
}

/// Adds up what is built, and stops the evaluation at a total. Everything that was ever built counts, whether or not it is still there: what
/// is freed when depends on jlens, and this is to end in the same way with every version.
///
/// A value may hold others many times over: twenty-five levels of `[[$a, $a], [$a]]` are a few kilobytes, and take years to compare, to judge or
/// to write. jlens does those things in one step, in which nothing can stop it. So a value is not let become larger, written out, than
/// [`Tally::widest`], which walks over in a moment; nor are more values compared with each other at once than a moment allows.
pub(super) struct Tally<'w> {
    watched: &'w Watched,
    total: u64,
    built: u64,
    /// The most bytes that a value may have as JSON.
    widest: u64,
    /// What went past its limit.
    over: Option<Over>,
    /// How much arrays may have grown by `$append` since one was measured.
    grown: u64,
    /// How many nodes of the expression may still be evaluated.
    steps: u64,
    stop: CancelToken,
    open: Vec<Open>,
    /// The arguments of the built-in function that is about to be called.
    arguments: [u64; 4],
    is_text: [bool; 4],
}

/// Why an evaluation is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// It builds too much, all together.
    Total,
    /// It builds a value that is too large when it is written out.
    Widest,
    /// It does too much at once.
    Time,
}

/// A node that is being evaluated.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Whether one of its children gave an array or object.
    nests: bool,
    is_path: bool,
    /// Whether it is a name, looked up in an array.
    in_array: bool,
    /// The child that was evaluated last, how often in succession, and the length of the array it gave last.
    child: NodeId,
    times: u32,
    length: u64,
}

impl<'w> Tally<'w> {
    pub(super) fn new(watched: &'w Watched, limits: &Limits, stop: CancelToken) -> Tally<'w> {
        let Limits { total, steps, .. } = *limits;
        Tally {
            watched,
            total,
            built: 0,
            widest: widest(limits),
            over: None,
            grown: 0,
            steps,
            stop,
            open: Vec::new(),
            arguments: [0; 4],
            is_text: [false; 4],
        }
    }

    /// The most bytes that a value may have when it is written out.
    pub(super) fn widest(&self) -> u64 {
        self.widest
    }

    /// What went past its limit.
    pub(super) fn over(&self) -> Option<Over> {
        self.over
    }

    #[cfg(test)]
    pub(super) fn built(&self) -> u64 {
        self.built
    }

    fn add(&mut self, bytes: u64) {
        self.built = self.built.saturating_add(bytes);
        if self.built > self.total {
            self.end(Over::Total);
        }
    }

    fn end(&mut self, over: Over) {
        self.over.get_or_insert(over);
        self.stop.cancel();
    }

    /// Ends the evaluation if a value that it built is too large when it is written out.
    fn measure(&mut self, value: ValueRef<'_>) {
        if deep(value) > self.widest {
            self.end(Over::Widest);
        }
    }

    /// Measures what `$append` gave. It may be called for each of many items: then what it is given is added up until that is much.
    fn measure_appended(&mut self, value: ValueRef<'_>) {
        self.grown = self.grown.saturating_add(self.arguments[1]);
        if self.grown > self.widest / 4 {
            self.grown = 0;
            self.measure(value);
        }
    }

    /// Ends the evaluation if comparing each of these values with all the others takes long.
    fn compare(&mut self, name: &str, value: ValueRef<'_>) {
        /// Bytes as JSON: some seconds.
        const MOST: u64 = 10_000_000_000;
        let bytes = deep(value);
        if items(value).saturating_mul(bytes) <= MOST {
            return;
        }
        let names_only = if name == "keys" { 2 } else { usize::MAX };
        let all = CaptureLimits { max_items: usize::MAX, max_string: usize::MAX, max_depth: names_only, ..SHALLOW };
        let captured = value.capture(&all);
        let mut different = HashSet::new();
        for item in captured.as_ref().and_then(serde_json::Value::as_array).into_iter().flatten() {
            match item {
                serde_json::Value::Object(members) if name == "keys" => {
                    different.extend(members.keys().map(|member| Cow::Borrowed(member.as_str())));
                }
                _ if name == "keys" => {}
                other => {
                    different.insert(Cow::Owned(other.to_string()));
                }
            }
        }
        if (different.len() as u64).saturating_mul(bytes) > MOST {
            self.end(Over::Time);
        }
    }

    /// A step that the evaluation takes as well; past their limit, it will have ended.
    fn step(&mut self) {
        self.add(size::STEP);
        match self.steps.checked_sub(1) {
            Some(left) => self.steps = left,
            None => self.stop.cancel(),
        }
    }

    /// Stops if so much more would be too much.
    fn expect(&mut self, bytes: u64) {
        if self.built.saturating_add(bytes) > self.total {
            self.add(bytes);
        }
    }

    fn role(&self, node: &Node) -> Option<Role> {
        self.watched.roles.get(&node.id).copied()
    }

    /// An argument of a built-in function, before it is called.
    fn argument(&mut self, name: &str, place: usize, last: bool, value: ValueRef<'_>) {
        let is_text = value.type_name() == "string";
        let measured = match name {
            "append" if place == 1 => deep(value),
            "distinct" | "keys" if value.type_name() == "array" => {
                self.compare(name, value);
                0
            }
            "spread" | "lookup" | "partition" | "clone" if place == 0 && value.type_name() != "string" => {
                // A member is looked up in an object without building anything.
                let text = if name == "lookup" && value.type_name() == "object" { 0 } else { deep(value) };
                self.add(text);
                text
            }
            "replace" | "match" | "split" | "parse" if is_text => length(value),
            "zip" => items(value),
            _ => 0,
        };
        if name == "zip" {
            if value.is_undefined() {
                return;
            }
            self.arguments[0] = if place == 0 { measured } else { self.arguments[0].min(measured) };
            self.arguments[1] = place as u64 + 1;
            return self.expect(self.zipped());
        }
        if let (Some(argument), Some(text)) = (self.arguments.get_mut(place), self.is_text.get_mut(place)) {
            (*argument, *text) = (measured, is_text);
        }
        if !last {
            return;
        }
        let [first, second, third, _] = self.arguments;
        let expected = match name {
            "replace" => {
                let searched = if self.is_text[1] { second.max(1) } else { 1 };
                let replacement = if self.is_text[2] { third } else { 0 };
                (first / searched + 1).saturating_mul(replacement).saturating_add(first)
            }
            // `"":0,` becomes an object of its own.
            "spread" => first.saturating_mul(75),
            "lookup" => first.saturating_mul(size::ITEM / 2),
            "match" => first.saturating_mul(700),
            "split" | "parse" => first.saturating_mul(64),
            "partition" | "clone" => first.saturating_mul(32),
            _ => 0,
        };
        self.expect(expected);
    }

    /// What `$zip` builds of the arguments that are known: as many arrays as the shortest has items, each of an item of all.
    fn zipped(&self) -> u64 {
        let [shortest, count, ..] = self.arguments;
        shortest.saturating_mul(size::ARRAY + size::ITEM * (count + 1))
    }

    /// What a built-in function gave.
    fn given(&mut self, name: &str, value: ValueRef<'_>) {
        match (name, value.type_name()) {
            ("append", "array") => self.measure_appended(value),
            (_, "array" | "object") => self.measure(value),
            _ => {}
        }
        let bytes = match (name, value.type_name()) {
            ("lookup", "object") => 0,
            ("lookup", "array") if self.arguments[0] == 0 => 0,
            ("zip", _) => self.zipped(),
            ("parse" | "partition" | "clone", _) => self.arguments[0].saturating_mul(32),
            (_, "string") => size::STRING + length(value),
            (_, "object") => size::ARRAY + size::MEMBER * members(value),
            (_, "array") => {
                let each = match name {
                    "spread" => 350,
                    "match" => 700,
                    "split" | "keys" => size::STRING + size::ITEM,
                    _ => size::ITEM,
                };
                let text = if name == "split" { self.arguments[0] } else { 0 };
                size::ARRAY + each * items(value) + text
            }
            _ => 0,
        };
        self.add(bytes);
    }

    /// What a node gave that is not a call.
    fn gave(&mut self, node: &Node, open: Open, value: ValueRef<'_>) {
        let kind = value.type_name();
        let filtered = !node.attrs.predicate.is_empty();
        let bytes = match &node.kind {
            NodeKind::String { value } => size::STRING + value.len() as u64,
            NodeKind::Binary { op: BinaryOp::Concat, .. } if kind == "string" => size::STRING + length(value),
            // Arrays and objects of the data are kept once they are read, strings are read again each time.
            NodeKind::Name { .. } if kind == "string" => size::STRING + length(value),
            NodeKind::Lambda(_) | NodeKind::Partial { .. } | NodeKind::Transform(_) => size::FUNCTION,
            _ if kind == "object" => {
                let is_built = matches!(node.kind, NodeKind::Object { .. }) || node.attrs.group.is_some();
                if is_built { size::ARRAY + size::MEMBER * members(value) } else { 0 }
            }
            _ if kind != "array" => 0,
            _ if node.attrs.tuple => size::TUPLE * items(value),
            NodeKind::Path { .. } => {
                let items = items(value);
                // What the last step gave whole is handed on as it is.
                if open.times == 1 && open.length == items { 0 } else { size::ARRAY + size::ITEM * items }
            }
            NodeKind::Name { .. } if !open.in_array && !filtered => 0,
            NodeKind::Name { .. }
            | NodeKind::Wildcard
            | NodeKind::Descendant
            | NodeKind::Array { .. }
            | NodeKind::Binary { .. } => size::ARRAY + size::ITEM * items(value),
            _ if filtered => size::ARRAY + size::ITEM * items(value),
            _ => 0,
        };
        self.add(bytes);
        let is_built = match &node.kind {
            // What it holds are numbers and strings, which are as large as they are.
            NodeKind::Array { .. } | NodeKind::Object { .. } => open.nests || filtered || node.attrs.group.is_some(),
            // A function of the language that is not bound anew, or one that cannot be told.
            NodeKind::Function { .. } | NodeKind::Apply { .. } => self.role(node) != Some(Role::Own),
            // The context may be a list that a step of a path has made and handed on.
            NodeKind::Variable { name } => name.is_empty(),
            _ => bytes > 0,
        };
        if is_built && matches!(kind, "array" | "object") {
            self.measure(value);
        }
    }
}

impl Tracer for Tally<'_> {
    fn enter(&mut self, node: &Node, input: ValueRef<'_>) {
        if node.span.start >= self.watched.begins {
            self.step();
        }
        let is_name = matches!(node.kind, NodeKind::Name { .. });
        let in_array = is_name && input.type_name() == "array";
        if in_array {
            // All that is in it is looked into, and in arrays in it, however often they are the same.
            let text = deep(input);
            self.add(text);
            self.expect(text.saturating_mul(size::ITEM / 2));
        }
        if self.role(node) == Some(Role::GroupKey) && input.type_name() == "array" {
            self.add(size::ITEM * items(input));
        }
        let is_path = matches!(node.kind, NodeKind::Path { .. });
        self.open.push(Open { is_path, in_array, ..Open::default() });
    }

    fn exit(&mut self, node: &Node, outcome: Outcome<'_>) {
        let open = self.open.pop().unwrap_or_default();
        let Outcome::Value(value) = outcome else { return };
        if let Some(parent) = self.open.last_mut() {
            parent.nests |= matches!(value.type_name(), "array" | "object");
        }
        if let Some(path) = self.open.last_mut().filter(|parent| parent.is_path) {
            path.times = if path.child == node.id && path.times > 0 { path.times.saturating_add(1) } else { 1 };
            path.child = node.id;
            path.length = if value.type_name() == "array" { items(value) } else { 0 };
        }
        match self.role(node) {
            Some(Role::Argument { name, place, last }) => self.argument(name, place, last, value),
            Some(Role::BuiltIn(name)) => self.given(name, value),
            Some(Role::GroupKey | Role::Own) | None => self.gave(node, open, value),
        }
    }
}

/// The most bytes that a value may have when it is written out: several times as many as the result may have.
fn widest(limits: &Limits) -> u64 {
    const TIMES: u64 = 4;
    (limits.bytes as u64).saturating_mul(TIMES)
}

/// Nothing of what is in a value.
const SHALLOW: CaptureLimits =
    CaptureLimits { max_items: 0, max_string: 0, max_depth: 1, max_rejected: 0, max_nodes: 0, max_source: 0 };

/// How many items an array has.
fn items(value: ValueRef<'_>) -> u64 {
    if value.type_name() != "array" {
        return 0;
    }
    let captured = value.capture(&SHALLOW);
    captured.as_ref().and_then(|array| left_out(array.get(0)?)).unwrap_or(0)
}

/// How many members an object has.
fn members(value: ValueRef<'_>) -> u64 {
    let captured = value.capture(&SHALLOW);
    captured.as_ref().and_then(|object| left_out(object.as_object()?.values().next()?)).unwrap_or(0)
}

/// What jlens writes for what it captured nothing of: `… 12 more`, `12 more`.
fn left_out(text: &serde_json::Value) -> Option<u64> {
    text.as_str()?.trim_start_matches("… ").strip_suffix(" more")?.parse().ok()
}

/// How many bytes a string has.
fn length(value: ValueRef<'_>) -> u64 {
    let captured = value.capture(&CaptureLimits { max_string: usize::MAX, ..SHALLOW });
    captured.as_ref().and_then(serde_json::Value::as_str).map_or(0, |text| text.len() as u64)
}

/// How long a value is as JSON, which jlens gives up writing at a quarter of a gigabyte.
fn deep(value: ValueRef<'_>) -> u64 {
    let mut length = Length(0);
    // It cannot fail.
    let _ = write!(length, "{value:?}");
    length.0
}

struct Length(u64);

impl std::fmt::Write for Length {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        // What is too long, and no string, which would stand in quotes.
        let bytes = if text == "<invalid>" { u64::MAX } else { text.len() as u64 };
        self.0 = self.0.saturating_add(bytes);
        Ok(())
    }
}
