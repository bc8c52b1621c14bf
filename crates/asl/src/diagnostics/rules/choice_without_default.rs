//! Hint: a Choice that may match nothing.

use crate::StateType;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "choice-without-default",
    summary: "A Choice without Default fails with States.NoChoiceMatched when no rule matches.",
    examples: &[
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[]}}}"#,
            "CHOICE_WITHOUT_DEFAULT: Without Default the execution fails with States.NoChoiceMatched when no rule matches at /States/C",
        ),
        good(r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[],"Default":"C"}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.state_type == Some(StateType::Choice) && visit.node.get("Default").is_none() {
        let message = "Without Default the execution fails with States.NoChoiceMatched when no rule matches";
        report.hint("CHOICE_WITHOUT_DEFAULT", visit.node, message);
    }
}
