//! Names, and the functions that an expression defines and calls.

use jlens_core::ast::LambdaDef;
use jlens_core::{Node, NodeKind};

use super::{Context, Meaning, Reader, data};
use crate::functions;
use crate::memory::calls;
use crate::memory::growth::Amount;

/// A function with what it sees.
#[derive(Clone, Copy)]
pub(in crate::memory) struct Closure<'t> {
    def: &'t LambdaDef,
    /// How much of the scope was there where it was defined, itself included.
    scope: usize,
    context: Context,
}

/// A function that is handed to another.
#[derive(Clone, Copy)]
pub(in crate::memory) enum Callback<'t> {
    Own(Closure<'t>),
    BuiltIn(&'t str),
}

impl Callback<'_> {
    /// How many arguments the function is made for.
    pub(in crate::memory) fn parameters(self) -> usize {
        match self {
            Callback::Own(closure) => closure.def.params.len(),
            Callback::BuiltIn(_) => 2,
        }
    }
}

/// How deep calls of the expression's own functions are followed.
const MOST_CALLS: usize = 20;

impl<'t> Reader<'t> {
    pub(super) fn variable(&mut self, name: &'t str) -> Amount {
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

    pub(super) fn bind(&mut self, lhs: &'t Node, rhs: &'t Node) -> Amount {
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

    pub(super) fn is_built_in(&self, name: &str) -> bool {
        self.meaning(name).is_none() && !self.bound.contains(name) && functions::is_function(name)
    }

    pub(super) fn call(&mut self, procedure: &'t Node, first: Option<Amount>, args: &'t [Node]) -> Amount {
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
            None if self.is_built_in(name) => calls::built_in(self, name, first, args),
            None => self.unknown(),
        }
    }

    /// The function that an argument is.
    pub(in crate::memory) fn callback(&mut self, node: &'t Node) -> Option<Callback<'t>> {
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

    pub(in crate::memory) fn call_back(&mut self, callback: Callback<'t>, given: &[Amount]) -> Amount {
        match callback {
            Callback::Own(closure) => self.apply(closure, given),
            Callback::BuiltIn(name) => {
                // It is given as many arguments as it takes; the second is only told apart where it would matter.
                let taken = if name == "string" { 1 } else { given.len() };
                let given: Vec<_> = given.iter().take(taken).map(|amount| (*amount, None)).collect();
                calls::of_values(self, name, &given)
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
    pub(in crate::memory) fn settled(
        &mut self,
        first: Amount,
        step: impl Fn(&mut Reader<'t>, Amount) -> Amount,
    ) -> Amount {
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
