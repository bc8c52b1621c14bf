//! What was acknowledged is still there after `kill -9`.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use stepwell_history::{Commit, EventRecord, History, InputRecord, NewExecution, Options, Payload};

const ARN: &str = "arn:e";

/// The child: appends for ever and says so after each commit that was acknowledged.
#[test]
#[ignore = "run by the tests below, and killed by them"]
fn append_until_killed() {
    let path = std::env::var_os("STEPWELL_DATABASE").unwrap();
    let mut history = History::open(Path::new(&path), Options::owner(), 0).unwrap().history;
    let mut number = match history.execution(ARN).unwrap() {
        Some(stored) => stored.last_input,
        None => {
            let new = NewExecution { arn: ARN.into(), status: "RUNNING".into(), ..NewExecution::default() };
            history.create(&new).unwrap();
            0
        }
    };
    let mut out = std::io::stderr();
    loop {
        number += 1;
        history.append(ARN, &commit(number)).unwrap();
        writeln!(out, "acknowledged {number}").unwrap();
    }
}

/// One input, two events and a payload of their own.
fn commit(number: u64) -> Commit {
    let payload = Payload::new(format!("payload {number} ").repeat(100));
    let event = |id| EventRecord { id, at: 0, kind: "k".into(), body: payload.hash().to_string() };
    Commit {
        inputs: vec![InputRecord { number, at: 0, last_event_id: number * 2, body: format!("input {number}") }],
        events: vec![event(number * 2 - 1), event(number * 2)],
        payloads: vec![payload],
        status: None,
    }
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "append_until_killed", "--ignored", "--nocapture"])
        .env("STEPWELL_DATABASE", path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn what_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    for round in 1..=5 {
        let mut child = start(&path);
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut acknowledged = 0;
        for line in lines.by_ref() {
            if let Some(number) = line.unwrap().strip_prefix("acknowledged ") {
                acknowledged = number.parse().unwrap();
                if acknowledged >= round * 40 {
                    break;
                }
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still managed to say before it died counts too.
        for line in lines.map_while(Result::ok) {
            if let Some(number) = line.strip_prefix("acknowledged ").and_then(|number| number.parse().ok()) {
                acknowledged = number;
            }
        }
        assert!(acknowledged >= round * 40, "the child died too early");

        let opened = History::open(&path, Options::owner(), 0).expect("its lock died with it");
        assert_eq!(opened.notice, None);
        let history = opened.history;
        let stored = history.execution(ARN).unwrap().unwrap();
        assert!(
            (acknowledged..=acknowledged + 1).contains(&stored.last_input),
            "acknowledged {acknowledged}, stored {}",
            stored.last_input
        );
        // Inputs, events and payloads tell the same story to the end.
        assert_eq!(stored.last_event_id, stored.last_input * 2);
        let inputs = history.inputs(ARN, 1, usize::MAX).unwrap();
        let events = history.events(ARN, 1, usize::MAX).unwrap();
        assert_eq!(events.len() as u64, stored.last_event_id);
        for (input, pair) in inputs.iter().zip(events.chunks(2)) {
            assert_eq!(*input, commit(input.number).inputs[0]);
            assert_eq!(pair, commit(input.number).events);
            let payload = history.payload(&pair[0].body.parse().unwrap()).unwrap();
            assert_eq!(payload, *commit(input.number).payloads[0].text());
        }
    }
}

#[test]
fn a_dead_owner_leaves_no_lock_and_a_living_one_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let mut child = start(&path);
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().starts_with("acknowledged ")));
    let error = History::open(&path, Options::owner(), 0).unwrap_err();
    assert_eq!(error.code(), "HISTORY_OWNED_ELSEWHERE");
    assert!(error.to_string().contains(&format!("process {}", child.id())), "{error}");
    let reader = History::open(&path, Options::reader(), 0).unwrap().history;
    assert!(reader.last_event_id(ARN).unwrap() >= 2);
    child.kill().unwrap();
    child.wait().unwrap();
    History::open(&path, Options::owner(), 0).unwrap();
}
