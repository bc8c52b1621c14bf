//! Hint: a variable that has no value where it is read.

use crate::Document;
use crate::diagnostics::expressions::names_variable;
use crate::diagnostics::graph::{BUDGET, Graph};
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::scopes::{Read, Scope, scopes};

pub(super) static RULE: Rule = Rule {
    name: "variable-not-assigned",
    summary: "A variable is assigned on some way to the state that reads it. AWS takes such a definition, and the execution fails there.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1,"y.$":"$x"},"Next":"B"},"B":{"Type":"Pass","Parameters":{"x.$":"$x"},"End":true}}}"#,
            "VARIABLE_NOT_ASSIGNED: No state before this one assigns $x, so it has no value here at /States/A/Assign/y.$",
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $doesNotExist %}","End":true}}}"#,
            "VARIABLE_NOT_ASSIGNED: No state before this one assigns $doesNotExist, so it has no value here at /States/A/Output",
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"x":1},"End":true}}}],"Next":"C"},"C":{"Type":"Pass","Output":"{% $x %}","End":true}}}"#,
            "VARIABLE_NOT_ASSIGNED: No state before this one assigns $x, so it has no value here at /States/C/Output",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1},"Next":"M"},"M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"B","States":{"B":{"Type":"Pass","InputPath":"$x","End":true}}}}}}"#,
            "VARIABLE_OUT_OF_SCOPE: A distributed Map's states cannot read $x of the scope around it; hand it in with ItemSelector or BatchInput at /States/M/ItemProcessor/States/B/InputPath",
        ),
        // Around a loop; of the scope around; in a Catch; where a transition is not known yet.
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":"{% $exists($x) ? $x + 1 : 0 %}"},"Next":"A"}}}"#,
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1,"Assign":{"x":1},"Next":"M"},"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"B","States":{"B":{"Type":"Pass","Parameters":{"a.$":"States.Array($x, $.b)"},"End":true}}}}}}"#,
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:x","Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"e.$":"$"},"Next":"F"}],"End":true},"F":{"Type":"Fail","ErrorPath":"$e.Error"}}}"#,
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","OutputPath":"$x","Next":"${Other}"},"B":{"Type":"Pass","Assign":{"x":1},"End":true}}}"#,
        ),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, settings: &Settings<'_>, report: &mut Report<'_>) {
    if !names_variable(document.text()) {
        return;
    }
    let mut all = scopes(document, settings.jsonata);
    let mut spent = 0;
    // From the innermost scopes outwards: what an inner scope does not assign, the state around it reads.
    for at in (0..all.len()).rev() {
        let (outer, inner) = all.split_at_mut(at);
        let Some(scope) = inner.first_mut() else { continue };
        let unassigned = unassigned(scope, &mut spent);
        for (name, reads) in unassigned {
            match scope.around {
                Some((around, state)) if !scope.isolated => {
                    let moved = reads.into_iter().map(|read| Read { state, node: read.node });
                    outer[around].read.entry(name).or_default().extend(moved);
                }
                around => {
                    let hidden = around.is_some_and(|(around, _)| assigned_around(outer, around, &name));
                    for read in reads {
                        if hidden {
                            let message = format!(
                                "A distributed Map's states cannot read ${name} of the scope around it; hand it in with ItemSelector or BatchInput"
                            );
                            report.hint("VARIABLE_OUT_OF_SCOPE", read.node, message);
                        } else {
                            let message = format!("No state before this one assigns ${name}, so it has no value here");
                            report.hint("VARIABLE_NOT_ASSIGNED", read.node, message);
                        }
                    }
                }
            }
        }
    }
}

/// What a scope reads at states that come after none that assigns it.
fn unassigned<'a>(scope: &mut Scope<'a>, spent: &mut usize) -> Vec<(String, Vec<Read<'a>>)> {
    let graph = scope.read.keys().any(|name| scope.assigned.contains_key(name)).then(|| Graph::of(scope.machine));
    let mut found = Vec::new();
    for (name, mut reads) in std::mem::take(&mut scope.read) {
        if let (Some(places), Some(graph)) = (scope.assigned.get(&name), &graph) {
            if graph.open || *spent > BUDGET {
                continue;
            }
            let states: Vec<usize> = places.iter().map(|place| place.state).collect();
            let after = graph.after(&states, spent);
            reads.retain(|read| after.get(read.state) == Some(&false));
        }
        if !reads.is_empty() {
            found.push((name, reads));
        }
    }
    found
}

/// Whether a scope, or one around it, assigns a variable anywhere.
fn assigned_around(scopes: &[Scope<'_>], innermost: usize, name: &str) -> bool {
    let mut at = Some(innermost);
    while let Some(scope) = at.and_then(|at| scopes.get(at)) {
        if scope.assigned.contains_key(name) {
            return true;
        }
        at = scope.around.map(|(around, _)| around);
    }
    false
}
