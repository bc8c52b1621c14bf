//! What a field that is being written gives. Most of it TestState tells of the state itself; what it keeps to itself (what a
//! Parallel gives its branches, what a catcher or a rule makes) is evaluated in a state that stands in for it.

use stepwell_asl::{Document, QueryLanguage, StatePath, StateType, StateView};
use stepwell_json::Value;

use crate::schema::{Problem, StatePreview, TestStateArgs};
use crate::state_test;

/// A function that nobody calls: its answer is a mock.
const NOBODY: &str = "arn:aws:lambda:us-east-1:111111111111:function:preview";

/// Evaluates a field of a state, or the state as it stands.
pub(crate) fn preview(document: &Document, arguments: &TestStateArgs, now: u64) -> StatePreview {
    match previewed(document, arguments, now) {
        Ok(test) => test,
        Err(problem) => StatePreview { test: None, refused: Some(problem) },
    }
}

fn previewed(document: &Document, arguments: &TestStateArgs, now: u64) -> Result<StatePreview, Problem> {
    let path = StatePath::from_key(&arguments.state);
    let pointer = arguments.draft.as_ref().map(|draft| draft.pointer.as_str()).unwrap_or_default();
    let drafted = state_test::drafted(document, &path, arguments)?;
    let whole = drafted.as_ref().unwrap_or(document);
    let test = match whole.state(&path).and_then(|state| stand_in(state, pointer)) {
        None => state_test::test(document, arguments, now)?,
        Some(stand_in) => {
            let name = Value::from(path.name()).to_text();
            let machine = format!("{{\"StartAt\":{name},\"States\":{{{name}:{}}}}}", stand_in.text);
            let mut arguments = TestStateArgs { draft: None, ..arguments.clone() };
            if !stand_in.is_mocked {
                // AWS takes a context only with a mock.
                (arguments.mock, arguments.check, arguments.context) = (None, None, None);
            }
            state_test::test_machine(&machine, &path, &arguments, now)?
        }
    };
    Ok(StatePreview { test: Some(test), refused: None })
}

/// A state of JSON text.
struct StandIn {
    text: String,
    is_mocked: bool,
}

/// The state that tells what the field at a pointer gives; none where the state itself does.
fn stand_in(state: StateView<'_>, pointer: &str) -> Option<StandIn> {
    let mut steps = pointer.strip_prefix('/')?.split('/');
    let language = state.query_language();
    let own = |name: &'static str| Some((name, state.field(name)?.text().to_owned()));
    match (steps.next()?, steps.next()) {
        ("Parameters" | "Arguments", _) if state.state_type() == Some(StateType::Parallel) => {
            Some(task(language, ["InputPath", "Parameters", "Arguments"].into_iter().filter_map(own)))
        }
        ("Choices", Some(index)) => {
            let rule = state.choices().nth(index.parse().ok()?)?.node();
            let field = match steps.next()? {
                "Output" => "Output",
                "Assign" => "Assign",
                _ => return None,
            };
            let written = rule.get(field)?.text().to_owned();
            let fields = own("InputPath").into_iter().chain([(field, written)]);
            Some(StandIn { text: written_state("Pass", language, fields), is_mocked: false })
        }
        ("Catch", Some(index)) => {
            let catcher = state.catchers().nth(index.parse().ok()?)?.node();
            let field = steps.next()?;
            if !matches!(field, "Output" | "ResultPath" | "Assign") {
                return None;
            }
            let kept = ["Output", "ResultPath", "Assign"].into_iter().filter_map(|name| {
                let value = catcher.get(name)?.text();
                Some(format!(",\"{name}\":{value}"))
            });
            let name = Value::from(&*state.name()).to_text();
            let list = format!("[{{\"ErrorEquals\":[\"States.ALL\"],\"Next\":{name}{}}}]", kept.collect::<String>());
            Some(task(language, [("Catch", list)].into_iter()))
        }
        _ => None,
    }
}

fn task(language: QueryLanguage, fields: impl Iterator<Item = (&'static str, String)>) -> StandIn {
    let fields = [("Resource", format!("\"{NOBODY}\""))].into_iter().chain(fields);
    StandIn { text: written_state("Task", language, fields), is_mocked: true }
}

fn written_state(kind: &str, language: QueryLanguage, fields: impl Iterator<Item = (&'static str, String)>) -> String {
    let fields: String = fields.map(|(name, value)| format!(",\"{name}\":{value}")).collect();
    format!("{{\"Type\":\"{kind}\",\"QueryLanguage\":\"{}\"{fields},\"End\":true}}", language.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{DraftField, InspectionLevel, MockCheck, TaskAnswer};
    use stepwell_asl::Format;

    const JSON_PATH: &str = r#"{"StartAt": "Both", "States": {
      "Both": {"Type": "Parallel", "InputPath": "$.order", "Parameters": {"id.$": "$.id"},
        "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}], "Retry": [{"ErrorEquals": ["States.ALL"]}],
        "Catch": [{"ErrorEquals": ["First"], "Next": "Route"},
          {"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Assign": {"cause.$": "$.Cause"}, "Next": "Route"}], "Next": "Route"},
      "Route": {"Type": "Choice", "InputPath": "$.order", "Default": "Done",
        "Choices": [{"Variable": "$.id", "NumericEquals": 99, "Assign": {"id.$": "$.id"}, "Next": "Done"}]},
      "Done": {"Type": "Succeed"}}}"#;
    const JSONATA: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Both", "States": {
      "Both": {"Type": "Parallel", "Arguments": {"id": "{% $states.input.order.id %}"},
        "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Error %}", "Next": "Route"}], "Next": "Route"},
      "Route": {"Type": "Choice", "Default": "Done",
        "Choices": [{"Condition": "{% false %}", "Output": {"kept": 1}, "Assign": {"n": "{% $factor + 1 %}"}, "Next": "Done"}]},
      "Done": {"Type": "Succeed"}}}"#;

    /// What TestState keeps to itself: what a Parallel gives its branches, what rules and catchers make.
    #[test]
    fn fields_without_a_stage_of_their_own_are_evaluated() {
        let error = Some(TaskAnswer::Error { error: "Gone".into(), cause: "so".into() });
        let nothing = Some(TaskAnswer::Result { result: "[]".into() });
        for (text, state, pointer, draft, mock, stage, expected) in [
            (
                JSON_PATH,
                "Both",
                "/Parameters",
                r#"{"all.$": "$"}"#,
                &nothing,
                "afterParameters",
                r#"{"all":{"id": 7}}"#,
            ),
            (
                JSON_PATH,
                "Both",
                "/Catch/1/ResultPath",
                r#""$.why""#,
                &error,
                "output",
                r#"{"order":{"id": 7},"why":{"Error":"Gone","Cause":"so"}}"#,
            ),
            (
                JSON_PATH,
                "Both",
                "/Catch/1/Assign",
                r#"{"error.$": "$.Error"}"#,
                &error,
                "variables",
                r#"{"error":"Gone","factor":2}"#,
            ),
            (
                JSON_PATH,
                "Route",
                "/Choices/0/Assign",
                r#"{"id.$": "$.id"}"#,
                &None,
                "variables",
                r#"{"factor":2,"id":7}"#,
            ),
            (
                JSONATA,
                "Both",
                "/Arguments",
                r#"{"id": "{% $states.input.order.id + 1 %}"}"#,
                &nothing,
                "afterArguments",
                r#"{"id":8}"#,
            ),
            (JSONATA, "Both", "/Catch/0/Output", r#""{% $states.errorOutput.Cause %}""#, &error, "output", r#""so""#),
            (JSONATA, "Route", "/Choices/0/Output", r#""{% $states.input.order.id %}""#, &None, "output", "7"),
            (
                JSONATA,
                "Route",
                "/Choices/0/Assign",
                r#"{"n": "{% $factor * 3 %}"}"#,
                &None,
                "variables",
                r#"{"factor":2,"n":6}"#,
            ),
        ] {
            let arguments = TestStateArgs {
                document: 1,
                state: state.into(),
                input: r#"{"order": {"id": 7}}"#.into(),
                variables: Some(r#"{"factor": 2}"#.into()),
                context: mock.as_ref().map(|_| r#"{"Execution": {"Name": "e"}}"#.into()),
                mock: mock.clone(),
                check: Some(MockCheck::None),
                retries: None,
                error_from: None,
                failed_iterations: None,
                item_reader_data: None,
                level: InspectionLevel::Debug,
                draft: Some(DraftField { pointer: pointer.into(), json: Some(draft.into()) }),
            };
            let found = preview(&Document::parse(text, Format::Json), &arguments, 0);
            let test = found.test.unwrap_or_else(|| panic!("{state} {pointer}: {:?}", found.refused));
            let told = match stage {
                "output" => test.output.clone(),
                _ => test.stages.iter().find(|one| one.name == stage).map(|one| one.text.clone()),
            };
            let (told, expected) = (told.map(|text| Value::parse(&text)), Value::parse(expected));
            assert_eq!(told, Some(expected), "{state} {pointer}: {test:?}");
        }
    }

    #[test]
    fn what_cannot_stand_there_is_refused() {
        let arguments = TestStateArgs {
            document: 1,
            state: "Both".into(),
            input: "{}".into(),
            variables: None,
            context: None,
            mock: None,
            check: None,
            retries: None,
            error_from: None,
            failed_iterations: None,
            item_reader_data: None,
            level: InspectionLevel::Debug,
            draft: Some(DraftField { pointer: "/Arguments".into(), json: Some("{".into()) }),
        };
        let found = preview(&Document::parse(JSONATA, Format::Json), &arguments, 0);
        assert_eq!(found.refused.map(|problem| problem.code), Some("INVALID_TEXT".into()));
    }
}
