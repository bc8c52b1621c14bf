//! Hint: parameters that an action does not take, or needs and is not given.
//!
//! AWS finds out when the action is called. What an expression gives is not looked into.

use crate::called::{Called, ITEM};
use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;
use crate::{Node, QueryLanguage, StateType};

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
    let takes = called.takes(names);
    let keys: Vec<String> = node.members().map(|member| member.key().into_owned()).collect();
    // Deployment tools put something else in place of these.
    if takes.is_empty() || keys.iter().any(|key| key.contains("${") || key.starts_with("Fn::") || key == "Ref") {
        return;
    }
    let optimised = called.integration().is_some();
    let plain = |key: &str| match key.strip_suffix(".$") {
        Some(plain) if with_paths => plain.to_owned(),
        Some(_) | None => key.to_owned(),
    };
    // The optimised integrations are less strict about capitals.
    let same = |key: &str, name: &str| if optimised { key.eq_ignore_ascii_case(name) } else { key == name };
    for member in node.members() {
        let key = plain(&member.key());
        let only_needs_known = names.is_empty() && !called.knows_all();
        if only_needs_known || takes.iter().any(|one| same(&key, &one.name)) {
            continue;
        }
        let free = takes.iter().filter(|one| !keys.iter().any(|other| same(&plain(other), &one.name)));
        let near = nearest(&key, free.map(|one| one.name.as_str()));
        let meant = near.map(|near| format!("; {near} may be meant")).unwrap_or_default();
        report.hint("UNKNOWN_PARAMETER", member.value(), format!("{action} takes no {key}{meant}"));
        report.within(member.key_span());
        report.with_fix(|document| {
            let suffix = if key.len() < member.key().len() { ".$" } else { "" };
            Fix::write_key(document, member, &format!("{}{suffix}", near?))
        });
    }
    let is_given = |name: &str| keys.iter().any(|key| same(&plain(key), name) || plain(key).eq_ignore_ascii_case(name));
    let missing: Vec<&str> = takes
        .iter()
        .filter(|one| one.required && !is_given(&one.name))
        .map(|one| one.name.as_str())
        .filter(|name| nearest(name, keys.iter().map(|key| plain(key))).is_none())
        .collect();
    if !missing.is_empty() {
        report.hint("MISSING_PARAMETER", node, format!("{action} needs {}", missing.join(", ")));
    }
}
