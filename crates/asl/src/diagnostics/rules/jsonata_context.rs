//! Hint: expressions that read a context, of which there is none.

use crate::diagnostics::Fix;
use crate::diagnostics::expressions;
use crate::diagnostics::jsonata::place;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;
use crate::{Document, Node, TextChange};

pub(super) static RULE: Rule = Rule {
    name: "jsonata-context",
    summary: "An expression starts from $states or a variable: in Step Functions a name or a $ at its top gives nothing (developer guide, \"Transforming data\").",
    examples: &[
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% order.id %}","End":true}}}"#,
            "NO_CONTEXT: There is no context in Step Functions, so this gives nothing; start from $states.input at /States/A/Output",
            "Start from $states.input",
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $states.input.order.id %}","End":true}}}"#,
        ),
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $.order.id %}","End":true}}}"#,
            "NO_CONTEXT: There is no context in Step Functions, so this gives nothing; start from $states.input at /States/A/Output",
            "Start from $states.input",
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $states.input.order.id %}","End":true}}}"#,
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% **.id %}","End":true}}}"#,
            "NO_CONTEXT: There is no context in Step Functions, so this gives nothing; start from $states.input at /States/A/Output",
        ),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $states.input.orders[price > 3].id ~> $map(function($id) { $id & '!' }) %}","End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    expressions::jsonata(visit, |_, node, text| {
        let Some(facts) = settings.jsonata.sound(node, text) else { return };
        for part in &facts.context {
            let message = "There is no context in Step Functions, so this gives nothing; start from $states.input";
            report.hint("NO_CONTEXT", node, message);
            report.with_fix(|document| from_input(document, node, text.get(part.clone())?, part));
            report.within(place(report.document(), node, part));
        }
    });
}

/// The state's input in the place of the context; where other things stand than a name or a `$`, nobody knows what was meant.
fn from_input(document: &Document, node: Node<'_>, read: &str, part: &std::ops::Range<usize>) -> Option<Fix> {
    let input = match read {
        "$" | "$$" => "$states.input".to_owned(),
        name if name.starts_with(|c: char| c.is_alphabetic() || c == '_') => format!("$states.input.{name}"),
        _ => return None,
    };
    let span = place(document, node, part);
    let plain = span != node.span() && document.text().get(span.range()) == Some(read);
    plain.then(|| Fix::changes("Start from $states.input", vec![TextChange::new(span, input)]))
}
