//! What holds for every machine: the same inputs give the same bytes, a replay goes on as if nothing
//! had stopped, nothing panics, and every history is one that AWS could have written.

mod driver;
mod machines;

use std::sync::Arc;

use driver::Answer;
use machines::{all_answers, answer, bytes, invariants, machine, settings};
use proptest::prelude::*;
use stepwell_asl::MachineType;
use stepwell_interpreter::{Execution, HistoryEvent, Input, Status};
use stepwell_json::Value;

fn replayed(program: &Arc<stepwell_interpreter::Program>, inputs: &[Input]) -> (Execution, Vec<HistoryEvent>) {
    let mut execution = Execution::new(Arc::clone(program), settings());
    let mut events = Vec::new();
    for input in inputs {
        events.extend(execution.step(input).expect("belongs").events);
    }
    (execution, events)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn machines_end_and_replay(
        definition in machine(2),
        list in prop::collection::vec(answer(), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let program = driver::compile(&definition.to_string(), MachineType::Standard);
        let program = match program {
            Ok(program) => program,
            Err(error) => return Err(TestCaseError::fail(format!("{error}"))),
        };
        let first = driver::start(Value::parse(r#"{"a": 1, "list": [1, {"a": 2}]}"#).expect("JSON"), "r");
        let done = driver::drive(&program, settings(), first.clone(), &mut all_answers(&list), 5_000);
        let outcome = done.outcome.clone();
        prop_assert!(outcome.is_some(), "every wait here has a timer, so every machine ends");
        if let Err(problem) = invariants(&done.events, outcome.map(|outcome| outcome.status)) {
            return Err(TestCaseError::fail(format!("{problem}\n{}", bytes(&done.events))));
        }

        // The same again.
        let again = driver::drive(&program, settings(), first, &mut all_answers(&list), 5_000);
        prop_assert_eq!(bytes(&again.events), bytes(&done.events));
        prop_assert_eq!(&again.inputs, &done.inputs);

        // Stopped at any input, stored, read and continued: the same.
        let at = cut.index(done.inputs.len() + 1);
        let stored: Vec<Input> = done
            .inputs
            .iter()
            .map(|input| serde_json::from_str(&serde_json::to_string(input).expect("writes")).expect("reads"))
            .collect();
        let (mut execution, mut events) = replayed(&program, &stored[..at]);
        let mut clone = execution.clone();
        for input in &stored[at..] {
            let step = execution.step(input).expect("belongs");
            prop_assert_eq!(&clone.step(input).expect("belongs"), &step);
            events.extend(step.events);
        }
        prop_assert_eq!(bytes(&events), bytes(&done.events));
    }

    #[test]
    fn inputs_in_any_order_never_panic(
        definition in machine(2),
        inputs in prop::collection::vec((0..8_u8, 1..6_u64, answer()), 0..60),
    ) {
        use stepwell_interpreter::{InputKind as K, TaskId, TimerId};
        let Ok(program) = driver::compile(&definition.to_string(), MachineType::Express) else { return Ok(()) };
        let mut execution = Execution::new(program, settings());
        let mut first = driver::start(Value::parse("[1,2,3]").expect("JSON"), "r");
        let mut events = execution.step(&first).expect("starts").events;
        for (kind, number, answer) in inputs {
            let (task, timer) = (TaskId(number), TimerId(number));
            let output = match answer {
                Answer::Return(value) => value,
                Answer::Throw { .. } | Answer::Hang => Value::Null,
            };
            first.kind = match kind {
                0 => K::Continue,
                1 => K::TaskStarted { task, worker_name: None },
                2 => K::TaskSubmitted { task, output },
                3 => K::TaskSucceeded { task, output },
                4 => K::TaskFailed { task, stage: Default::default(), error: None, cause: None },
                5 => K::TaskHeartbeat { task },
                _ => K::TimerFired { timer },
            };
            if let Ok(step) = execution.step(&first) {
                events.extend(step.events);
            }
        }
        let ended = (execution.status() != Status::Running).then_some(execution.status());
        prop_assert_eq!(invariants(&events, ended), Ok(()));
        prop_assert_eq!(execution.last_event_id(), events.len() as u64);
    }
}

proptest! {
    // Each runs a machine four times and more.
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_answer_forks_and_a_redrive_goes_on(
        definition in machine(2),
        list in prop::collection::vec(answer(), 1..6),
        again in prop::collection::vec(answer(), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        use stepwell_interpreter::InputKind as K;
        let program = driver::compile(&definition.to_string(), MachineType::Standard).expect("compiles");
        let first = driver::start(Value::parse(r#"{"a": 1, "list": [1, {"a": 2}]}"#).expect("JSON"), "r");
        let done = driver::drive(&program, settings(), first, &mut all_answers(&list), 5_000);

        // The same past, then another answer: the past stays, and what comes is a history too.
        let at = cut.index(done.inputs.len());
        let (mut fork, mut events) = replayed(&program, &done.inputs[..at]);
        let past = bytes(&events);
        for (index, input) in done.inputs[at..].iter().enumerate() {
            let kind = match (&input.kind, index) {
                (K::TaskSucceeded { task, .. }, 0) => K::TaskFailed { task: *task, stage: Default::default(), error: None, cause: None },
                (K::TaskFailed { task, .. }, 0) => K::TaskSucceeded { task: *task, output: Value::Null },
                (K::ChildEnded { run, child, .. }, 0) => K::ChildEnded { run: *run, child: *child, status: Status::Failed, output: Value::Null },
                (kind, _) => kind.clone(),
            };
            // What the fork never asked for is refused, and changes nothing.
            if let Ok(step) = fork.step(&Input { at: input.at, kind }) {
                events.extend(step.events);
            }
        }
        prop_assert!(bytes(&events).starts_with(&past));
        let ended = (fork.status() != Status::Running).then_some(fork.status());
        prop_assert_eq!(invariants(&events, ended), Ok(()));

        // What ended other than well is redriven, and ends again.
        let mut standing = driver::Standing::new(Execution::new(program, settings()));
        let first = driver::start(Value::parse(r#"{"a": 1, "list": [1, {"a": 2}]}"#).expect("JSON"), "r");
        let mut events = driver::go_on(&mut standing, first, &mut all_answers(&list), 5_000).events;
        let last = done.inputs.last().expect("there is one").at;
        for _ in 0..2 {
            let redrive = Input { at: last, kind: K::Redrive };
            if standing.execution.clone().step(&redrive).is_err() {
                break;
            }
            let redriven = driver::go_on(&mut standing, redrive, &mut all_answers(&again), 5_000);
            prop_assert!(redriven.outcome.is_some(), "every wait here has a timer");
            events.extend(redriven.events);
        }
        prop_assert_eq!(invariants(&events, Some(standing.execution.status())), Ok(()), "{}", bytes(&events));
    }
}
