//! Hint: parameters that an action does not take, or needs and is not given.
//!
//! AWS finds out when the action is called. What an expression gives is not looked into.

use crate::called::{Called, ITEM};
use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;
use crate::{Member, Node, QueryLanguage, StateType};
use std::borrow::Cow;

pub(super) static RULE: Rule = Rule {
    name: "action-parameters",
    summary: "Parameters and Arguments have what the action of the Resource needs, and nothing that it does not take.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:sendMessage","Parameters":{"QueueURL":"q","MessageBody.$":"$.a"},"End":true}}}"#,
            "UNKNOWN_PARAMETER: sqs:sendMessage takes no QueueURL; QueueUrl may be meant at /States/T/Parameters/QueueURL",
            "Write \"QueueUrl\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:sendMessage","Parameters":{"QueueUrl":"q","MessageBody.$":"$.a"},"End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::dynamodb:getItem","Parameters":{"TableName":"t"},"End":true}}}"#,
            "MISSING_PARAMETER: dynamodb:getItem needs Key at /States/T/Parameters",
        ),
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Arguments":{"Entries":[{"Detail":"{% $states.input %}","DetailTyp":"d","Source":"s"}]},"End":true}}}"#,
            "UNKNOWN_PARAMETER: events:putEvents takes no DetailTyp; DetailType may be meant at /States/T/Arguments/Entries[0]/DetailTyp",
            "Write \"DetailType\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents","Arguments":{"Entries":[{"Detail":"{% $states.input %}","DetailType":"d","Source":"s"}]},"End":true}}}"#,
        ),
        // Given by an expression, by a deployment tool, or by the input.
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:sendMessage","Parameters":{"QueueUrl.$":"$.q","MessageBody":{"a.$":"$.b"}},"End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:sendMessage","Parameters":{"${More}":"$.q"},"End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:sendMessage","End":true}}}"#,
        ),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Arguments":"{% $states.input %}","End":true}}}"#,
        ),
        // As DynamoDB itself spells types, which its optimised integration keeps.
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::dynamodb:putItem","Parameters":{"TableName":"t","Item":{"on":{"BOOL":true},"off":{"NULL":true}}},"End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

/// How deep parameters are looked into; shapes may contain themselves.
const MAX_DEPTH: usize = 20;

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    if visit.state_type != Some(StateType::Task) {
        return;
    }
    let field = match visit.language {
        QueryLanguage::JSONPath => "Parameters",
        QueryLanguage::JSONata => "Arguments",
    };
    let given = visit.node.get(field).filter(|given| given.is_object());
    let resource = visit.node.get("Resource").and_then(Node::as_str).filter(|text| text.contains(":states:::"));
    let (Some(given), Some(resource)) = (given, resource) else { return };
    let called = settings.calls.of(&resource);
    let Ok(called) = &*called else { return };
    let Some(name) = called.name() else { return };
    let with_paths = visit.language == QueryLanguage::JSONPath;
    let mut rest = vec![(given, Vec::new())];
    while let Some((node, names)) = rest.pop() {
        if names.len() > MAX_DEPTH {
            continue;
        }
        if node.is_object() {
            object(called, &name, node, &names, with_paths, report);
        }
        for child in node.children() {
            let step = match child.member() {
                Some(member) if member.key().ends_with(".$") => continue,
                Some(member) => member.key().into_owned(),
                None => ITEM.to_owned(),
            };
            if child.is_object() || child.is_array() {
                rest.push((child, names.iter().cloned().chain([step]).collect()));
            }
        }
    }
}

fn object(called: &Called, action: &str, node: Node<'_>, names: &[String], with_paths: bool, report: &mut Report<'_>) {
    let below = if names.is_empty() { Vec::new() } else { called.parameters_below(names) };
    let takes = if names.is_empty() { called.parameters() } else { &below };
    let keys: Vec<Cow<'_, str>> = node.members().map(Member::key).collect();
    // Deployment tools put something else in place of these.
    if takes.is_empty() || keys.iter().any(|key| key.contains("${") || key.starts_with("Fn::") || key == "Ref") {
        return;
    }
    let optimised = called.integration().is_some();
    // The optimised integrations are less strict about capitals.
    let same = |key: &str, name: &str| if optimised { key.eq_ignore_ascii_case(name) } else { key == name };
    for member in node.members() {
        let whole = member.key();
        let key = bare(&whole, with_paths);
        let only_needs_known = names.is_empty() && !called.knows_all();
        if only_needs_known || takes.iter().any(|one| same(key, &one.name)) {
            continue;
        }
        let free = takes.iter().filter(|one| !keys.iter().any(|other| same(bare(other, with_paths), &one.name)));
        let near = nearest(key, free.map(|one| &*one.name));
        let meant = near.map(|near| format!("; {near} may be meant")).unwrap_or_default();
        report.hint("UNKNOWN_PARAMETER", member.value(), format!("{action} takes no {key}{meant}"));
        report.within(member.key_span());
        report.with_fix(|document| {
            let suffix = if key.len() < whole.len() { ".$" } else { "" };
            Fix::write_key(document, member, &format!("{}{suffix}", near?))
        });
    }
    let is_given = |name: &str| {
        keys.iter().any(|key| same(bare(key, with_paths), name) || bare(key, with_paths).eq_ignore_ascii_case(name))
    };
    let missing: Vec<&str> = takes
        .iter()
        .filter(|one| one.required && !is_given(&one.name))
        .map(|one| &*one.name)
        .filter(|name| nearest(name, keys.iter().map(|key| bare(key, with_paths))).is_none())
        .collect();
    if !missing.is_empty() {
        report.hint("MISSING_PARAMETER", node, format!("{action} needs {}", missing.join(", ")));
    }
}

/// The name that a payload template's key gives, without the `.$` that says that its value is a path.
fn bare(key: &str, with_paths: bool) -> &str {
    match key.strip_suffix(".$") {
        Some(plain) if with_paths => plain,
        Some(_) | None => key,
    }
}
