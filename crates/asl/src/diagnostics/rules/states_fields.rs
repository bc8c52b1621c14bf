//! The fields of `$states` are used where they are.

use crate::StateType;
use crate::diagnostics::Fix;
use crate::diagnostics::expressions;
use crate::diagnostics::jsonata::place;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "states-fields",
    summary: "$states.result is there in Output and Assign of a Task, Parallel, Map or Pass, $states.errorOutput in those of a Catch.",
    examples: &[
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Arguments":{"a":"{% $states.result.b %}"},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: '$states.result' is only accessible in 'Output' and 'Assign' of a state that has a result at /States/T/Arguments/a",
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Output":"{% $states.errorOutput %}","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: '$states.errorOutput' is only accessible in 'Output' and 'Assign' of a Catch at /States/T/Output",
        ),
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{"Type":"Succeed","Output":"{% $states.inputs %}"}}}"#,
            "UNKNOWN_STATES_FIELD: $states has input, context, result and errorOutput; 'inputs' is none of them and gives nothing at /States/S/Output",
            "Write \"input\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{"Type":"Succeed","Output":"{% $states.input %}"}}}"#,
        ),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Arguments":"{% $states.input %}","Output":{"a":"{% $states.result %}"},"Assign":{"b":"{% $states.result & $states.context.State.Name %}"},"Catch":[{"ErrorEquals":["States.ALL"],"Output":"{% $states.errorOutput %}","Next":"F"}],"End":true},"F":{"Type":"Fail"}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    let catches = visit.schema.name == "catcher";
    let has_result = match visit.state_type {
        Some(StateType::Task | StateType::Parallel | StateType::Map | StateType::Pass) => true,
        Some(StateType::Choice | StateType::Wait | StateType::Succeed | StateType::Fail) | None => false,
    };
    expressions::jsonata(visit, |field, node, text| {
        if !names_more_than_input(text) {
            return;
        }
        let after = matches!(field.name, "Output" | "Assign");
        let Some(facts) = settings.jsonata.sound(node, text) else { return };
        for used in &facts.states {
            let whole = place(report.document(), node, &used.span);
            match used.field() {
                None | Some("input" | "context") => continue,
                Some("result") if after && has_result => continue,
                Some("errorOutput") if after && catches => continue,
                Some("result") => report.schema(
                    node,
                    "'$states.result' is only accessible in 'Output' and 'Assign' of a state that has a result",
                ),
                Some("errorOutput") => {
                    report.schema(node, "'$states.errorOutput' is only accessible in 'Output' and 'Assign' of a Catch")
                }
                Some(name) => {
                    report.hint(
                        "UNKNOWN_STATES_FIELD",
                        node,
                        format!(
                            "$states has input, context, result and errorOutput; '{name}' is none of them and gives nothing"
                        ),
                    );
                    let there = FIELDS.iter().filter(|field| match **field {
                        "result" => after && has_result,
                        "errorOutput" => after && catches,
                        _ => true,
                    });
                    let meant = nearest(name, there);
                    report.with_fix(|document| Fix::write_part(document, node, &used.span, name, meant?));
                }
            }
            report.within(whole);
        }
    });
}

const FIELDS: &[&str] = &["input", "context", "result", "errorOutput"];

/// Whether another field than the two that are there everywhere may be named; most expressions need no second reading.
fn names_more_than_input(text: &str) -> bool {
    text.split("$states").skip(1).any(|rest| {
        let name = rest.trim_start().strip_prefix('.').unwrap_or(rest).trim_start();
        !["input", "context"].iter().any(|known| {
            name.strip_prefix(known).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    })
}
