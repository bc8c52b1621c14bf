//! What AWS would say of a definition, and where.
//!
//! A definition is walked once; every object of the language in it is shown to the [rules](Rule). Where AWS's words are
//! known (recorded answers, measured refusals that people published) the messages are AWS's.

mod diagnostic;
pub(crate) mod expressions;
mod fix;
pub(crate) mod graph;
pub(crate) mod jsonata;
mod nearest;
mod report;
mod rule;
mod rules;
pub(crate) mod schema;
pub(crate) mod scopes;
mod timestamp;
pub(crate) mod walk;

pub use diagnostic::{Diagnostic, Severity};
pub use fix::{Fix, Remedy};
pub use rule::{Example, Fixed, Rule};

use crate::called::Calls;
use crate::{Document, MachineType};
use jsonata::Jsonata;
use report::Report;
use rule::{Check, Settings};
use schema::Kinds;
use walk::{Met, walk};

/// More than this AWS does not report.
pub const MAX_DIAGNOSTICS: usize = 100;

impl Rule {
    /// All rules.
    #[must_use]
    pub fn all() -> &'static [&'static Rule] {
        rules::ALL
    }

    fn sees(&self, met: &Met<'_>, kinds: Kinds, settings: &Settings<'_>, report: &mut Report<'_>) {
        match (&self.check, met) {
            (Check::Fields(wanted, check), Met::Object(visit)) if wanted.meets(kinds) => check(visit, settings, report),
            (Check::Object(check), Met::Object(visit)) => check(visit, settings, report),
            (Check::Machine(check), Met::Object(visit)) => {
                if let Some(machine) = visit.own_machine() {
                    check(machine, settings, report);
                }
            }
            (Check::Misfit(check), Met::Misfit(misfit)) => check(*misfit, report),
            (Check::Untyped(check), Met::Untyped(state)) => check(*state, report),
            (Check::TooDeep(check), Met::TooDeep(machine)) => check(*machine, report),
            (
                Check::Fields(..)
                | Check::Object(_)
                | Check::Machine(_)
                | Check::Misfit(_)
                | Check::Untyped(_)
                | Check::TooDeep(_)
                | Check::Document(_),
                Met::Object(_) | Met::Misfit(_) | Met::Untyped(_) | Met::TooDeep(_),
            ) => {}
        }
    }
}

impl Document {
    /// What is to be said of the document: what AWS refuses, then what it warns of, then hints that go beyond it; in AWS's
    /// order, [`MAX_DIAGNOSTICS`] at most. Linear in the text's length.
    #[must_use]
    pub fn diagnostics(&self, kind: MachineType) -> Vec<Diagnostic> {
        diagnostics_by(self, kind, rules::ALL)
    }
}

fn diagnostics_by(document: &Document, kind: MachineType, rules: &[&Rule]) -> Vec<Diagnostic> {
    let jsonata = Jsonata::default();
    let calls = Calls::default();
    let settings = Settings { kind, jsonata: &jsonata, calls: &calls };
    let mut report = Report::new(document);
    for rule in rules {
        if let Check::Document(check) = rule.check {
            check(document, &settings, &mut report);
        }
    }
    walk(document, |met| {
        let kinds = match &met {
            Met::Object(visit) => visit.kinds(),
            Met::Misfit(_) | Met::Untyped(_) | Met::TooDeep(_) => Kinds::NONE,
        };
        for rule in rules {
            rule.sees(&met, kinds, &settings, &mut report);
        }
    });
    report.finish(MAX_DIAGNOSTICS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;

    /// Every example of every rule says what it should: the rule by itself speaks, or is silent.
    #[test]
    fn examples_hold() {
        let mut wrong = Vec::new();
        for rule in Rule::all() {
            assert!(!rule.examples.is_empty(), "{} has no examples", rule.name);
            let speaks = rule.examples.iter().any(|example| example.says.is_some());
            assert!(speaks || rule.name == "definition-size", "{} never speaks", rule.name);
            for example in rule.examples {
                let kind = if example.text.contains("EXPRESS") { MachineType::Express } else { MachineType::Standard };
                let format = Format::Json;
                let document = Document::parse(example.text, format);
                let found = diagnostics_by(&document, kind, &[rule]);
                let said: Vec<String> = found
                    .iter()
                    .map(|found| format!("{}: {} at {}", found.code, found.message, found.location))
                    .collect();
                let expected: Vec<&str> = example.says.into_iter().collect();
                if said != expected {
                    wrong
                        .push(format!("{}: {}\n  says     {said:?}\n  expected {expected:?}", rule.name, example.text));
                }
                let fix = found.first().and_then(|found| found.fix.as_ref());
                let fixed = fix.map(|fix| match document.fix(fix) {
                    Ok(applied) => (fix.title.clone(), applied.document.text().to_string()),
                    Err(error) => (fix.title.clone(), error.to_string()),
                });
                let expected = example.fixed.map(|fixed| (fixed.title.to_owned(), fixed.text.to_owned()));
                if fixed != expected {
                    wrong.push(format!(
                        "{}: {}\n  fixed    {fixed:?}\n  expected {expected:?}",
                        rule.name, example.text
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
