//! Replay and fork of random machines: from the events alone, and from the stored inputs.

mod driver;
mod machines;

use std::sync::Arc;

use machines::{all_answers, answer, bytes, invariants, machine, settings};
use proptest::prelude::*;
use stepwell_asl::MachineType;
use stepwell_interpreter::{
    Details, Execution, Fork, HistoryEvent, Input, InputKind, Program, Recorded, Recording, Status,
};
use stepwell_json::Value;

fn start() -> Input {
    driver::start(driver::value(r#"{"a": 1, "list": [1, {"a": 2}]}"#), "arn:aws:iam::111111111111:role/r")
}

fn followed(
    program: &Arc<Program>,
    events: &[HistoryEvent],
    to: u64,
) -> Result<(Execution, Vec<HistoryEvent>), String> {
    let recording = Recording::of(events.to_vec()).map_err(|error| error.to_string())?;
    let InputKind::Start(start) = start().kind else { return Err("no start".into()) };
    // Another seed: what the first one made is not to be known.
    let start = stepwell_interpreter::Start { seed: 99, input: Value::Null, ..*start };
    let mut execution = Execution::new(Arc::clone(program), settings());
    let recorded = Recorded::new(&recording, to, start);
    let (step, _) = execution.follow(&recorded).map_err(|error| error.to_string())?;
    Ok((execution, step.events))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_history_is_rebuilt_from_its_events_alone(
        definition in machine(2),
        list in prop::collection::vec(answer(), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let program = driver::compile(&definition.to_string(), MachineType::Standard).expect("compiles");
        let done = driver::drive(&program, settings(), start(), &mut all_answers(&list), 5_000);
        let status = done.outcome.map(|outcome| outcome.status);
        let (execution, events) = match followed(&program, &done.events, u64::MAX) {
            Ok(rebuilt) => rebuilt,
            // When a branch that pauses before a retry is aborted, no event may tell that it paused.
            Err(error) if error.contains("Aborted of state") => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{}", bytes(&done.events)))),
        };
        prop_assert_eq!(bytes(&events), bytes(&done.events));
        prop_assert_eq!(Some(execution.status()), status);
        prop_assert_eq!(execution.last_event_id(), done.events.len() as u64);

        // And at any event of it; only the result of a map run may be untold there.
        let to = cut.index(done.events.len()) + 1;
        match followed(&program, &done.events[..to], u64::MAX).and(followed(&program, &done.events, to as u64)) {
            Ok((execution, events)) => {
                prop_assert_eq!(bytes(&events[..to]), bytes(&done.events[..to]));
                prop_assert!(execution.status() != Status::Running || !execution.standing().is_empty());
            }
            Err(error) => prop_assert!(error.contains("only the children's histories tell") || error.contains("Aborted of state"), "{error} at {to}\n{}", bytes(&done.events)),
        }
    }

    #[test]
    fn a_fork_shares_the_past_and_goes_on_as_if_it_had_never_stopped(
        definition in machine(2),
        list in prop::collection::vec(answer(), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let program = driver::compile(&definition.to_string(), MachineType::Standard).expect("compiles");
        let done = driver::drive(&program, settings(), start(), &mut all_answers(&list), 5_000);
        let event = cut.index(done.events.len()) as u64 + 1;
        let fresh = || Execution::new(Arc::clone(&program), settings());

        let mut fork = Fork::after(event, fresh(), fresh());
        let (mut events, mut inputs) = (Vec::new(), Vec::new());
        for input in &done.inputs {
            for shared in fork.take(input).expect("the same program") {
                events.extend(shared.step.events);
                inputs.push(shared.input);
            }
        }
        prop_assert!(events.len() as u64 >= event);
        prop_assert!(bytes(&done.events).starts_with(&bytes(&events)));
        let mut execution = fork.into_execution();
        // The last shared input may have been cut to the start of a task.
        let was_cut = inputs.last() != done.inputs.get(inputs.len() - 1);
        for input in &done.inputs[inputs.len() - usize::from(was_cut)..] {
            events.extend(execution.step(input).expect("belongs").events);
        }
        prop_assert_eq!(bytes(&events), bytes(&done.events));

        // With other data from an entry on: the past is the same, and what comes is a history too.
        let Some(entry) = done.events[..event as usize].iter().rev().find(|event| matches!(event.details, Details::StateEntered { .. })) else { return Ok(()) };
        let other = driver::value(r#"{"a": "other"}"#);
        let mut fork = Fork::with_data(entry.id, Some(other.clone()), Some(driver::value(r#"{"v": 7}"#)), fresh(), fresh());
        let mut events = Vec::new();
        for input in &done.inputs {
            for shared in fork.take(input).expect("the same program") {
                events.extend(shared.step.events);
            }
        }
        let before = (entry.id - 1) as usize;
        prop_assert_eq!(bytes(&events[..before]), bytes(&done.events[..before]));
        let Details::StateEntered { input, .. } = &events[before].details else { return Err(TestCaseError::fail("an entry")) };
        prop_assert_eq!(input.text(), other.to_text());
        let status = fork.into_execution().status();
        prop_assert_eq!(invariants(&events, (status != Status::Running).then_some(status)), Ok(()));
    }

    #[test]
    fn a_history_of_another_definition_is_refused_and_nothing_panics(
        definition in machine(2),
        other in machine(2),
        list in prop::collection::vec(answer(), 1..6),
        cut in any::<prop::sample::Index>(),
        swapped in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let program = driver::compile(&definition.to_string(), MachineType::Standard).expect("compiles");
        let done = driver::drive(&program, settings(), start(), &mut all_answers(&list), 5_000);
        let edited = driver::compile(&other.to_string(), MachineType::Standard).expect("compiles");
        let to = cut.index(done.events.len()) as u64 + 1;
        // Another definition; and the same with what happened in two of its events exchanged.
        let mut mixed = done.events.clone();
        let (one, two) = (swapped.0.index(mixed.len()), swapped.1.index(mixed.len()));
        let (first, second) = (mixed[one].clone(), mixed[two].clone());
        (mixed[one].kind, mixed[one].details) = (second.kind, second.details);
        (mixed[two].kind, mixed[two].details) = (first.kind, first.details);
        for (program, events) in [(&edited, &done.events), (&program, &mixed)] {
            if let Ok((mut execution, events)) = followed(program, events, to) {
                prop_assert!(events.len() as u64 >= to);
                let at = events.iter().map(|event| event.timestamp).max().expect("there are some");
                for _ in 0..20 {
                    execution.step(&Input { at, kind: InputKind::Continue }).expect("goes on");
                }
            }
        }
        // By its inputs: the same, or said where it is not.
        let fresh = |program: &Arc<Program>| Execution::new(Arc::clone(program), settings());
        let mut fork = Fork::after(to, fresh(&program), fresh(&edited));
        let mut events = Vec::new();
        for input in &done.inputs {
            match fork.take(input) {
                Ok(shared) => events.extend(shared.into_iter().flat_map(|shared| shared.step.events)),
                Err(_) => return Ok(()),
            }
        }
        let shared = usize::try_from(to).expect("few");
        prop_assert_eq!(bytes(&events[..shared]), bytes(&done.events[..shared]));
    }
}
