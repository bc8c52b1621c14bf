//! An expression's tree, read for its facts and for how it is best evaluated.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jlens_core::ast::{LambdaDef, Stage};
use jlens_core::signature::Signature;
use jlens_core::{Ast, Node, NodeKind, Span};

use crate::facts::{Facts, FunctionUse, StatesUse, VariableUse};
use crate::functions;

/// What reading a tree gives.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) facts: Facts,
    /// Whether the outcome may depend on the context at the top being undefined.
    pub(crate) touches_context: bool,
    /// Every name that stands behind a `$` anywhere. Some are bound inside, but which are read before they are is not worth finding out.
    pub(crate) names: BTreeSet<Arc<str>>,
    /// The first operator that is newer than the language of Step Functions: its node's place, and the place behind the operator.
    pub(crate) too_new: Option<TooNew>,
}

/// `a ?: b` or `a ?? b`.
#[derive(Debug)]
pub(crate) struct TooNew {
    /// The character at which 2.0.6 stops.
    pub(crate) token: &'static str,
    /// Behind the operator, in UTF-16 units.
    pub(crate) position: usize,
    /// Behind the operator, in bytes.
    pub(crate) end: usize,
}

pub(crate) fn read(ast: &Ast) -> Reading {
    let mut reader = Reader::default();
    let mut root = Frame::default();
    binds(&ast.root, &mut root.all);
    reader.frames.push(root);
    reader.node(&ast.root, true);
    let mut reading = reader.reading;
    names(&ast.root, &mut reading.names);
    reading
}

/// Names that are bound from some place on.
#[derive(Default)]
struct Frame {
    /// Bound where the reader is.
    bound: Vec<String>,
    /// Bound when the frame's end is reached, and so when a function defined in it is called.
    all: Vec<String>,
    /// Whether this is a function's body.
    function: bool,
}

#[derive(Default)]
struct Reader {
    frames: Vec<Frame>,
    reading: Reading,
}

impl Reader {
    /// `top` says whether the context is the one at the top of the expression. Nesting is bounded by the parser, and the stack grows.
    fn node(&mut self, node: &Node, top: bool) {
        jlens_core::stack::grow(|| self.node_here(node, top));
    }

    fn node_here(&mut self, node: &Node, top: bool) {
        match &node.kind {
            NodeKind::Path { steps, .. } => return self.path(node, steps, top),
            NodeKind::Variable { name } => self.variable(name, node.span, top),
            NodeKind::Name { .. } | NodeKind::Wildcard | NodeKind::Descendant | NodeKind::Parent { .. } => {
                self.context(node.span, top);
            }
            NodeKind::Binary { lhs, rhs, .. } | NodeKind::Apply { lhs, rhs } => {
                self.node(lhs, top);
                self.node(rhs, top);
            }
            NodeKind::Fallback { op, lhs, rhs } => {
                self.node(lhs, top);
                if self.reading.too_new.is_none() {
                    let token = match op {
                        jlens_core::ast::FallbackOp::Default => ":",
                        jlens_core::ast::FallbackOp::Coalesce => "?",
                    };
                    self.reading.too_new = Some(TooNew { token, position: node.position, end: node.pos });
                }
                self.node(rhs, top);
            }
            NodeKind::Negate { expr } => self.node(expr, top),
            NodeKind::Array { items } => items.iter().for_each(|item| self.node(item, top)),
            NodeKind::Object { pairs } => self.pairs(pairs, top),
            NodeKind::Condition { condition, then, otherwise } => {
                self.node(condition, top);
                self.node(then, top);
                if let Some(otherwise) = otherwise {
                    self.node(otherwise, top);
                }
            }
            NodeKind::Block { exprs, .. } => {
                let mut frame = Frame::default();
                exprs.iter().for_each(|expr| binds(expr, &mut frame.all));
                self.frames.push(frame);
                exprs.iter().for_each(|expr| self.node(expr, top));
                self.frames.pop();
            }
            NodeKind::Bind { lhs, rhs } => {
                let NodeKind::Variable { name } = &lhs.kind else { return };
                // A function may call itself; anything else is read before it is bound.
                if matches!(rhs.kind, NodeKind::Lambda(_)) {
                    self.bind(name);
                    self.node(rhs, top);
                } else {
                    self.node(rhs, top);
                    self.bind(name);
                }
            }
            NodeKind::Function { procedure, args } | NodeKind::Partial { procedure, args } => {
                self.call(procedure, args, top);
            }
            NodeKind::Lambda(def) => self.lambda(def, top),
            NodeKind::Transform(def) => {
                self.node(&def.pattern, false);
                self.node(&def.update, false);
                if let Some(delete) = &def.delete {
                    self.node(delete, false);
                }
            }
            NodeKind::Sort { terms } => terms.iter().for_each(|term| self.node(&term.expr, false)),
            NodeKind::String { .. }
            | NodeKind::Number { .. }
            | NodeKind::Bool { .. }
            | NodeKind::Null
            | NodeKind::Regex { .. }
            | NodeKind::Placeholder
            | NodeKind::Error { .. } => {}
        }
        self.attached(node);
    }

    /// Steps, each of which has what the one before gave for its context; `@$x` and `#$i` hold from their step on.
    fn path(&mut self, node: &Node, steps: &[Node], top: bool) {
        self.frames.push(Frame::default());
        let mut rest = steps.iter();
        let mut top = top;
        if let Some(first) = steps.first()
            && let NodeKind::Variable { name } = &first.kind
            && name == "states"
            && !self.is_bound(name)
        {
            rest.next();
            self.states(first, steps);
            self.after_step(first);
            top = false;
        }
        for step in rest {
            self.node(step, top);
            self.after_step(step);
            top = false;
        }
        if let Some(group) = &node.attrs.group {
            self.pairs(&group.pairs, false);
        }
        self.frames.pop();
    }

    fn states(&mut self, first: &Node, steps: &[Node]) {
        let mut used = StatesUse { path: Vec::new(), span: range(first.span) };
        if plain(first) {
            for step in steps.iter().skip(1) {
                let NodeKind::Name { name } = &step.kind else { break };
                used.path.push(Arc::from(&**name));
                used.span.end = step.span.end.max(used.span.end);
                if !plain(step) {
                    break;
                }
            }
        }
        self.reading.facts.states.push(used);
        self.attached(first);
    }

    fn after_step(&mut self, step: &Node) {
        for name in [&step.attrs.focus, &step.attrs.index].into_iter().flatten() {
            self.bind(name);
        }
    }

    /// Predicates and grouping, which read each item.
    fn attached(&mut self, node: &Node) {
        if let Some(focus) = &node.attrs.focus {
            self.bind(focus);
        }
        for stage in node.attrs.stages.iter().chain(&node.attrs.predicate) {
            match stage {
                Stage::Filter { expr, .. } => self.node(expr, false),
                Stage::Index { var, .. } => self.bind(var),
            }
        }
        if let Some(group) = &node.attrs.group {
            self.pairs(&group.pairs, false);
        }
    }

    fn pairs(&mut self, pairs: &[(Node, Node)], top: bool) {
        for (key, value) in pairs {
            self.node(key, top);
            self.node(value, top);
        }
    }

    fn lambda(&mut self, def: &LambdaDef, top: bool) {
        if def.thunk {
            // Not a function that anybody wrote: a call at the end of one.
            return self.node(&def.body, top);
        }
        // A parameter that is left out may be taken from the context of the call.
        self.reading.touches_context |=
            def.signature.as_ref().is_some_and(|signature| signature.definition.contains('-'));
        let mut frame = Frame { bound: def.params.clone(), function: true, ..Frame::default() };
        binds(&def.body, &mut frame.all);
        self.frames.push(frame);
        self.node(&def.body, top);
        self.frames.pop();
    }

    fn call(&mut self, procedure: &Node, args: &[Node], top: bool) {
        match called(procedure) {
            Some((name, span)) if !self.is_bound(name) => {
                self.reading.touches_context |= top && takes_context(name, args.len());
                self.function(name, span, Some(args.len()));
                // The reading of the builtin is done, but a predicate may stand behind its name.
                self.attached(procedure);
            }
            Some(_) | None => self.node(procedure, top),
        }
        args.iter().for_each(|arg| self.node(arg, top));
    }

    fn variable(&mut self, name: &str, span: Span, top: bool) {
        match name {
            "" => self.context(span, top),
            "$" => self.context(span, true),
            _ if self.is_bound(name) => {}
            "states" => self.reading.facts.states.push(StatesUse { path: Vec::new(), span: range(span) }),
            _ if functions::is_function(name) => self.function(name, span, None),
            _ => self.reading.facts.variables.push(VariableUse { name: Arc::from(name), span: name_span(name, span) }),
        }
    }

    fn function(&mut self, name: &str, span: Span, arguments: Option<usize>) {
        self.reading.facts.functions.push(FunctionUse {
            name: Arc::from(name),
            span: name_span(name, span),
            arguments,
        });
    }

    fn context(&mut self, span: Span, top: bool) {
        if top {
            self.reading.facts.context.push(range(span));
            self.reading.touches_context = true;
        }
    }

    fn bind(&mut self, name: &str) {
        if let Some(frame) = self.frames.last_mut() {
            frame.bound.push(name.to_owned());
        }
    }

    fn is_bound(&self, name: &str) -> bool {
        let mut called_later = false;
        for frame in self.frames.iter().rev() {
            let has = |names: &[String]| names.iter().any(|bound| bound == name);
            if has(&frame.bound) || called_later && has(&frame.all) {
                return true;
            }
            called_later |= frame.function;
        }
        false
    }
}

fn names(node: &Node, found: &mut BTreeSet<Arc<str>>) {
    jlens_core::stack::grow(|| {
        if let NodeKind::Variable { name } = &node.kind
            && !matches!(name.as_str(), "" | "$")
        {
            found.insert(Arc::from(name.as_str()));
        }
        node.for_each_child(|child| names(child, found));
    });
}

/// The names that a part of a frame binds in it.
fn binds(node: &Node, names: &mut Vec<String>) {
    jlens_core::stack::grow(|| {
        match &node.kind {
            NodeKind::Block { .. } => return,
            NodeKind::Lambda(def) if !def.thunk => return,
            NodeKind::Bind { lhs, .. } => {
                if let NodeKind::Variable { name } = &lhs.kind {
                    names.push(name.clone());
                }
            }
            _ => {}
        }
        node.for_each_child(|child| binds(child, names));
    });
}

/// A step with nothing attached to it.
fn plain(node: &Node) -> bool {
    node.attrs.stages.is_empty() && node.attrs.predicate.is_empty() && node.attrs.group.is_none()
}

/// The name by which a function is called.
fn called(procedure: &Node) -> Option<(&str, Span)> {
    match &procedure.kind {
        NodeKind::Variable { name } if !matches!(name.as_str(), "" | "$") => Some((name, procedure.span)),
        _ => None,
    }
}

/// Whether a built-in function that is given so many arguments may take one from the context.
pub(crate) fn takes_context(name: &str, arguments: usize) -> bool {
    static NEED: OnceLock<HashMap<&'static str, usize>> = OnceLock::new();
    let need = NEED.get_or_init(|| {
        let functions = jlens_core::function_catalog().into_iter();
        functions.filter(|info| info.signature.contains('-')).map(|info| (info.name, needs(&info))).collect()
    });
    need.get(name).is_some_and(|needed| arguments < *needed)
}

/// How many arguments a function cannot do without.
fn needs(info: &jlens_core::FunctionInfo) -> usize {
    match Signature::parse(&info.signature) {
        Ok(signature) => signature.params.iter().filter(|param| !param.pattern.ends_with('?') || param.context).count(),
        Err(_) => info.params.len(),
    }
}

/// A variable's own place: its node's may take in what is attached to it.
fn name_span(name: &str, span: Span) -> Range<usize> {
    span.start..span.end.min(span.start + 1 + name.len())
}

pub(crate) fn range(span: Span) -> Range<usize> {
    span.start..span.end
}
