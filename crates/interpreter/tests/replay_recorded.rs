//! Replays the histories that AWS made, from their events alone, when the recordings are there (they are not part
//! of the project): `STEPWELL_CONFORMANCE` names their folder, `/work/shared/conformance` otherwise.

mod driver;
mod recordings;

use serde_json::{Value as Json, json};
use stepwell_asl::MachineType;
use stepwell_interpreter::{Adopted, Execution, InputKind, Recorded, Recording, Settings, StepError, Timestamp};

/// Cases that are not rebuilt from their events, each with the reason in the line before.
const KNOWN: &str = include_str!("known_replay_differences.txt");

/// The recorded events as AWS sent them: what the recording parsed is text again, names stand where it put words
/// for them, and events are forty days apart in the place of the times that it left out.
fn as_sent(case: &Json, events: &[Json]) -> Json {
    let mut text = Json::from(events).to_string().replace("<partition>", "aws").replace("<region>", "us-east-1");
    let mut bound: Vec<(&String, &str)> = case["bindings"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(token, value)| Some((token, value.as_str()?)))
        .collect();
    bound.sort_by_key(|(token, _)| std::cmp::Reverse(token.len()));
    for (token, value) in bound {
        text = with_whole_words_replaced(&text, token, value);
    }
    let events: Vec<Json> = serde_json::from_str(&text).expect("still JSON");
    let text = |value: &Json| match value {
        Json::String(text) => text.clone(),
        value => value.to_string(),
    };
    let mut sent = events;
    for (index, event) in sent.iter_mut().enumerate() {
        let Some(event) = event.as_object_mut() else { continue };
        let at = Timestamp(1_790_000_000_000 + index as i64 * 40 * 86_400_000);
        event.insert("timestamp".into(), at.to_string().into());
        for (_, details) in event.iter_mut().filter(|(name, _)| name.ends_with("EventDetails")) {
            let Some(details) = details.as_object_mut() else { continue };
            for field in ["input", "output", "parameters", "cause"] {
                if let Some(value) = details.get_mut(field) {
                    *value = text(value).into();
                }
            }
            for value in details.get_mut("assignedVariables").and_then(Json::as_object_mut).into_iter().flatten() {
                *value.1 = text(value.1).into();
            }
        }
    }
    json!({ "events": sent })
}

/// A token in angle brackets stands anywhere, one without only as a whole word.
fn with_whole_words_replaced(text: &str, token: &str, value: &str) -> String {
    let is_part = |character: char| character.is_alphanumeric() || "_-".contains(character);
    let (mut replaced, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(token) {
        let (before, after) = (&rest[..at], &rest[at + token.len()..]);
        let is_word = !before.ends_with(is_part) && !after.starts_with(is_part);
        replaced.push_str(before);
        replaced.push_str(if token.starts_with('<') || is_word { value } else { token });
        rest = after;
    }
    replaced + rest
}

fn replay(case: &Json, history: &Json, to: u64) -> Result<(Execution, Vec<Json>, Vec<Adopted>), String> {
    let kind = if case["type"] == "EXPRESS" { MachineType::Express } else { MachineType::Standard };
    let program = driver::compile(&case["definition"].to_string(), kind).map_err(|error| error.to_string())?;
    let recording = Recording::read(history).map_err(|error| error.to_string())?;
    let InputKind::Start(mut start) = driver::start(driver::value("{}"), "arn:r").kind else { unreachable!() };
    start.region = recording.region().unwrap_or(start.region);
    let mut execution = Execution::new(program, Settings::for_type(kind));
    let recorded = Recorded::new(&recording, to, *start);
    let (step, adopted) = execution.follow(&recorded).map_err(|error: StepError| error.to_string())?;
    Ok((execution, step.events.iter().map(stepwell_interpreter::HistoryEvent::to_json).collect(), adopted))
}

#[test]
fn what_aws_recorded_is_rebuilt_from_its_events_alone() {
    let Some(folder) = recordings::folder("executions") else { return };
    let (mut all, mut exact, mut with_adopted, mut prefixes) = (0, 0, 0, 0);
    let mut failed = Vec::new();
    for path in recordings::files("executions") {
        let text = std::fs::read_to_string(&path).expect("a readable case");
        let case: Json = serde_json::from_str(&text).expect("recorded JSON");
        let Some(events) = case["expected"]["events"].as_array() else { continue };
        all += 1;
        let name =
            path.strip_prefix(folder.join("executions")).expect("inside").with_extension("").display().to_string();
        let history = as_sent(&case, events);
        let sent = history["events"].as_array().expect("events");
        match replay(&case, &history, u64::MAX) {
            Err(reason) => failed.push((name, reason)),
            Ok((execution, rebuilt, adopted)) => {
                let same = rebuilt.len() == sent.len() && rebuilt.iter().zip(sent).all(|(one, other)| same(one, other));
                let status = case["expected"]["status"].as_str().unwrap_or_default();
                if !same {
                    let differs = rebuilt.iter().zip(sent).find(|(one, other)| !self::same(one, other));
                    failed.push((name, format!("{} events became {}: {differs:?}", sent.len(), rebuilt.len())));
                    continue;
                }
                if execution.status().as_str() != status {
                    failed.push((name, format!("{status} became {}", execution.status())));
                    continue;
                }
                exact += usize::from(adopted.is_empty());
                with_adopted += usize::from(!adopted.is_empty());
                // And at every event.
                for to in 1..sent.len() as u64 {
                    match replay(&case, &history, to) {
                        Ok((_, rebuilt, _)) => {
                            let begins = (to as usize) <= rebuilt.len()
                                && rebuilt
                                    .iter()
                                    .zip(sent)
                                    .take(to as usize)
                                    .all(|(one, other)| self::same(one, other));
                            assert!(begins, "{name} at {to}: {rebuilt:#?}");
                            prefixes += 1;
                        }
                        Err(reason) => failed.push((format!("{name} at {to}"), reason)),
                    }
                }
            }
        }
    }
    eprintln!(
        "{all} recorded histories: {} rebuilt event for event ({exact} with nothing taken over, {with_adopted} with values that only the recording tells), at {prefixes} of their events too",
        exact + with_adopted
    );
    let known = |name: &str| KNOWN.lines().any(|line| line == name);
    let mut unknown = Vec::new();
    for (name, reason) in &failed {
        eprintln!("not rebuilt: {name}: {reason}");
        if !known(name.split(" at ").next().unwrap_or(name)) {
            unknown.push(name);
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
    for line in KNOWN.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        assert!(failed.iter().any(|(name, _)| name.split(" at ").next() == Some(line)), "{line} is rebuilt now");
    }
}

/// Whether two events say the same: their texts of JSON may be written otherwise.
fn same(one: &Json, other: &Json) -> bool {
    fn plain(value: &Json) -> Json {
        match value {
            Json::String(text) => serde_json::from_str(text).unwrap_or_else(|_| value.clone()),
            Json::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
            other => other.clone(),
        }
    }
    plain(one) == plain(other)
}
