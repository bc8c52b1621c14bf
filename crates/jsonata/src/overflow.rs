//! Arithmetic whose result no JSON number holds: `1 / 0`, `1e308 * 10`.
//!
//! The reference implementation computes on with an infinity and fails where one is computed with (`D1001`) or made a string (`D3001`).
//! jlens fails at once, with `D1001` at the operation. What becomes of the operation's result says what 2.0.6 would have done.

use jlens_core::ast::BinaryOp;
use jlens_core::{Ast, Node, NodeKind, Span};

/// What becomes of the result of the operation that failed.
pub(crate) enum Overflow<'a> {
    /// It is the expression's result: the texts of both sides and the operator.
    Result { left: &'a str, operator: BinaryOp, right: &'a str },
    /// It is made a string.
    String,
    /// Anything else.
    Other,
}

/// Looks for the operation at a place.
pub(crate) fn at(ast: &Ast, place: Span) -> Overflow<'_> {
    let root = unwrapped(ast);
    if root.span == place
        && is_plain(root)
        && let NodeKind::Binary { op, lhs, rhs } = &root.kind
        && let (Some(left), Some(right)) = (text(ast, lhs), text(ast, rhs))
    {
        return Overflow::Result { left, operator: *op, right };
    }
    if is_made_a_string(&ast.root, place) { Overflow::String } else { Overflow::Other }
}

/// Whether the expression is an operation on two numbers; if it then gives null, the number is NaN.
pub(crate) fn is_arithmetic(ast: &Ast) -> bool {
    use BinaryOp::{Add, Div, Mod, Mul, Sub};
    let root = unwrapped(ast);
    is_plain(root) && matches!(root.kind, NodeKind::Binary { op: Add | Sub | Mul | Div | Mod, .. })
}

/// The expression without the parentheses around it.
fn unwrapped(ast: &Ast) -> &Node {
    let mut root = &ast.root;
    while let NodeKind::Block { exprs, .. } = &root.kind
        && let [only] = exprs.as_slice()
        && is_plain(root)
    {
        root = only;
    }
    root
}

fn is_made_a_string(node: &Node, place: Span) -> bool {
    jlens_core::stack::grow(|| {
        let is_here = |part: &Node| part.span == place && matches!(part.kind, NodeKind::Binary { .. });
        let mut found = match &node.kind {
            NodeKind::Binary { op: BinaryOp::Concat, lhs, rhs } => is_here(lhs) || is_here(rhs),
            NodeKind::Function { procedure, args } => {
                matches!(&procedure.kind, NodeKind::Variable { name } if name == "string")
                    && args.first().is_some_and(is_here)
            }
            _ => false,
        };
        node.for_each_child(|child| found = found || is_made_a_string(child, place));
        found
    })
}

fn is_plain(node: &Node) -> bool {
    node.attrs.stages.is_empty() && node.attrs.predicate.is_empty() && node.attrs.group.is_none()
}

fn text<'a>(ast: &'a Ast, node: &Node) -> Option<&'a str> {
    ast.source.get(node.span.start..node.span.end)
}
