//! Expressions that are only a path: `$states.input.a.b`, `$order.id`. Most are. They are followed in our own values, so that nothing is
//! converted and what passes through keeps its text.

use std::sync::Arc;

use jlens_core::{Ast, Node, NodeKind};
use stepwell_json::Value;

use crate::functions;
use crate::{Bindings, Evaluated};

/// A variable and the names that follow it.
#[derive(Debug)]
pub(crate) struct DirectPath {
    root: Arc<str>,
    names: Vec<Arc<str>>,
}

impl DirectPath {
    /// The path that an expression is, if it is no more than that.
    pub(crate) fn of(ast: &Ast) -> Option<DirectPath> {
        let steps = match &ast.root.kind {
            NodeKind::Variable { .. } => std::slice::from_ref(&ast.root),
            NodeKind::Path { steps, keep_singleton_array: false } if is_plain(&ast.root) => steps,
            _ => return None,
        };
        let (first, rest) = steps.split_first()?;
        let NodeKind::Variable { name: root } = &first.kind else { return None };
        // The context is nothing to follow, and a function is no value.
        if !is_plain(first) || matches!(root.as_str(), "" | "$") || functions::is_function(root) {
            return None;
        }
        let names = rest
            .iter()
            .map(|step| match &step.kind {
                NodeKind::Name { name } if is_plain(step) => Some(Arc::from(name.as_str())),
                _ => None,
            })
            .collect::<Option<_>>()?;
        Some(DirectPath { root: Arc::from(root.as_str()), names })
    }

    /// The value at the path; `None` when it leads through an array, which is mapped over and no longer a plain matter.
    pub(crate) fn follow(&self, bindings: &Bindings<'_>) -> Option<Evaluated> {
        let mut names = self.names.iter();
        let mut here = if &*self.root == "states" {
            match names.next() {
                Some(field) => bindings.states.field(field).cloned(),
                None => Some(bindings.states.to_value()),
            }
        } else {
            (bindings.variables)(&self.root)
        };
        for name in names {
            let Some(value) = here else { return Some(Evaluated::Undefined) };
            here = match value {
                Value::Object(object) => object.get(name).cloned(),
                Value::Array(_) => return None,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
            };
        }
        Some(here.map_or(Evaluated::Undefined, Evaluated::Value))
    }
}

/// Nothing is attached: no predicate, no `[]`, no grouping, no binding.
fn is_plain(node: &Node) -> bool {
    let attrs = &node.attrs;
    !attrs.keep_array
        && !attrs.tuple
        && attrs.focus.is_none()
        && attrs.index.is_none()
        && attrs.stages.is_empty()
        && attrs.predicate.is_empty()
        && attrs.group.is_none()
        && attrs.ancestor.is_none()
        && attrs.seeking_parent.is_empty()
}
