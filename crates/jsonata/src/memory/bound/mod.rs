//! How much an evaluation may build at most, read from the expression's tree.
//!
//! Every node has an [`Amount`]: what its values weigh in all passes through the loops it stands in. The item of a loop weighs, over all
//! passes, what is looped over; so `lines.{'id': id}` builds no more than a few times the data. What stands outside of the loop is there
//! again in each pass, so `lines.(… & $order)` may build the data's square. What a tree does not tell (recursion, a function that was
//! computed, an `$append` in a `$reduce`) is unknown, and [`super::tally`] counts it.

mod functions;
mod paths;

use std::collections::HashSet;

use jlens_core::ast::BinaryOp;
use jlens_core::{Ast, Node, NodeKind};

use super::growth::{Amount, Growth, VALUE};
pub(super) use functions::Callback;
use functions::Closure;

/// The most nodes that are looked at: functions are read again at each of their calls.
const MOST_NODES: u32 = 4_000;

/// The bound of an expression. `context` says whether the context at its top is the data (and not undefined, as in Step Functions).
pub(crate) fn of(ast: &Ast, context: bool) -> Growth {
    let mut bound = HashSet::new();
    bound_names(&ast.root, &mut bound);
    let root = if context { data(Growth::bytes(1.0)) } else { Amount::NOTHING };
    let mut reader = Reader {
        bound,
        scope: Vec::new(),
        level: 0,
        levels: 0,
        times: Growth::bytes(1.0),
        context: Context { amount: root, level: 0 },
        root,
        built: Growth::NONE,
        left: MOST_NODES,
        calls: 0,
    };
    let result = reader.value(&ast.root);
    reader.built + result.all
}

fn data(times: Growth) -> Amount {
    Amount { all: times * Growth::DATA, each: Growth::DATA, flat: false }
}

fn bound_names<'t>(node: &'t Node, names: &mut HashSet<&'t str>) {
    jlens_core::stack::grow(|| {
        if let NodeKind::Bind { lhs, .. } = &node.kind
            && let NodeKind::Variable { name } = &lhs.kind
        {
            names.insert(name);
        }
        node.for_each_child(|child| bound_names(child, names));
    });
}

/// Whether a step hands on more than its values: `@$x`, `#$i`, what `%` reads.
fn binds_more(node: &Node) -> bool {
    let attrs = &node.attrs;
    attrs.tuple || attrs.focus.is_some() || attrs.index.is_some() || attrs.ancestor.is_some()
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Meaning<'t> {
    /// A value that the loop of this level gives in each of its passes.
    Value { amount: Amount, level: u32 },
    /// A function of the expression's own.
    Function(Closure<'t>),
}

#[derive(Clone, Copy)]
struct Context {
    amount: Amount,
    level: u32,
}

pub(super) struct Reader<'t> {
    /// Names that `:=` binds anywhere.
    bound: HashSet<&'t str>,
    scope: Vec<(&'t str, Meaning<'t>)>,
    /// The loop that is read, and how many there were.
    level: u32,
    levels: u32,
    /// How often what is read is evaluated.
    times: Growth,
    context: Context,
    root: Amount,
    built: Growth,
    left: u32,
    calls: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn scalar(&self) -> Amount {
        Amount::constant(VALUE, self.times)
    }

    pub(super) fn constant(&self, bytes: f64) -> Amount {
        Amount::constant(VALUE + bytes, self.times)
    }

    /// Notes that lists are made of values that there are.
    fn list(&mut self, amount: Amount) -> Amount {
        /// What the place in a list takes of what a value weighs.
        const PLACE: f64 = 0.25;
        self.built = self.built + amount.all * PLACE;
        amount
    }

    /// Notes that each of these values is compared with all of them in one step, as if that built something: where it would take seconds,
    /// as many bytes as the limits allow, so that [`super::tally`] looks at what is compared.
    pub(super) fn compare(&mut self, amount: Amount) {
        const COMPARISON: f64 = 2e-4;
        self.built = self.built + amount.all * amount.each * COMPARISON;
    }

    /// Notes what is built.
    pub(super) fn build(&mut self, amount: Amount) -> Amount {
        self.built = self.built + amount.all;
        amount
    }

    /// A value of a loop further out, in every pass through this one.
    fn again(&self, amount: Amount, level: u32) -> Amount {
        if level == self.level { amount } else { Amount { all: self.times * amount.each, ..amount } }
    }

    pub(super) fn context(&self) -> Amount {
        self.again(self.context.amount, self.context.level)
    }

    pub(super) fn value(&mut self, node: &'t Node) -> Amount {
        if binds_more(node) {
            return self.unknown();
        }
        if self.left == 0 || self.built.is_unknown() {
            self.built = Growth::UNKNOWN;
            return Amount::UNKNOWN;
        }
        self.left -= 1;
        jlens_core::stack::grow(|| {
            let amount = self.node(node);
            self.attached(node, amount)
        })
    }

    pub(super) fn unknown(&mut self) -> Amount {
        self.built = Growth::UNKNOWN;
        Amount::UNKNOWN
    }

    fn node(&mut self, node: &'t Node) -> Amount {
        match &node.kind {
            NodeKind::Path { steps, .. } => self.path(steps),
            NodeKind::Name { .. } | NodeKind::Wildcard => {
                let context = self.context();
                self.list(context)
            }
            NodeKind::Variable { name } => self.variable(name),
            NodeKind::String { value } => {
                let literal = self.constant(value.len() as f64);
                self.build(literal)
            }
            NodeKind::Number { .. } | NodeKind::Bool { .. } | NodeKind::Null => self.scalar(),
            NodeKind::Regex { .. } => Amount::NOTHING,
            NodeKind::Negate { expr } => {
                self.value(expr);
                self.scalar()
            }
            NodeKind::Binary { op: BinaryOp::Range, lhs, rhs } => self.range(lhs, rhs),
            NodeKind::Binary { op, lhs, rhs } => {
                let (left, right) = (self.value(lhs), self.value(rhs));
                match op {
                    BinaryOp::Concat => self.build(left.as_text() + right.as_text() + self.scalar()),
                    _ => self.scalar(),
                }
            }
            NodeKind::Array { items } => {
                let empty = Amount { flat: false, ..self.scalar() };
                let amount = items.iter().fold(empty, |all, item| all + self.value(item));
                self.build(amount)
            }
            NodeKind::Object { pairs } => self.object(pairs),
            NodeKind::Condition { condition, then, otherwise } => {
                self.value(condition);
                let then = self.value(then);
                match otherwise {
                    Some(otherwise) => then + self.value(otherwise),
                    None => then,
                }
            }
            NodeKind::Block { exprs, .. } => {
                let scope = self.scope.len();
                let last = exprs.iter().fold(Amount::NOTHING, |_, expr| self.value(expr));
                self.scope.truncate(scope);
                last
            }
            NodeKind::Bind { lhs, rhs } => self.bind(lhs, rhs),
            NodeKind::Function { procedure, args } => self.call(procedure, None, args),
            NodeKind::Apply { lhs, rhs } => {
                let first = self.value(lhs);
                match &rhs.kind {
                    NodeKind::Function { procedure, args } if rhs.attrs.predicate.is_empty() => {
                        self.call(procedure, Some(first), args)
                    }
                    NodeKind::Variable { .. } => self.call(rhs, Some(first), &[]),
                    _ => self.unknown(),
                }
            }
            // A call at the end of a function, which the parser wraps.
            NodeKind::Lambda(def) if def.thunk => self.value(&def.body),
            NodeKind::Lambda(_)
            | NodeKind::Transform(_)
            | NodeKind::Partial { .. }
            | NodeKind::Placeholder
            | NodeKind::Descendant
            | NodeKind::Parent { .. }
            | NodeKind::Sort { .. }
            | NodeKind::Fallback { .. }
            | NodeKind::Error { .. } => self.unknown(),
        }
    }

    /// `[first..last]`, where it is told how far it goes: by a number, or by how much there is of something.
    fn range(&mut self, first: &'t Node, last: &'t Node) -> Amount {
        match &first.kind {
            NodeKind::Number { value } if *value >= 0.0 && first.attrs.predicate.is_empty() => {}
            _ => return self.unknown(),
        }
        let Some(most) = self.at_most(last) else { return self.unknown() };
        let amount = Amount { flat: false, ..most + self.scalar() + self.scalar() };
        self.build(amount)
    }

    /// The largest whole number that a node can be, times [`VALUE`].
    fn at_most(&mut self, node: &'t Node) -> Option<Amount> {
        if !node.attrs.predicate.is_empty() {
            return None;
        }
        match &node.kind {
            NodeKind::Number { value } => Some(Amount::constant(value.max(0.0) * VALUE, self.times)),
            NodeKind::Binary { op: BinaryOp::Sub, lhs, rhs } => {
                matches!(rhs.kind, NodeKind::Number { value } if value >= 0.0).then(|| self.at_most(lhs)).flatten()
            }
            NodeKind::Binary { op: BinaryOp::Add, lhs, rhs } => Some(self.at_most(lhs)? + self.at_most(rhs)?),
            NodeKind::Function { procedure, args } => match (&procedure.kind, args.as_slice()) {
                (NodeKind::Variable { name }, [counted])
                    if matches!(name.as_str(), "count" | "length") && self.is_built_in(name) =>
                {
                    // Every item weighs [`VALUE`], a character 1.
                    let amount = self.value(counted);
                    Some(if name == "length" { amount.times(VALUE) } else { amount })
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn object(&mut self, pairs: &'t [(Node, Node)]) -> Amount {
        let literal = pairs.iter().all(|(key, _)| matches!(key.kind, NodeKind::String { .. }));
        // An array as its context makes it a grouping, which names that are computed tell apart.
        if !literal && !self.context.amount.each.is_none() {
            let context = self.context();
            return self.group(context, pairs) + self.pairs(pairs);
        }
        self.pairs(pairs)
    }

    fn pairs(&mut self, pairs: &'t [(Node, Node)]) -> Amount {
        let empty = Amount { flat: false, ..self.scalar() };
        let amount = pairs.iter().fold(empty, |all, (key, value)| {
            let key = self.value(key);
            all + key + self.value(value)
        });
        self.build(amount)
    }

    /// What a grouping gives: names for each item, values for what each has gathered.
    fn group(&mut self, items: Amount, pairs: &'t [(Node, Node)]) -> Amount {
        self.over(items, |reader| reader.pairs(pairs))
    }
}
