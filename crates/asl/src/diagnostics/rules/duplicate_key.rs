//! Hint: a key that is there twice.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::walk::Visit;
use crate::edit::splice::{members_named, remove_children};
use crate::{Document, Format, Member, Node, quote};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    summary: "Of two fields with the same name only the last counts.",
    examples: &[
        mended(
            r#"{"StartAt":"A","StartAt":"B"}"#,
            "DUPLICATE_KEY: \"StartAt\" is there twice; only the last one counts at /StartAt",
            "Remove the first \"StartAt\"",
            r#"{"StartAt":"B"}"#,
        ),
        good(r#"{"StartAt":"A","States":{}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    // Most objects have few members, and none twice: that is seen without hashing.
    let keys: Vec<_> = visit.node.members().map(Member::key).collect();
    if keys.len() <= 16 && keys.iter().enumerate().all(|(at, key)| !keys[..at].contains(key)) {
        return;
    }
    let mut seen = HashSet::new();
    for member in visit.node.members() {
        let key = member.key();
        if seen.contains(&key) {
            report.hint("DUPLICATE_KEY", member.value(), format!("\"{key}\" is there twice; only the last one counts"));
            report.with_fix(|document| drop_first(document, visit.node, &key));
        }
        seen.insert(key);
    }
}

/// Takes the ones out that do not count.
fn drop_first(document: &Document, object: Node<'_>, key: &str) -> Option<Fix> {
    let mut which = members_named(object, key);
    which.pop_last();
    let well_formed = document.format() == Format::Json && document.syntax_errors().is_empty();
    well_formed.then(|| Fix::changes(format!("Remove the first {}", quote(key)), remove_children(object, &which)))
}
