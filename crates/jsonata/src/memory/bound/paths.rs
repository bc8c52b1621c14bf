//! Paths, predicates and groupings: what is evaluated for each item of something.

use jlens_core::ast::Stage;
use jlens_core::{Node, NodeKind};

use super::{Context, Reader, binds_more};
use crate::memory::growth::{Amount, Growth, VALUE};

impl<'t> Reader<'t> {
    pub(super) fn path(&mut self, steps: &'t [Node]) -> Amount {
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
    pub(super) fn attached(&mut self, node: &'t Node, amount: Amount) -> Amount {
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
    pub(in crate::memory) fn each_of(&mut self, items: Amount, body: impl FnOnce(&mut Reader<'t>) -> Amount) -> Amount {
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
    pub(in crate::memory) fn of_each_pass(&self, each: Growth) -> Amount {
        Amount { all: self.times * each, each, flat: false }
    }
}
