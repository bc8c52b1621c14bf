//! Hint: data that grows with each turn of a loop.

use crate::diagnostics::expressions;
use crate::diagnostics::graph::{BUDGET, Graph};
use crate::diagnostics::jsonata::Jsonata;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::scopes::states_of_document;
use crate::diagnostics::walk::{Met, Visit, walk};
use crate::{Document, Node, StateType};
use stepwell_jsonpath::Expression;

pub(super) static RULE: Rule = Rule {
    name: "growing-payload",
    summary: "A state in a loop does not put what it had into what it gives: data may have 256 KiB, and the loop fails one day.",
    examples: &[
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"all":"{% $append($all, $states.input.page) %}"},"Next":"A"}}}"#,
            "GROWING_PAYLOAD: This grows with each turn of the loop; the execution fails when it is larger than 256 KiB at /States/A/Assign/all",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"all.$":"States.Array($all, $.page)"},"Next":"A"}}}"#,
            "GROWING_PAYLOAD: This grows with each turn of the loop; the execution fails when it is larger than 256 KiB at /States/A/Assign/all.$",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"before.$":"$"},"Next":"B"},"B":{"Type":"Wait","Seconds":1,"Next":"A"}}}"#,
            "GROWING_PAYLOAD: This grows with each turn of the loop; the execution fails when it is larger than 256 KiB at /States/A/Parameters/before.$",
        ),
        // Not in a loop; a count; replaced.
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"before.$":"$"},"Next":"B"},"B":{"Type":"Wait","Seconds":1,"Next":"B"}}}"#,
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"n.$":"States.MathAdd($n, 1)"},"Parameters":{"before.$":"$"},"ResultPath":null,"Next":"A"}}}"#,
        ),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"two":"{% $append($one, $states.input.page) %}"},"Next":"A"}}}"#,
        ),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, settings: &Settings<'_>, report: &mut Report<'_>) {
    let has = |word: &str| document.text().contains(word);
    // Only what is assigned or made by a Pass is looked at.
    let may_grow = has("Assign") || (has("Pass") && has("Parameters"));
    if !may_grow {
        return;
    }
    let mut grows: Vec<(u32, Node<'_>)> = Vec::new();
    walk(document, |met| {
        if let Met::Object(visit) = met
            && let Some(state) = visit.owner
        {
            growing(&visit, settings.jsonata, |node| grows.push((state.index(), node)));
        }
    });
    if grows.is_empty() {
        return;
    }
    let mut spent = 0;
    let mut at_hand: Option<(u32, Graph<'_>)> = None;
    let machines = states_of_document(document);
    for (state, node) in grows {
        let Some(&(machine, at)) = machines.get(&state) else { continue };
        let number = machine.node().index();
        if at_hand.as_ref().is_none_or(|(held, _)| *held != number) {
            let graph = Graph::of(machine);
            spent += graph.states.len();
            at_hand = Some((number, graph));
        }
        if let Some((_, graph)) = at_hand.as_ref().filter(|_| spent <= BUDGET)
            && graph.after(&[at], &mut spent).get(at) == Some(&true)
        {
            let message = "This grows with each turn of the loop; the execution fails when it is larger than 256 KiB";
            report.hint("GROWING_PAYLOAD", node, message);
        }
    }
}

/// Shows what is made of itself and more: a variable that is appended to, an input that becomes a part of the output.
fn growing<'a>(visit: &Visit<'a>, read: &Jsonata, mut see: impl FnMut(Node<'a>)) {
    let variable = |node: Node<'a>| {
        let key = node.member()?.key();
        let assign = node.parent()?.member()?;
        (assign.key() == "Assign").then(|| key.strip_suffix(".$").unwrap_or(&key).to_owned())
    };
    expressions::jsonata(visit, |field, node, text| {
        if field.name == "Assign"
            && text.contains("$append(")
            && variable(node)
                .zip(read.sound(node, text))
                .is_some_and(|(name, facts)| facts.variables.iter().any(|used| *used.name == name))
        {
            see(node);
        }
    });
    let replaces = visit.node.get("ResultPath").is_none_or(|path| path.as_str().is_some_and(|path| path == "$"));
    expressions::json_path(visit, |field, node, text| {
        let wraps = visit.state_type == Some(StateType::Pass) && field.name == "Parameters" && replaces && text == "$";
        let appends = || {
            let makes_longer = text.starts_with("States.Array(") || text.starts_with("States.Format(");
            let name = variable(node).filter(|_| makes_longer && field.name == "Assign")?;
            let expression = Expression::parse(text).ok()?;
            expression.facts().variables().any(|(read, _)| **read == *name).then_some(())
        };
        if wraps || appends().is_some() {
            see(node);
        }
    });
}
