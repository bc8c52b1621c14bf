//! Histories recorded from AWS, when they are there (they are not part of the project):
//! `STEPWELL_CONFORMANCE` names their folder, `/work/shared/conformance` otherwise.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;
use stepwell_asl::{Document, Format};
use stepwell_interpreter::EventKind;

use super::{check_counts, check_windows, last_frame};
use crate::schema::Mark;
use crate::story::{DiagramMap, Fact, Story};

fn folder() -> Option<PathBuf> {
    let folder =
        std::env::var_os("STEPWELL_CONFORMANCE").map_or_else(|| "/work/shared/conformance".into(), PathBuf::from);
    let folder = folder.join("executions");
    folder.is_dir().then_some(folder)
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("listed").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// An event of the recording; the recordings keep no times, and give no ids inside some Parallel states.
fn fact(event: &Json, id: u64) -> Fact {
    let kind = EventKind::from_text(event["type"].as_str().expect("a type")).expect("one of AWS's types");
    let details = kind.details_field().map_or(&Json::Null, |field| &event[field]);
    let text = |name: &str| details[name].as_str().map(Arc::from);
    let number = |name: &str| details[name].as_u64().and_then(|number| u32::try_from(number).ok());
    let ordered = event["id"].is_u64();
    Fact {
        id,
        previous: if ordered { event["previousEventId"].as_u64().unwrap_or(0) } else { id - 1 },
        time: id,
        kind,
        name: text("name").or_else(|| text("state")),
        index: number("index"),
        length: number("length"),
        resource: text("resource"),
        error: text("error"),
        bytes: None,
        passed: None,
    }
}

#[test]
fn every_recorded_history_is_told() {
    let Some(folder) = folder() else {
        eprintln!("the recordings are not there: nothing was told");
        return;
    };
    let (mut told, mut loose, mut problems) = (0, 0, Vec::new());
    for path in cases(&folder) {
        let text = std::fs::read_to_string(&path).expect("read");
        let case: Json = serde_json::from_str(&text).expect("JSON");
        let Some(events) = case["expected"]["events"].as_array().filter(|events| !events.is_empty()) else { continue };
        let name = case["id"].as_str().expect("an id").to_owned();
        let document = Document::parse(case["definition"].to_string(), Format::Json);
        let picture = crate::reading::picture(
            &document,
            &crate::schema::PictureView::default(),
            crate::schema::FlowDirection::Down,
        );
        let keys: HashSet<String> = picture.nodes.iter().filter_map(|node| node.state.clone()).collect();
        let mut story = Story::new(DiagramMap::new(&picture));
        for (index, event) in events.iter().enumerate() {
            story.add(fact(event, index as u64 + 1));
        }
        assert_eq!(story.last_event(), events.len() as u64, "{name}");
        check_windows(&story);
        told += 1;
        // Where ids were lost in the recording, who led to whom is unknown; that it is told at all must do.
        if !events.iter().enumerate().all(|(index, event)| event["id"] == index as u64 + 1) {
            loose += 1;
            continue;
        }
        check_counts(&story, &keys);
        let mut complain = |what: String| problems.push(format!("{name}: {what}"));
        let (_, steps) = story.frames(0, usize::MAX);
        for step in &steps {
            // Every way into a state is drawn, but for the first ones inside of frames.
            let inside = step.event.state.as_ref().is_some_and(|key| key.contains('/'));
            let first = steps.iter().find(|before| before.event.id == step.event.previous);
            let first = first.is_none_or(|before| !before.event.event_type.ends_with("StateExited"));
            if step.event.event_type.ends_with("StateEntered") && step.edges.is_empty() && !(inside && first) {
                complain(format!("event {} takes no edge to {:?}", step.event.id, step.event.state));
            }
            if step.event.state.is_none() && !step.event.event_type.starts_with("Execution") {
                complain(format!("event {} ({}) is of no state", step.event.id, step.event.event_type));
            }
        }
        let end = events.last().and_then(|event| event["type"].as_str()).unwrap_or_default();
        let frame = last_frame(&story);
        if let Some(status) = end.strip_prefix("Execution").filter(|_| end != "ExecutionStarted") {
            let said = format!("{:?}", frame.status);
            if said != status {
                complain(format!("it ended in {end}, told as {said}"));
            }
            for state in &frame.states {
                if state.inside > 0 || matches!(state.mark, Mark::Running | Mark::Waiting | Mark::Retrying) {
                    complain(format!("{} is {:?} with {} inside at the end", state.state, state.mark, state.inside));
                }
            }
            let failed = frame.states.iter().any(|state| state.mark == Mark::Failed);
            if end == "ExecutionFailed" && !failed && !frame.states.is_empty() {
                complain("it failed, but no state is marked so".to_owned());
            }
        }
    }
    eprintln!("{told} recorded histories told, {loose} of them without ids in parts");
    assert!(told > 0, "the recordings hold no history");
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
