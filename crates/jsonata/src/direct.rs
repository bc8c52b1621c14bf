//! Expressions that are only a path: `$states.input.a.b`, `$order.lines[0].id`. Most are. They are followed in our own values, so that
//! nothing is converted and what passes through keeps its text.

use std::sync::Arc;

use jlens_core::ast::Stage;
use jlens_core::{Ast, Node, NodeKind};
use stepwell_json::Value;

use crate::functions;
use crate::{Bindings, Evaluated};

/// A variable and the steps that follow it.
#[derive(Debug)]
pub(crate) struct DirectPath {
    root: Arc<str>,
    /// `$order[0]`.
    root_index: Option<i64>,
    steps: Vec<Step>,
}

/// `.name` or `.name[0]`.
#[derive(Debug)]
struct Step {
    name: Arc<str>,
    index: Option<i64>,
}

impl DirectPath {
    /// The path that an expression is, if it is no more than that.
    pub(crate) fn of(ast: &Ast) -> Option<DirectPath> {
        let steps = match &ast.root.kind {
            NodeKind::Variable { .. } => std::slice::from_ref(&ast.root),
            NodeKind::Path { steps, keep_singleton_array: false } if index(&ast.root) == Some(None) => steps,
            _ => return None,
        };
        let (first, rest) = steps.split_first()?;
        let NodeKind::Variable { name: root } = &first.kind else { return None };
        // The context is nothing to follow, and a function is no value.
        if matches!(root.as_str(), "" | "$") || functions::is_function(root) {
            return None;
        }
        let steps = rest.iter().map(|step| match &step.kind {
            NodeKind::Name { name } => Some(Step { name: Arc::from(name.as_str()), index: index(step)? }),
            _ => None,
        });
        Some(DirectPath {
            root: Arc::from(root.as_str()),
            root_index: index(first)?,
            steps: steps.collect::<Option<_>>()?,
        })
    }

    /// The value at the path; `None` when it leads through an array, which is mapped over and no longer a plain matter.
    pub(crate) fn follow(&self, bindings: &Bindings<'_>) -> Option<Evaluated> {
        let mut steps = self.steps.as_slice();
        let (mut here, mut picked) = match (&*self.root, steps) {
            // Making an object of `$states` only to take one of its fields would cost more than all the rest.
            ("states", [first, rest @ ..]) if self.root_index.is_none() => {
                steps = rest;
                (bindings.states.field(&first.name).cloned(), first.index)
            }
            ("states", _) => (Some(bindings.states.to_value()), self.root_index),
            (name, _) => ((bindings.variables)(name), self.root_index),
        };
        loop {
            here = match (here, picked) {
                (Some(value), Some(index)) => pick(value, index),
                (here, _) => here,
            };
            let Some(value) = here else { return Some(Evaluated::Undefined) };
            let [step, rest @ ..] = steps else { return Some(Evaluated::Value(value)) };
            here = match value {
                Value::Object(object) => object.get(&step.name).cloned(),
                Value::Array(_) => return None,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
            };
            (steps, picked) = (rest, step.index);
        }
    }
}

/// The item at a place, counted from the end when negative. What is no array is the only item of one.
fn pick(value: Value, index: i64) -> Option<Value> {
    let Value::Array(items) = &value else { return matches!(index, 0 | -1).then_some(value) };
    let place = if index < 0 { i64::try_from(items.len()).ok()?.checked_add(index)? } else { index };
    items.get(usize::try_from(place).ok()?).cloned()
}

/// The constant index that is all that is attached to a step; `None` when anything else is: another predicate, `[]`, grouping, a binding.
fn index(node: &Node) -> Option<Option<i64>> {
    let attrs = &node.attrs;
    let other = attrs.keep_array
        || attrs.tuple
        || attrs.focus.is_some()
        || attrs.index.is_some()
        || attrs.group.is_some()
        || attrs.ancestor.is_some()
        || !attrs.seeking_parent.is_empty();
    let mut filters = attrs.stages.iter().chain(&attrs.predicate);
    match (other, filters.next(), filters.next()) {
        (false, None, _) => Some(None),
        (false, Some(Stage::Filter { expr, .. }), None) => constant(expr).map(Some),
        _ => None,
    }
}

/// A whole number that stands in the expression.
fn constant(node: &Node) -> Option<i64> {
    let number = match &node.kind {
        NodeKind::Number { value } => *value,
        NodeKind::Negate { expr } => -(constant(expr)? as f64),
        _ => return None,
    };
    let whole = index(node) == Some(None) && number.fract() == 0.0 && number.abs() < 1e9;
    whole.then_some(number as i64)
}
