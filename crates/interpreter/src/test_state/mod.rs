//! One state tested by itself, by the request and the answer of AWS's TestState
//! (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html>).
//!
//! Nothing is called: a Task, Parallel or Map state gets its result from the request's mock, and a Wait state takes no
//! time. Where AWS refuses a request, so does this, with AWS's code and, where it is known, AWS's sentence.

mod answer;
mod constraint;
mod context;
mod definition;
mod mock;
mod reader;
mod refusal;
mod request;
mod result_shape;
mod run;
mod shown;

use std::sync::Arc;

use stepwell_json::{Object, Value};
use stepwell_jsonpath::Entropy;

use crate::{StateMock, StateTest, Timestamp, Verdict};
use reader::ItemsRead;

pub use answer::TestAnswer;
pub use mock::{FieldValidation, Mock};
pub use refusal::{Refusal, RefusalCode};
pub use request::{InspectionLevel, StateConfiguration, TestRequest};

/// What a test takes from the world around it; with the same facts a request has the same answer, byte for byte.
#[derive(Clone, Debug)]
pub struct TestFacts {
    /// When the test takes place: `$now()` and the times of the context object.
    pub at: Timestamp,
    /// The seed of random numbers, uuids and the made-up names in the context object.
    pub seed: u64,
    /// The region in the ARNs of the context object.
    pub region: Arc<str>,
    /// The account in the ARNs of the context object, where the request has no role that says it.
    pub account: Arc<str>,
}

/// Tests the state.
///
/// # Errors
/// [`Refusal`] when AWS would not take the request.
pub fn test_state(request: &TestRequest, facts: &TestFacts) -> Result<TestAnswer, Refusal> {
    request.check()?;
    let definition = definition::read(request)?;
    let state = definition.state()?;
    mock::check(request, &definition, state)?;
    let mut entropy = Entropy::new(facts.seed);
    let context = match &request.context {
        Some(context) => {
            context::check(context, state)?;
            context.clone()
        }
        None => context::made_up(request, facts, state, &mut entropy),
    };
    let configuration = &request.configuration;
    let read = match &configuration.map_item_reader_data {
        Some(data) => Some(reader::read(data, definition.object())?),
        None => None,
    };
    let mut test = StateTest {
        variables: variables(request.variables.as_deref()),
        context: Some(context),
        mock: request.mock.as_ref().map(|mock| mock.answer.clone()),
        retrier_retry_count: configuration.retrier_retry_count.unwrap_or(0),
        map_iteration_failure_count: configuration
            .map_iteration_failure_count
            .filter(|_| tolerates(definition.object())),
        items: read.as_ref().and_then(|read| read.items.clone()),
    };
    if matches!(&read, Some(ItemsRead { items: None, .. })) {
        test.mock = Some(StateMock::Error {
            error: Some("States.ItemReaderFailed".into()),
            cause: Some("The ItemsPointer of the ItemReader must point to an array.".into()),
        });
    }
    let ran = run::run(definition.program(), state, &request.input, test, entropy.next_u64(), facts);
    let pointed = read.filter(|read| read.pointed).and_then(|read| read.items);
    Ok(TestAnswer {
        status: ran.seen.verdict.unwrap_or(Verdict::Failed),
        output: ran.output,
        error: ran.error,
        cause: ran.cause,
        next_state: ran.seen.next_state.clone(),
        inspection_data: match request.inspection_level {
            InspectionLevel::Info => None,
            InspectionLevel::Debug | InspectionLevel::Trace => {
                let variables = request.variables.as_deref();
                Some(shown::inspection_data(&ran.seen, state, variables, pointed.as_ref()))
            }
        },
    })
}

fn variables(given: Option<&Object>) -> Vec<(Arc<str>, Value)> {
    given.into_iter().flat_map(Object::iter).map(|(name, value)| (Arc::from(name), value.clone())).collect()
}

/// Whether a Map state says how many failures it tolerates. AWS counts failed iterations only then; in an execution a Map
/// without a word about it tolerates none.
fn tolerates(state: &Object) -> bool {
    ["ToleratedFailureCount", "ToleratedFailurePercentage"]
        .iter()
        .any(|field| state.contains_key(field) || state.contains_key(&format!("{field}Path")))
}
