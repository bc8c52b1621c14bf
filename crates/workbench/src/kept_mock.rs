//! An answer kept as a mock, in the file's own style.

use std::path::Path;

use stepwell_asl::{Document, Format};
use stepwell_json::{Object, Value};
use stepwell_runtime::MockConfig;

use crate::document::read_file;
use crate::save::write_atomically;
use crate::schema::{KeepMockArgs, KeptMock, Problem, TaskAnswer};

/// What a new mock file begins with.
const NEW: &str = "{\n  \"StateMachines\": {},\n  \"MockedResponses\": {}\n}\n";
/// The calls that a kept answer is for: more than a state makes in a test.
const CALLS: &str = "0-9999";
/// What fits on a line of its own.
const LINE: usize = 80;

/// Writes the answer under a name of its own and points the test case's state at it; nothing that stood there is lost.
///
/// # Errors
/// `MOCK_NOT_JSON` for a result that is none, what is wrong with the file, or why it could not be written.
pub(crate) fn keep(arguments: &KeepMockArgs) -> Result<KeptMock, Problem> {
    let path = Path::new(&arguments.path);
    let text = if path.exists() { read_file(path)?.0 } else { NEW.to_owned() };
    let place = || arguments.path.clone();
    let invalid = |error: stepwell_runtime::MockError| Problem::new(error.code(), error.to_string()).at(place());
    MockConfig::parse(&text).map_err(invalid)?;
    let document = Document::parse(text, Format::Json);
    let root = document.root();
    let has = |field: &str| root.and_then(|root| root.get(field)).is_some();
    // AWS's page names the field both ways.
    let field = if !has("MockedResponses") && has("MockedResponse") { "MockedResponse" } else { "MockedResponses" };
    let taken = |name: &str| {
        ["MockedResponses", "MockedResponse"]
            .iter()
            .any(|field| root.and_then(|root| root.get(field)?.get(name)).is_some())
    };
    let response = unused(&arguments.state, taken);
    let answer = response_text(&arguments.answer).map_err(|problem| problem.at(place()))?;
    let quoted = Value::from(response.as_str()).to_text();
    let case = ["StateMachines", &arguments.machine, "TestCases", &arguments.case, &arguments.state];
    let written = document.put(&[field, &response], &answer).and_then(|document| document.put(&case, &quoted));
    let written = written.map_err(|error| Problem::new(error.code(), error.to_string()).at(place()))?;
    MockConfig::parse(written.text()).map_err(invalid)?;
    write_atomically(path, written.text().as_bytes())?;
    Ok(KeptMock { path: arguments.path.clone(), response })
}

/// A name that no response has: the state's own, else with a number.
fn unused(state: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number: u64| format!("{state} {number}"));
    std::iter::once(state.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// The response as it stands in the file.
fn response_text(answer: &TaskAnswer) -> Result<String, Problem> {
    let answer = match answer {
        TaskAnswer::Result { result } => {
            let result = Value::parse(result)
                .map_err(|error| Problem::new("MOCK_NOT_JSON", format!("The result is not JSON: {error}")))?;
            Object::builder().with("Return", result)
        }
        TaskAnswer::Error { error, cause } => {
            let thrown = Object::builder().with("Error", error.as_str()).with("Cause", cause.as_str());
            Object::builder().with("Throw", thrown.build())
        }
    };
    let response = Value::from(Object::builder().with(CALLS, answer.build()).build());
    let compact = response.to_compact();
    Ok(if compact.len() <= LINE { compact } else { response.to_pretty(2) })
}
