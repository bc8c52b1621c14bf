//! How much an evaluation may build at most, read from the expression's tree.
//!
//! Every node has an [`Amount`]: what its values weigh in all passes through the loops it stands in. The item of a loop weighs, over all
//! passes, what is looped over; so `lines.{'id': id}` builds no more than a few times the data. What stands outside of the loop is there
//! again in each pass, so `lines.(… & $order)` may build the data's square. What a tree does not tell (recursion, a function that was
//! computed, an `$append` in a `$reduce`) is unknown, and [`super::tally`] counts it.

use std::collections::HashSet;

use jlens_core::ast::{BinaryOp, LambdaDef, Stage};
use jlens_core::{Ast, Node, NodeKind};

use super::growth::{Amount, Growth, VALUE};
use crate::functions;

/// The most nodes that are looked at: functions are read again at each of their calls.
const MOST_NODES: u32 = 4_000;
/// How deep calls of the expression's own functions are followed.
const MOST_CALLS: usize = 20;

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

/// A function with what it sees.
#[derive(Clone, Copy)]
pub(super) struct Closure<'t> {
    def: &'t LambdaDef,
    /// How much of the scope was there where it was defined, itself included.
    scope: usize,
    context: Context,
}

#[derive(Clone, Copy)]
struct Context {
    amount: Amount,
    level: u32,
}

/// A function that is handed to another.
#[derive(Clone, Copy)]
pub(super) enum Callback<'t> {
    Own(Closure<'t>),
    BuiltIn(&'t str),
}

impl Callback<'_> {
    /// How many arguments the function is made for.
    pub(super) fn parameters(self) -> usize {
        match self {
            Callback::Own(closure) => closure.def.params.len(),
            Callback::BuiltIn(_) => 2,
        }
    }
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

    fn variable(&mut self, name: &'t str) -> Amount {
        match name {
            "" => return self.context(),
            "$" => return self.again(self.root, 0),
            _ => {}
        }
        match self.meaning(name) {
            Some(Meaning::Value { amount, level }) => self.again(amount, level),
            Some(Meaning::Function(_)) => self.unknown(),
            None if self.bound.contains(name) || functions::is_function(name) => self.unknown(),
            None => data(self.times),
        }
    }

    fn meaning(&self, name: &str) -> Option<Meaning<'t>> {
        self.scope.iter().rev().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
    }

    fn bind(&mut self, lhs: &'t Node, rhs: &'t Node) -> Amount {
        let NodeKind::Variable { name } = &lhs.kind else { return self.unknown() };
        // What is bound again is another thing for the functions that read it.
        if self.meaning(name).is_some() {
            return self.unknown();
        }
        if let NodeKind::Lambda(def) = &rhs.kind
            && !def.thunk
            && rhs.attrs.predicate.is_empty()
        {
            let closure = Closure { def, scope: self.scope.len() + 1, context: self.context };
            self.scope.push((name, Meaning::Function(closure)));
            return Amount::NOTHING;
        }
        let amount = self.value(rhs);
        self.scope.push((name, Meaning::Value { amount, level: self.level }));
        amount
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

    fn path(&mut self, steps: &'t [Node]) -> Amount {
        let mut rest = steps.iter();
        let Some(first) = rest.next() else { return Amount::NOTHING };
        let mut amount = match &first.kind {
            NodeKind::Variable { .. } => self.value(first),
            _ if self.context.amount.each.is_none() => self.value(first),
            _ => {
                let context = self.context();
                self.step(first, context)
            }
        };
        amount = self.stages(first, amount);
        for step in rest {
            amount = self.step(step, amount);
            amount = self.stages(step, amount);
        }
        // The strings of the data are read again each time.
        Amount { flat: false, ..self.build(amount) }
    }

    fn step(&mut self, step: &'t Node, items: Amount) -> Amount {
        match &step.kind {
            NodeKind::Sort { terms } if !binds_more(step) => {
                for term in terms {
                    self.over(items, |reader| reader.value(&term.expr));
                }
                self.list(items)
            }
            _ => self.over(items, |reader| reader.value(step)),
        }
    }

    /// Predicates on a step.
    fn stages(&mut self, step: &'t Node, amount: Amount) -> Amount {
        step.attrs.stages.iter().fold(amount, |amount, stage| self.filter(stage, amount))
    }

    /// Predicates and grouping behind anything.
    fn attached(&mut self, node: &'t Node, amount: Amount) -> Amount {
        let amount = node.attrs.predicate.iter().fold(amount, |amount, stage| self.filter(stage, amount));
        match &node.attrs.group {
            Some(group) => self.group(amount, &group.pairs),
            None => amount,
        }
    }

    fn filter(&mut self, stage: &'t Stage, items: Amount) -> Amount {
        let Stage::Filter { expr, .. } = stage else { return self.unknown() };
        if matches!(expr.kind, NodeKind::Number { .. }) {
            return items;
        }
        // Numbers pick places, and an array of them may pick one often.
        let mut often = Growth::bytes(1.0);
        self.over(items, |reader| {
            let picks = reader.value(expr);
            if !picks.flat {
                often = picks.each * (1.0 / VALUE);
            }
            picks
        });
        let picked = Amount { all: items.all * often, each: items.each * often, ..items };
        self.list(picked)
    }

    /// Reads what is evaluated for each item, with the item as its context.
    pub(super) fn over(&mut self, items: Amount, body: impl FnOnce(&mut Reader<'t>) -> Amount) -> Amount {
        self.each_of(items, |reader| {
            reader.context = Context { amount: items, level: reader.level };
            body(reader)
        })
    }

    /// Reads what is evaluated for each item.
    pub(super) fn each_of(&mut self, items: Amount, body: impl FnOnce(&mut Reader<'t>) -> Amount) -> Amount {
        let (level, times, context) = (self.level, self.times, self.context);
        self.levels += 1;
        self.level = self.levels;
        self.times = items.all * (1.0 / VALUE);
        let given = body(self);
        (self.level, self.times, self.context) = (level, times, context);
        let often = items.each * (1.0 / VALUE);
        // One value weighs no more than all together.
        Amount { all: given.all, each: (given.each * often).or(given.all), flat: false }
    }

    /// The values that a loop has in each pass, as they are for what is evaluated in it.
    pub(super) fn of_each_pass(&self, each: Growth) -> Amount {
        Amount { all: self.times * each, each, flat: false }
    }

    pub(super) fn is_built_in(&self, name: &str) -> bool {
        self.meaning(name).is_none() && !self.bound.contains(name) && functions::is_function(name)
    }

    fn call(&mut self, procedure: &'t Node, first: Option<Amount>, args: &'t [Node]) -> Amount {
        let NodeKind::Variable { name } = &procedure.kind else { return self.unknown() };
        if !procedure.attrs.predicate.is_empty() || procedure.attrs.group.is_some() {
            return self.unknown();
        }
        match self.meaning(name) {
            Some(Meaning::Function(closure)) => {
                let given: Vec<Amount> = first.into_iter().chain(args.iter().map(|arg| self.value(arg))).collect();
                self.apply(closure, &given)
            }
            Some(Meaning::Value { .. }) => self.unknown(),
            None if self.is_built_in(name) => super::calls::built_in(self, name, first, args),
            None => self.unknown(),
        }
    }

    /// The function that an argument is.
    pub(super) fn callback(&mut self, node: &'t Node) -> Option<Callback<'t>> {
        if !node.attrs.predicate.is_empty() || node.attrs.group.is_some() {
            return None;
        }
        match &node.kind {
            NodeKind::Lambda(def) if !def.thunk => {
                Some(Callback::Own(Closure { def, scope: self.scope.len(), context: self.context }))
            }
            NodeKind::Variable { name } => match self.meaning(name) {
                Some(Meaning::Function(closure)) => Some(Callback::Own(closure)),
                None if self.is_built_in(name) => Some(Callback::BuiltIn(name)),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn call_back(&mut self, callback: Callback<'t>, given: &[Amount]) -> Amount {
        match callback {
            Callback::Own(closure) => self.apply(closure, given),
            Callback::BuiltIn(name) => {
                // It is given as many arguments as it takes; the second is only told apart where it would matter.
                let taken = if name == "string" { 1 } else { given.len() };
                let given: Vec<_> = given.iter().take(taken).map(|amount| (*amount, None)).collect();
                super::calls::of_values(self, name, &given)
            }
        }
    }

    fn apply(&mut self, closure: Closure<'t>, given: &[Amount]) -> Amount {
        if self.calls == MOST_CALLS || closure.def.signature.is_some() {
            return self.unknown();
        }
        self.calls += 1;
        let hidden = self.scope.split_off(closure.scope.min(self.scope.len()));
        let context = std::mem::replace(&mut self.context, closure.context);
        for (place, name) in closure.def.params.iter().enumerate() {
            let amount = given.get(place).copied().unwrap_or(Amount::NOTHING);
            self.scope.push((name, Meaning::Value { amount, level: self.level }));
        }
        let given = self.value(&closure.def.body);
        self.context = context;
        self.scope.truncate(closure.scope);
        self.scope.extend(hidden);
        self.calls -= 1;
        given
    }

    /// What a callback is called with that is given `first` at first and then what it gave before; unknown where that grows.
    pub(super) fn settled(&mut self, first: Amount, step: impl Fn(&mut Reader<'t>, Amount) -> Amount) -> Amount {
        let built = self.built;
        let given = step(self, Amount::UNKNOWN);
        if given.each.is_unknown() {
            return self.unknown();
        }
        self.built = built;
        let gathered = Amount {
            all: self.times * given.each + first.all,
            each: given.each + first.each,
            flat: given.flat && first.flat,
        };
        step(self, gathered);
        gathered
    }
}
