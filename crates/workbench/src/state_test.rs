//! One state tested by itself, for the inspector.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use stepwell_asl::{Document, Edit, StatePath, StateView};
use stepwell_interpreter::{Refusal, TestFacts, TestRequest, Timestamp, Verdict, test_state};
use stepwell_json::{Object, Value};

use crate::schema::{
    InspectionLevel, MockCheck, Problem, StateTest, TaskAnswer, TestStage, TestStateArgs, TestVerdict,
};

/// The region and the account of ARNs that are made up, as `stepwell test-state` has them.
const REGION: &str = "us-east-1";
const ACCOUNT: &str = "111111111111";
/// Where data passes, in that order, as AWS names it.
const STAGES: [&str; 12] = [
    "input",
    "afterInputPath",
    "afterItemsPath",
    "afterItemsPointer",
    "afterItemSelector",
    "afterItemBatcher",
    "afterParameters",
    "afterArguments",
    "result",
    "afterResultSelector",
    "afterResultPath",
    "variables",
];

/// Tests a state of a document.
///
/// # Errors
/// `NO_SUCH_STATE`, an edit's own for a draft that can't stand there, or what AWS would refuse, with AWS's code.
pub(crate) fn test(document: &Document, arguments: &TestStateArgs, now: u64) -> Result<StateTest, Problem> {
    let path = StatePath::from_key(&arguments.state);
    let drafted = drafted(document, &path, arguments)?;
    let document = drafted.as_ref().unwrap_or(document);
    let state = document.state(&path).ok_or_else(|| {
        Problem::new("NO_SUCH_STATE", format!("There is no state {} here.", path.name())).at(path.key())
    })?;
    test_machine(&machine_around(document, state), &path, arguments, now)
}

/// Tests a state of a machine of its own.
///
/// # Errors
/// What AWS would refuse, with AWS's code.
pub(crate) fn test_machine(
    machine: &str,
    path: &StatePath,
    arguments: &TestStateArgs,
    now: u64,
) -> Result<StateTest, Problem> {
    let request = request(machine, path, arguments);
    let facts = TestFacts {
        at: Timestamp(i64::try_from(now).unwrap_or(i64::MAX)),
        seed: RandomState::new().build_hasher().finish(),
        region: REGION.into(),
        account: ACCOUNT.into(),
    };
    let refused = |refusal: Refusal| Problem::new(refusal.code.as_str(), refusal.message).at(path.key());
    let answer =
        TestRequest::read(&request.into()).and_then(|request| test_state(&request, &facts)).map_err(refused)?;
    let told = answer.inspection_data.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
    let details = told.get("errorDetails").and_then(Value::as_object).cloned().unwrap_or_default();
    let index = |name: &str| details.get(name).and_then(Value::as_i64).and_then(|index| u32::try_from(index).ok());
    let number = |name: &str| told.get(name).and_then(Value::as_f64);
    let stage = |name: &&str| {
        let text = told.get(name).and_then(Value::as_str)?.to_owned();
        Some(TestStage { name: (*name).to_owned(), text })
    };
    Ok(StateTest {
        status: match answer.status {
            Verdict::Succeeded => TestVerdict::Succeeded,
            Verdict::Failed => TestVerdict::Failed,
            Verdict::Retriable => TestVerdict::Retriable,
            Verdict::CaughtError => TestVerdict::CaughtError,
        },
        output: answer.output.as_ref().map(|output| output.to_text().to_string()),
        error: answer.error.as_deref().map(str::to_owned),
        cause: answer.cause.as_deref().map(str::to_owned),
        next_state: answer.next_state.as_deref().map(str::to_owned),
        stages: STAGES.iter().filter_map(stage).collect(),
        catch_index: index("catchIndex"),
        retry_index: index("retryIndex"),
        retry_seconds: details.get("retryBackoffIntervalSeconds").and_then(Value::as_f64),
        max_concurrency: number("maxConcurrency"),
        tolerated_failure_count: number("toleratedFailureCount"),
        tolerated_failure_percentage: number("toleratedFailurePercentage"),
    })
}

/// The document with what is being written in its place; none where nothing is.
///
/// # Errors
/// The edit's own, for a draft that can't stand there.
pub(crate) fn drafted(
    document: &Document,
    path: &StatePath,
    arguments: &TestStateArgs,
) -> Result<Option<Document>, Problem> {
    let Some(draft) = &arguments.draft else { return Ok(None) };
    let edit = Edit::SetField {
        state: path.clone(),
        field: None,
        pointer: Some(draft.pointer.clone()),
        value: None,
        json: draft.json.clone(),
    };
    let applied = document.apply(&[edit]);
    let applied = applied.map_err(|error| Problem::new(error.code(), error.to_string()).at(path.key()))?;
    Ok(Some(applied.document))
}

/// A machine of this state alone, in the language of its own machine. For the states that it leads to there are stand-ins, so
/// that what is wrong elsewhere in the document keeps no state from being tested.
fn machine_around(document: &Document, state: StateView<'_>) -> String {
    let mut leads_to: BTreeSet<String> = BTreeSet::new();
    leads_to.extend(state.next().into_iter().chain(state.default()).map(|name| name.into_owned()));
    leads_to.extend(state.choices().filter_map(|rule| rule.next()).map(|name| name.into_owned()));
    leads_to.extend(state.catchers().filter_map(|catcher| catcher.next()).map(|name| name.into_owned()));
    let machine = state.machine();
    let is_there = |name: &str| machine.is_some_and(|machine| machine.state(name).is_some());
    let language = document.machine().map(|machine| machine.query_language()).unwrap_or_default();
    let quoted = |text: &str| Value::from(text).to_text();
    let name = quoted(&state.name());
    let mut text = format!(
        "{{\"QueryLanguage\":\"{}\",\"StartAt\":{name},\"States\":{{{name}:{}",
        language.name(),
        state.node().text()
    );
    for target in leads_to.iter().filter(|target| **target != state.name() && is_there(target)) {
        text.push_str(&format!(",{}:{{\"Type\":\"Succeed\"}}", quoted(target)));
    }
    text.push_str("}}");
    text
}

/// The request as AWS's API has it.
fn request(definition: &str, path: &StatePath, arguments: &TestStateArgs) -> Object {
    let level = match arguments.level {
        InspectionLevel::Info => "INFO",
        InspectionLevel::Debug => "DEBUG",
        InspectionLevel::Trace => "TRACE",
    };
    let mut request = Object::builder()
        .with("definition", definition)
        .with("stateName", path.name())
        .with("input", arguments.input.as_str())
        .with("inspectionLevel", level);
    for (name, text) in [("variables", &arguments.variables), ("context", &arguments.context)] {
        if let Some(text) = text {
            request.insert(name, text.as_str());
        }
    }
    if let Some(mock) = &arguments.mock {
        let check = match arguments.check {
            None | Some(MockCheck::Strict) => "STRICT",
            Some(MockCheck::Present) => "PRESENT",
            Some(MockCheck::None) => "NONE",
        };
        let answer = Object::builder().with("fieldValidationMode", check);
        let answer = match mock {
            TaskAnswer::Result { result } => answer.with("result", result.as_str()),
            TaskAnswer::Error { error, cause } => {
                let output = Object::builder().with("error", error.as_str()).with("cause", cause.as_str());
                answer.with("errorOutput", output.build())
            }
        };
        request.insert("mock", answer.build());
    }
    let mut before = Object::builder();
    let counts = [("retrierRetryCount", arguments.retries), ("mapIterationFailureCount", arguments.failed_iterations)];
    for (name, count) in counts {
        if let Some(count) = count {
            before.insert(name, i64::from(count));
        }
    }
    let texts = [("errorCausedByState", &arguments.error_from), ("mapItemReaderData", &arguments.item_reader_data)];
    for (name, text) in texts {
        if let Some(text) = text {
            before.insert(name, text.as_str());
        }
    }
    let before = before.build();
    if !before.is_empty() {
        request.insert("stateConfiguration", before);
    }
    request.build()
}
