//! What is written is read back, in windows.

use std::sync::Arc;

use stepwell_history::{
    Commit, EventRecord, Filter, History, HistoryError, InputRecord, NewExecution, Options, Payload, PayloadHash,
    StatusChange,
};

fn execution(name: &str, workflow: Option<&str>, started_at: i64) -> NewExecution {
    NewExecution {
        arn: format!("arn:e:{name}"),
        name: name.into(),
        workflow: workflow.map(Into::into),
        state_machine_arn: "arn:m".into(),
        state_machine_name: "m".into(),
        kind: "STANDARD".into(),
        format: "JSON".into(),
        definition: "the definition".into(),
        input: format!("input of {name}").into(),
        status: "RUNNING".into(),
        started_at,
        settings: "{}".into(),
        parent: None,
    }
}

fn event(id: u64) -> EventRecord {
    EventRecord { id, at: 1000 + id as i64, kind: "PassStateEntered".into(), body: format!("body {id}") }
}

#[test]
fn an_execution_is_read_back_as_it_was_written() {
    let mut history = History::open_in_memory().unwrap();
    let new = execution("one", Some("orders.asl.json"), 5);
    history.create(&new).unwrap();
    let input = InputRecord { number: 1, at: 7, last_event_id: 2, body: "start".into() };
    history
        .append(
            &new.arn,
            &Commit { inputs: vec![input.clone()], events: vec![event(1), event(2)], ..Commit::default() },
        )
        .unwrap();
    let output: Arc<str> = "{\"done\":true}".into();
    history
        .append(
            &new.arn,
            &Commit {
                status: Some(StatusChange {
                    status: "SUCCEEDED".into(),
                    stopped_at: Some(9),
                    output: Some(output.clone()),
                    error: None,
                    cause: None,
                }),
                ..Commit::default()
            },
        )
        .unwrap();

    let stored = history.execution(&new.arn).unwrap().unwrap();
    assert_eq!((stored.status.as_str(), stored.stopped_at), ("SUCCEEDED", Some(9)));
    assert_eq!((stored.last_event_id, stored.last_input), (2, 1));
    assert_eq!(stored.workflow.as_deref(), Some("orders.asl.json"));
    assert_eq!(&*history.payload(&stored.definition).unwrap(), "the definition");
    assert_eq!(&*history.payload(&stored.input).unwrap(), "input of one");
    assert_eq!(history.payload(&stored.output.unwrap()).unwrap(), output);
    assert_eq!(history.inputs(&new.arn, 1, 10).unwrap(), [input]);
    assert_eq!(history.events(&new.arn, 2, 10).unwrap(), [event(2)]);
    assert_eq!(history.events(&new.arn, 1, 1).unwrap(), [event(1)]);
    assert_eq!(history.events(&new.arn, 3, 10).unwrap(), []);
    assert_eq!(history.last_event_id(&new.arn).unwrap(), 2);
    assert!(history.execution("arn:e:two").unwrap().is_none());
}

#[test]
fn lists_are_newest_first_filtered_and_paged_without_gaps() {
    let mut history = History::open_in_memory().unwrap();
    for number in 0..10 {
        let workflow = if number % 2 == 0 { "even" } else { "odd" };
        // Two of each start in the same millisecond.
        history.create(&execution(&number.to_string(), Some(workflow), number / 2)).unwrap();
    }
    let names = |filter: &Filter, limit| {
        let (mut names, mut after) = (Vec::new(), None);
        loop {
            let page = history.executions(filter, after, limit).unwrap();
            assert!(page.executions.len() <= limit);
            names.extend(page.executions.into_iter().map(|execution| execution.name));
            after = page.next;
            if after.is_none() {
                return names.join("");
            }
        }
    };
    for limit in 1..12 {
        assert_eq!(names(&Filter::default(), limit), "9876543210");
        assert_eq!(names(&Filter { workflow: Some("odd".into()), ..Filter::default() }, limit), "97531");
        let page = history.executions_at(&Filter::default(), 3, limit).unwrap();
        let page: String = page.into_iter().map(|execution| execution.name).collect();
        assert_eq!(page, "6543210"[..limit.min(7)]);
        assert_eq!(names(&Filter { status: Some("FAILED".into()), ..Filter::default() }, limit), "");
    }
    assert_eq!(history.count(&Filter::default()).unwrap(), 10);
    assert_eq!(history.count(&Filter { workflow: Some("odd".into()), ..Filter::default() }).unwrap(), 5);
}

#[test]
fn what_does_not_continue_the_history_is_refused_and_nothing_of_it_written() {
    let mut history = History::open_in_memory().unwrap();
    history.create(&execution("one", None, 1)).unwrap();
    let append = |history: &mut History, ids: &[u64]| {
        history.append("arn:e:one", &Commit { events: ids.iter().copied().map(event).collect(), ..Commit::default() })
    };
    append(&mut history, &[1]).unwrap();
    for wrong in [&[1][..], &[3], &[2, 2], &[2, 4]] {
        let error = append(&mut history, wrong).unwrap_err();
        assert!(matches!(error, HistoryError::OutOfOrder { what: "event", .. }), "{error:?}");
        assert_eq!(error.code(), "HISTORY_OUT_OF_ORDER");
        assert_eq!(history.last_event_id("arn:e:one").unwrap(), 1);
    }
    assert!(matches!(history.create(&execution("one", None, 2)), Err(HistoryError::ExecutionExists { .. })));
    assert!(matches!(history.append("arn:e:none", &Commit::default()), Err(HistoryError::UnknownExecution { .. })));
    assert!(matches!(history.events("arn:e:none", 1, 1), Err(HistoryError::UnknownExecution { .. })));
    assert!(matches!(history.payload(&PayloadHash::of("?")), Err(HistoryError::UnknownPayload { .. })));
    append(&mut history, &[2]).unwrap();
}

#[test]
fn one_refused_member_leaves_the_rest_of_a_batch() {
    let mut history = History::open_in_memory().unwrap();
    let mut batch = history.batch().unwrap();
    batch.create(&execution("one", None, 1)).unwrap();
    batch.append("arn:e:two", &Commit::default()).unwrap_err();
    batch.append("arn:e:one", &Commit { events: vec![event(1)], ..Commit::default() }).unwrap();
    batch.append("arn:e:one", &Commit { events: vec![event(2)], ..Commit::default() }).unwrap();
    batch.commit().unwrap();
    assert_eq!(history.last_event_id("arn:e:one").unwrap(), 2);
}

#[test]
fn a_dropped_batch_leaves_nothing_not_even_in_memory() {
    let mut history = History::open_in_memory().unwrap();
    history.create(&execution("one", None, 1)).unwrap();
    let payload = Payload::new("a text");
    let commit = Commit { payloads: vec![payload.clone()], ..Commit::default() };
    let mut batch = history.batch().unwrap();
    batch.append("arn:e:one", &commit).unwrap();
    drop(batch);
    history.payload(&payload.hash()).unwrap_err();
    history.append("arn:e:one", &commit).unwrap();
    assert_eq!(&*history.payload(&payload.hash()).unwrap(), "a text");
}

#[test]
fn deleting_takes_the_payloads_that_nobody_else_mentions() {
    let mut history = History::open_in_memory().unwrap();
    let (shared, own) = (Payload::new("shared"), Payload::new("own"));
    for (name, payloads) in [("one", vec![shared.clone(), own.clone()]), ("two", vec![shared.clone()])] {
        history.create(&execution(name, None, 1)).unwrap();
        history
            .append(&format!("arn:e:{name}"), &Commit { payloads, events: vec![event(1)], ..Commit::default() })
            .unwrap();
    }
    history.delete(["arn:e:one", "arn:e:gone"]).unwrap_err();
    assert!(history.execution("arn:e:one").unwrap().is_some(), "all or none");

    let deleted = history.delete(["arn:e:one"]).unwrap();
    // Its own text and its input; the definition is the other's too.
    assert_eq!((deleted.executions, deleted.payloads), (1, 2));
    history.payload(&own.hash()).unwrap_err();
    assert_eq!(&*history.payload(&shared.hash()).unwrap(), "shared");
    // A deleted execution may be made anew, with the texts it had.
    history.create(&execution("one", None, 1)).unwrap();
    history.append("arn:e:one", &Commit { payloads: vec![own.clone()], ..Commit::default() }).unwrap();
    assert_eq!(&*history.payload(&own.hash()).unwrap(), "own");
    assert_eq!(history.last_event_id("arn:e:one").unwrap(), 0);
}

#[test]
fn a_payload_is_stored_once_however_often_it_is_mentioned() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let mut history = History::open(&path, Options::owner(), 0).unwrap().history;
    let payload = Payload::new("x".repeat(100_000));
    for number in 0..50 {
        let new = execution(&number.to_string(), None, 1);
        history.create(&new).unwrap();
        for id in 1..=4 {
            history
                .append(
                    &new.arn,
                    &Commit { payloads: vec![payload.clone()], events: vec![event(id)], ..Commit::default() },
                )
                .unwrap();
        }
    }
    drop(history);
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(size < 300_000, "{size} bytes for one payload of 100,000");
}

#[test]
fn what_is_part_of_an_execution_is_deleted_with_it() {
    let mut history = History::open_in_memory().unwrap();
    let part = |name: &str, of: &str| NewExecution { parent: Some(format!("arn:e:{of}")), ..execution(name, None, 1) };
    for new in
        [execution("a", None, 1), part("b", "a"), part("c", "b"), execution("other", None, 1), part("d", "other")]
    {
        history.create(&new).unwrap();
    }
    assert_eq!(history.parts_of("arn:e:a").unwrap(), ["arn:e:b"]);
    // A part may be named beside its whole.
    let deleted = history.delete(["arn:e:a", "arn:e:c"]).unwrap();
    assert_eq!((deleted.executions, deleted.payloads), (3, 3), "their inputs; the definition is the others' too");
    assert!(history.execution("arn:e:c").unwrap().is_none());
    assert_eq!(history.count(&Filter::default()).unwrap(), 2);
    assert_eq!(history.delete(["arn:e:d"]).unwrap().executions, 1);
    assert_eq!(history.parts_of("arn:e:other").unwrap(), [""; 0]);
    history.delete(["arn:e:c"]).unwrap_err();
}
