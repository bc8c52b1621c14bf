//! The state is run to its end: mocks answer at once, and waiting takes no time.

use std::sync::Arc;

use stepwell_json::Value;

use super::TestFacts;
use crate::program::State;
use crate::{
    Effect, Execution, FailureStage, Input, InputKind, Inspection, Outcome, Program, Settings, Start, StateMock,
    StateTest, Status, TimerPurpose, Verdict,
};

/// How long a test may take, in milliseconds.
const LONGEST: i64 = 5 * 60 * 1000;
/// More answers than any state asks for; a bound for the loop.
const MOST_STEPS: usize = 16;

/// What a state came to.
pub(super) struct Ran {
    pub(super) seen: Inspection,
    pub(super) output: Option<Value>,
    pub(super) error: Option<Arc<str>>,
    pub(super) cause: Option<Arc<str>>,
}

/// Runs the state; its Task asks the mock.
pub(super) fn run(
    program: &Arc<Program>,
    state: &State,
    input: &Value,
    test: StateTest,
    seed: u64,
    facts: &TestFacts,
) -> Ran {
    let mock = test.mock.clone();
    let mut ran = Ran { seen: Inspection::default(), output: None, error: None, cause: None };
    let Some(mut execution) = Execution::of_state(Arc::clone(program), &state.path, Settings::default(), test) else {
        return ran;
    };
    // Expressions see the test's own context object; none of these names shows.
    let start = Start {
        input: input.clone(),
        execution_arn: "".into(),
        name: "".into(),
        role_arn: "".into(),
        state_machine_arn: "".into(),
        state_machine_name: "".into(),
        seed,
        region: Arc::clone(&facts.region),
        synchronous: false,
    };
    let mut next = Some(Input { at: facts.at, kind: InputKind::Start(Box::new(start)) });
    let mut ended = None;
    for _ in 0..MOST_STEPS {
        let Some(step) = next.take().and_then(|input| execution.step(&input).ok()) else { break };
        for effect in step.effects {
            match effect {
                Effect::StartTask(request) => {
                    let kind = answer(mock.as_ref(), request.task, &request.resource);
                    next = Some(Input { at: facts.at, kind });
                }
                Effect::ArmTimer { timer, due, purpose: TimerPurpose::Wait } => {
                    let too_long = due.0.saturating_sub(facts.at.0) > LONGEST;
                    let kind = if too_long {
                        InputKind::Stop { error: Some("States.Timeout".into()), cause: None }
                    } else {
                        InputKind::TimerFired { timer }
                    };
                    next = Some(Input { at: due, kind });
                }
                Effect::Ended(outcome) => ended = Some(outcome),
                _ => {}
            }
        }
        if step.more && next.is_none() {
            next = Some(Input { at: facts.at, kind: InputKind::Continue });
        }
    }
    ran.seen = execution.inspection().unwrap_or_default();
    if let Some(Outcome { status, output, error, cause }) = ended {
        (ran.output, ran.error, ran.cause) = (output, error, cause);
        if status != Status::Succeeded && ran.seen.verdict.is_none() {
            ran.seen.verdict = Some(Verdict::Failed);
        }
    }
    if ran.seen.verdict == Some(Verdict::CaughtError) {
        (ran.error, ran.cause) = (ran.seen.caught_error.clone(), ran.seen.caught_cause.clone());
    }
    ran.cause = ran.cause.map(|cause| without_place(&cause, &state.name));
    ran
}

fn answer(mock: Option<&StateMock>, task: crate::TaskId, resource: &str) -> InputKind {
    let failed = |error, cause| InputKind::TaskFailed { task, stage: FailureStage::default(), error, cause };
    match mock {
        Some(StateMock::Result(output)) => InputKind::TaskSucceeded { task, output: output.clone() },
        Some(StateMock::Error { error, cause }) => failed(error.clone(), cause.clone()),
        None => failed(
            Some("States.TaskFailed".into()),
            Some(
                format!(
                    "Nothing is called here: give the answer of {resource} as `mock` with `result` or `errorOutput`."
                )
                .into(),
            ),
        ),
    }
}

/// A cause without the sentence that says where in a history the state was entered, as AWS tells it here.
fn without_place(cause: &Arc<str>, state: &str) -> Arc<str> {
    let rest = cause
        .strip_prefix("An error occurred while executing the state '")
        .and_then(|rest| rest.strip_prefix(state))
        .and_then(|rest| rest.strip_prefix("' (entered at the event id #"))
        .and_then(|rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).strip_prefix("). "));
    rest.map_or_else(|| Arc::clone(cause), Arc::from)
}
