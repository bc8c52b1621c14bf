//! Ready-made pieces of workflows, from `assets/patterns`: several states each, in both query languages.

use stepwell_asl::{Document, Format};

use crate::schema::{Pattern, PatternGroup};

struct PatternFile {
    id: &'static str,
    title: &'static str,
    group: PatternGroup,
    about: &'static str,
    words: &'static str,
    json_path: &'static str,
    jsonata: &'static str,
}

macro_rules! patterns {
    ($($group:ident $id:literal $title:literal, $about:literal, $words:literal;)+) => {
        const PATTERNS: &[PatternFile] = &[
            $( PatternFile {
                id: $id,
                title: $title,
                group: PatternGroup::$group,
                about: $about,
                words: $words,
                json_path: include_str!(concat!("../../../assets/patterns/", $id, ".jsonpath.json")),
                jsonata: include_str!(concat!("../../../assets/patterns/", $id, ".jsonata.json")),
            }, )+
        ];
    };
}

patterns! {
    Errors "retry-with-backoff" "Retry with backoff",
        "A call that is tried again, by kind of error, and gives up in the end.", "retries jitter throttle transient";
    Errors "error-handler" "Tell somebody of errors",
        "Work whose errors are published to a topic before the workflow fails.", "error handler notification catch alert sns";
    Errors "saga" "Saga with compensation",
        "Three steps, each undone when a later one fails.", "transaction rollback undo compensate";
    Errors "only-once" "Do it only once",
        "Remembers a request in a table, so that the same one again does nothing.", "idempotent dedupe duplicate lock";
    Waiting "human-approval" "Human approval",
        "Asks a person, waits for the answer with a task token, and goes by it.", "callback token manual review waitForTaskToken";
    Waiting "poll-a-job" "Poll a job",
        "Starts a job, looks every thirty seconds, and goes on when it is done.", "wait loop status asynchronous";
    Waiting "scheduled-batch" "Scheduled batch",
        "Waits for an hour, works on each item, and reports.", "timestamp schedule nightly cron";
    Lists "map-over-csv" "Map over S3 CSV",
        "Each row of a CSV file in S3, in batches, in child executions; results go to S3.", "distributed csv file rows large";
    Lists "map-over-objects" "Map over S3 objects",
        "Each object below a prefix in S3, in child executions.", "distributed list bucket files keys";
    Lists "fan-out-fan-in" "Fan out, fan in",
        "Three calls side by side, and one that puts their results together.", "parallel scatter gather join";
    Lists "drain-a-queue" "Drain a queue",
        "Takes messages until there are none, and deletes each when it is done.", "sqs messages consume poll";
    Lists "read-all-pages" "Read all pages",
        "Reads page after page of a list and works on the items of each.", "pagination next token cursor loop";
    Data "repeat-with-counter" "Repeat with a counter",
        "Does something a number of times, counted in a variable.", "loop for times iterate variable assign";
    Data "large-payload" "Large payload through S3",
        "Puts what is too large for a state into S3 and hands on where it is.", "claim check 256 KiB limit";
    Data "nested-workflow" "Run another workflow",
        "Starts another state machine, waits for its end and takes its output.", "nested child startExecution sync";
}

/// All of them, in the order to show them.
pub(crate) fn list() -> Vec<Pattern> {
    let shown = |pattern: &PatternFile| Pattern {
        id: pattern.id.to_owned(),
        title: pattern.title.to_owned(),
        group: pattern.group,
        about: pattern.about.to_owned(),
        words: pattern.words.to_owned(),
        states: crate::snippets::count(&Document::parse(pattern.jsonata, Format::Json)),
        json_path: pattern.json_path.to_owned(),
        jsonata: pattern.jsonata.to_owned(),
    };
    PATTERNS.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use stepwell_asl::{Edit, MachineType, Severity};

    fn complaints(document: &Document) -> Vec<String> {
        let found = document.diagnostics(MachineType::Standard).into_iter();
        // Hints are advice; what AWS refuses or warns of, a pattern must not have.
        found.filter(|found| found.severity != Severity::Hint).map(|found| format!("{found:?}")).collect()
    }

    /// Into an empty machine, between two states and twice: nothing that AWS would refuse, no name twice, and all of it reached.
    #[test]
    fn every_pattern_fits_everywhere() {
        for pattern in list() {
            for (text, language) in [(&pattern.json_path, ""), (&pattern.jsonata, "\"QueryLanguage\":\"JSONata\",")] {
                let whole = Document::parse(text.as_str(), Format::Json);
                assert_eq!(complaints(&whole), [""; 0], "{}", pattern.id);
                let between = format!(
                    "{{{language}\"StartAt\":\"A\",\"States\":{{\"A\":{{\"Type\":\"Pass\",\"Next\":\"B\"}},\"B\":{{\"Type\":\"Succeed\"}}}}}}"
                );
                let empty = format!("{{{language}\"States\":{{}}}}");
                for (machine, place) in [(&between, json!({ "after": "A" })), (&empty, json!({}))] {
                    let mut edit = json!({ "edit": "insert_states", "text": text });
                    if let (Some(edit), Some(place)) = (edit.as_object_mut(), place.as_object()) {
                        edit.extend(place.clone());
                    }
                    let edit: Edit = serde_json::from_value(edit).expect("an edit");
                    let mut document = Document::parse(machine.as_str(), Format::Json);
                    for _ in 0..2 {
                        let alone = place.as_object().is_some_and(serde_json::Map::is_empty);
                        if alone && document.machine().is_some_and(|machine| machine.states().next().is_some()) {
                            break;
                        }
                        document = document.apply(std::slice::from_ref(&edit)).expect("it fits").document;
                        assert_eq!(complaints(&document), [""; 0], "{}: {}", pattern.id, document.text());
                    }
                }
            }
        }
    }

    /// In a machine of the other language: AWS takes what comes of it, or it is said why nothing does.
    #[test]
    fn every_pattern_is_at_home_in_the_other_language_or_refused() {
        let mut refused = Vec::new();
        for pattern in list() {
            for (text, language) in [(&pattern.jsonata, ""), (&pattern.json_path, "\"QueryLanguage\":\"JSONata\",")] {
                let machine =
                    format!("{{{language}\"StartAt\":\"A\",\"States\":{{\"A\":{{\"Type\":\"Pass\",\"End\":true}}}}}}");
                let edit = json!({ "edit": "insert_states", "text": text, "after": "A" });
                let edit: Edit = serde_json::from_value(edit).expect("an edit");
                match Document::parse(machine.as_str(), Format::Json).apply(std::slice::from_ref(&edit)) {
                    Ok(applied) => {
                        let document = applied.document;
                        assert_eq!(complaints(&document), [""; 0], "{}: {}", pattern.id, document.text());
                    }
                    Err(error) => {
                        assert_eq!(error.code(), "OTHER_LANGUAGE", "{}: {error}", pattern.id);
                        refused.push(pattern.id.clone());
                    }
                }
            }
        }
        assert!(refused.len() * 2 < PATTERNS.len(), "most can be converted: {refused:?}");
    }

    #[test]
    fn both_languages_have_the_same_states() {
        for pattern in list() {
            let names = |text: &str| -> Vec<String> {
                let document = Document::parse(text, Format::Json);
                let states = document.machine().map(|machine| machine.all_states()).unwrap_or_default();
                states.iter().map(|state| state.path().key()).collect()
            };
            assert_eq!(names(&pattern.json_path), names(&pattern.jsonata), "{}", pattern.id);
            assert_eq!(names(&pattern.jsonata).len(), pattern.states as usize);
        }
    }
}
