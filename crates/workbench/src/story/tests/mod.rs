//! Stories of histories that our own interpreter makes, and of those recorded from AWS.

mod bytes;
mod recorded;
mod shapes;

use std::collections::{HashMap, HashSet};

use stepwell_asl::{Document, Format};
use stepwell_history::History;
use stepwell_runtime::{MockConfig, Runtime, Settled, Start, TaskSource, TimeMode};

use super::{DiagramMap, Story};
use crate::schema::{EdgeFrame, Frame, FrameStep, StateFrame};

/// Runs a definition with skipped time and tells what happened. Mocks go by the states' names.
fn run(definition: &serde_json::Value, input: &str, mocks: serde_json::Value) -> Story {
    run_and_redrive(definition, input, mocks, 0)
}

/// As [`run`], and so often lets it go on from where it failed.
fn run_and_redrive(definition: &serde_json::Value, input: &str, mocks: serde_json::Value, redrives: usize) -> Story {
    let states: serde_json::Map<_, _> =
        mocks.as_object().expect("mocks").keys().map(|name| (name.clone(), name.clone().into())).collect();
    let config = serde_json::json!({"StateMachines": {"m": {"TestCases": {"c": states}}}, "MockedResponses": mocks});
    let case = MockConfig::parse(&config.to_string()).and_then(|config| config.case("m", "c")).expect("a test case");
    let text = definition.to_string();
    let threads = tokio::runtime::Runtime::new().expect("threads");
    let events = threads.block_on(async {
        let runtime = Runtime::new(History::open_in_memory().expect("memory")).expect("a runtime");
        let start = Start {
            input: input.into(),
            tasks: TaskSource::Mocks { case, file: None },
            time: TimeMode::Skip,
            ..Start::of(text.as_str())
        };
        let arn = runtime.start(start).await.expect("started");
        let waited = tokio::time::timeout(std::time::Duration::from_secs(60), runtime.wait_end(&arn));
        match waited.await.expect("it hung").expect("waited") {
            Settled::Ended(_) => {}
            // Nothing will answer: as StopExecution leaves it.
            Settled::Waiting { .. } => runtime.stop(&arn, None, None).await.expect("stopped"),
            other => panic!("it stalled: {other:?}"),
        }
        for _ in 0..redrives {
            runtime.redrive(&arn).await.expect("redriven");
            runtime.wait_end(&arn).await.expect("waited");
        }
        runtime.archive().events(&arn, 1, 10_000, 0).expect("events")
    });
    let document = Document::parse(text, Format::Json);
    let mut story = Story::new(DiagramMap::new(&crate::reading::picture(
        &document,
        &crate::schema::PictureView::default(),
        crate::schema::FlowDirection::Down,
    )));
    for event in &events {
        story.add(crate::runs::fact(event));
    }
    assert_eq!(story.last_event(), events.len() as u64);
    check_windows(&story);
    story
}

/// The view after all events.
fn last_frame(story: &Story) -> Frame {
    story.frames(story.last_event(), 0).0
}

/// A frame in lines, for snapshots.
fn lines(frame: &Frame) -> String {
    let mut text = format!("{:?} after event {}\n", frame.status, frame.at);
    for state in &frame.states {
        text.push_str(&format!("{}: {:?}, entered {}, left {}", state.state, state.mark, state.entered, state.exited));
        for (number, name) in [(state.inside, "inside"), (state.failures, "failures"), (state.retries, "retries")] {
            if number > 0 {
                text.push_str(&format!(", {name} {number}"));
            }
        }
        if let (Some(all), Some(done)) = (state.iterations, state.iterations_done) {
            text.push_str(&format!(", iterations {done} of {all}"));
        }
        text.push('\n');
    }
    for edge in &frame.edges {
        text.push_str(&format!("  {} x{} {:?}\n", edge.edge, edge.count, edge.mark));
    }
    text
}

/// The rows of a story in lines, for snapshots.
fn rows(story: &Story) -> String {
    (1..=story.last_event())
        .filter_map(|id| story.row(id))
        .map(|row| {
            let state = row.state.unwrap_or_default();
            let iteration = if row.iteration.is_empty() { String::new() } else { format!(" {:?}", row.iteration) };
            let mark = row.mark.map_or_else(|| "-".to_owned(), |mark| format!("{mark:?}"));
            format!("{} {} {state}{iteration} {mark}\n", row.id, row.event_type)
        })
        .collect()
}

/// Applies a step to a frame, as the page does.
fn apply(frame: &mut Frame, step: &FrameStep) {
    fn put<T: Clone>(into: &mut Vec<T>, new: &[T], same: impl Fn(&T, &T) -> bool) {
        for one in new {
            match into.iter_mut().find(|old| same(old, one)) {
                Some(old) => *old = one.clone(),
                None => into.push(one.clone()),
            }
        }
    }
    frame.at = step.event.id;
    frame.time = step.event.time;
    frame.status = step.status;
    put::<StateFrame>(&mut frame.states, &step.states, |old, new| old.state == new.state);
    put::<EdgeFrame>(&mut frame.edges, &step.edges, |old, new| old.edge == new.edge);
}

/// The frame after any event is the same, whichever window it is reached through.
fn check_windows(story: &Story) {
    let last = story.last_event();
    let (mut here, steps) = story.frames(0, usize::MAX);
    assert_eq!(steps.len() as u64, last);
    for step in &steps {
        apply(&mut here, step);
        let (base, next) = story.frames(here.at, 1);
        assert_eq!(base, here, "the frame after event {}", here.at);
        assert_eq!(next.first(), steps.get(here.at as usize), "the step after event {}", here.at);
    }
}

/// What must hold of any story: nothing is counted twice or lost.
fn check_counts(story: &Story, keys: &HashSet<String>) {
    let (_, steps) = story.frames(0, usize::MAX);
    let mut entered = HashMap::<String, u32>::new();
    for step in &steps {
        if step.event.event_type.ends_with("StateEntered") {
            let key = step.event.state.clone().expect("an entered state has a key");
            assert!(keys.contains(&key), "event {}: {key} is not in the diagram", step.event.id);
            *entered.entry(key).or_default() += 1;
        }
    }
    for state in &last_frame(story).states {
        assert_eq!(Some(&state.entered), entered.get(&state.state), "{}", state.state);
        assert!(state.exited <= state.entered, "{} was left more often than entered", state.state);
        assert!(state.inside <= state.entered, "{}", state.state);
    }
    let timeline = story.timeline();
    assert_eq!(timeline.bars.len(), entered.values().sum::<u32>() as usize);
    for bar in &timeline.bars {
        assert!(bar.from <= bar.to && timeline.from <= bar.from && bar.to <= timeline.to, "{bar:?}");
    }
}
