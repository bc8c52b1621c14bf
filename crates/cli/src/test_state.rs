//! `stepwell test-state`: one state, by the TestState API's request and answer.

use stepwell_interpreter::{Refusal, TestFacts, TestRequest, Timestamp, Verdict, test_state};
use stepwell_json::{Object, Value};

use crate::arguments;
use crate::exit::{Exit, Unusable, print};
use crate::{eval, run, source};

/// Tests the state; the answer is JSON, also where AWS refuses the request.
pub(crate) fn test(arguments: &arguments::TestState) -> Result<Exit, Unusable> {
    let text = source::text(&arguments.request)?;
    let request =
        Value::parse(&text).map_err(|error| Unusable(format!("{} is not JSON: {error}", arguments.request)))?;
    let facts = TestFacts {
        at: Timestamp(run::now()),
        seed: eval::seed_or_new(arguments.seed)?,
        region: arguments.region.as_str().into(),
        account: arguments.account.as_str().into(),
    };
    let (answer, exit) = match TestRequest::read(&request).and_then(|request| test_state(&request, &facts)) {
        Ok(answer) => (answer.to_value(), exit(answer.status)),
        Err(refusal) => (refused(&refusal), Exit::Unusable),
    };
    print((answer.to_pretty(2) + "\n").as_bytes())?;
    Ok(exit)
}

fn exit(status: Verdict) -> Exit {
    match status {
        Verdict::Succeeded | Verdict::Retriable | Verdict::CaughtError => Exit::Done,
        Verdict::Failed => Exit::No,
    }
}

fn refused(refusal: &Refusal) -> Value {
    let error = Object::builder().with("code", refusal.code.as_str()).with("message", refusal.message.as_str());
    Object::builder().with("error", error).into()
}
