//! Redrive: what failed goes on, what succeeded stays, state kind by state kind.

mod driver;

use std::sync::Arc;

use driver::value;
use stepwell_asl::MachineType;
use stepwell_interpreter::{
    Details, Effect, EventKind, Execution, HistoryEvent, Input, InputKind, Settings, Status, StepError, TaskId,
    Timestamp,
};

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// An execution under a hand that gives each input.
struct Run {
    execution: Execution,
    at: Timestamp,
    events: Vec<HistoryEvent>,
    tasks: Vec<(TaskId, String)>,
}

impl Run {
    fn of(definition: &str, input: &str) -> Run {
        let program = driver::compile(definition, MachineType::Standard).unwrap_or_else(|error| panic!("{error}"));
        let first = driver::start(value(input), "r");
        let execution = Execution::new(program, Settings::default());
        let mut run = Run { execution, at: first.at, events: Vec::new(), tasks: Vec::new() };
        run.give(first.kind).expect("starts");
        run
    }

    fn give(&mut self, kind: InputKind) -> Result<Vec<EventKind>, StepError> {
        let step = self.execution.step(&Input { at: self.at, kind })?;
        let kinds = step.events.iter().map(|event| event.kind).collect();
        self.events.extend(step.events);
        for effect in step.effects {
            if let Effect::StartTask(request) = effect {
                self.tasks.push((request.task, request.state.name().to_owned()));
            }
        }
        Ok(kinds)
    }

    fn task(&mut self, name: &str) -> TaskId {
        let at =
            self.tasks.iter().position(|(_, state)| state == name).unwrap_or_else(|| panic!("{name} does not wait"));
        self.tasks.remove(at).0
    }

    fn succeed(&mut self, name: &str, output: &str) -> Vec<EventKind> {
        let task = self.task(name);
        self.give(InputKind::TaskSucceeded { task, output: value(output) }).expect("belongs")
    }

    fn fail(&mut self, name: &str) -> Vec<EventKind> {
        let task = self.task(name);
        let error = Some(Arc::from("E"));
        self.give(InputKind::TaskFailed { task, stage: Default::default(), error, cause: None }).expect("belongs")
    }

    fn redrive(&mut self) -> Vec<EventKind> {
        self.tasks.clear();
        self.give(InputKind::Redrive).expect("redrivable")
    }

    fn output(&self) -> Option<String> {
        match &self.events.last()?.details {
            Details::Output { output } => Some(output.text().to_string()),
            _ => None,
        }
    }
}

#[test]
fn a_task_is_scheduled_again_with_fresh_retries_and_the_context_counts() {
    let mut run = Run::of(
        &format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Pass", "Assign": {{"v": 1}}, "Next": "T"}},
            "T": {{{TASK}, "Retry": [{{"ErrorEquals": ["E"], "MaxAttempts": 1}}], "ResultSelector": {{"n.$": "$$.Execution.RedriveCount", "v.$": "$v"}}, "End": true}}}}}}"#
        ),
        "{}",
    );
    run.fail("T");
    let timer = InputKind::TimerFired { timer: stepwell_interpreter::TimerId(2) };
    run.give(timer).expect("retries");
    assert_eq!(run.fail("T").last(), Some(&EventKind::ExecutionFailed));
    assert_eq!(run.redrive(), [EventKind::ExecutionRedriven, EventKind::TaskScheduled]);
    run.fail("T");
    assert_eq!(run.execution.status(), Status::Running, "the retrier counts anew");
    run.give(InputKind::TimerFired { timer: stepwell_interpreter::TimerId(4) }).expect("retries");
    run.succeed("T", "{}");
    assert_eq!(run.output().as_deref(), Some(r#"{"n":1,"v":1}"#));
    let ids: Vec<u64> = run.events.iter().map(|event| event.id).collect();
    assert_eq!(ids, (1..=run.events.len() as u64).collect::<Vec<_>>());
}

#[test]
fn branches_and_iterations_that_succeeded_stay() {
    let branch = |name: &str| format!(r#"{{"StartAt": "{name}", "States": {{"{name}": {{{TASK}, "End": true}}}}}}"#);
    let mut run = Run::of(
        &format!(
            r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [{}, {}, {},
            {{"StartAt": "M", "States": {{"M": {{"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor": {}}}}}}}]}}}}}}"#,
            branch("Ok"),
            branch("Bad"),
            branch("Late"),
            branch("I")
        ),
        r#"{"items": [1, 2]}"#,
    );
    run.succeed("Ok", "1");
    run.succeed("I", "10");
    assert!(run.fail("Bad").contains(&EventKind::ParallelStateFailed));
    let kinds = run.redrive();
    assert_eq!(
        kinds,
        [EventKind::ExecutionRedriven, EventKind::TaskScheduled, EventKind::TaskScheduled, EventKind::TaskScheduled]
    );
    let mut names: Vec<&str> = run.tasks.iter().map(|(_, name)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Bad", "I", "Late"]);
    run.succeed("Bad", "2");
    run.succeed("Late", "3");
    run.succeed("I", "20");
    assert_eq!(run.output().as_deref(), Some("[1,2,3,[10,20]]"));
}

#[test]
fn a_fail_state_fails_again_and_a_wait_that_is_over_is_left() {
    let mut run = Run::of(r#"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}"#, "{}");
    assert_eq!(run.redrive(), [EventKind::ExecutionRedriven, EventKind::FailStateEntered, EventKind::ExecutionFailed]);
    let mut run = Run::of(
        r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Timestamp": "2026-09-25T00:00:00Z", "Next": "S"}, "S": {"Type": "Succeed"}}}"#,
        "{}",
    );
    run.give(InputKind::Stop { error: None, cause: None }).expect("stops");
    run.at = Timestamp(run.at.0 + 10 * DAY);
    assert_eq!(run.redrive()[1], EventKind::WaitStateExited);
}

#[test]
fn what_cannot_be_redriven_is_refused() {
    let mut run = Run::of(r#"{"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}"#, "{}");
    assert!(matches!(run.give(InputKind::Redrive), Err(StepError::NotRedrivable(_))));
    let mut run = Run::of(&format!(r#"{{"StartAt": "T", "States": {{"T": {{{TASK}, "End": true}}}}}}"#), "{}");
    assert!(matches!(run.give(InputKind::Redrive), Err(StepError::NotRedrivable(_))), "it runs");
    run.fail("T");
    run.at = Timestamp(run.at.0 + 15 * DAY);
    assert!(matches!(run.give(InputKind::Redrive), Err(StepError::NotRedrivable(_))), "too late");

    // A child of a map run has a type of its own: an EXPRESS one begins again instead.
    for (children, may) in [("STANDARD", true), ("EXPRESS", false)] {
        let definition = format!(
            r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "End": true, "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "{children}"}},
                "StartAt": "F", "States": {{"F": {{"Type": "Fail"}}}}}}}}}}}}"#
        );
        let program = driver::compile(&definition, stepwell_asl::MachineType::Standard).expect("compiles");
        let state = stepwell_asl::StatePath(vec!["M".to_owned()]);
        let settings = stepwell_interpreter::Settings::default();
        let mut child = stepwell_interpreter::Execution::of_map_run(program, &state, settings).expect("a map run");
        let start = driver::start(driver::value("{}"), "arn:r");
        child.step(&start).expect("starts");
        let redrive = stepwell_interpreter::Input { at: start.at, kind: InputKind::Redrive };
        assert_eq!(child.step(&redrive).is_ok(), may, "{children}");
    }
}
