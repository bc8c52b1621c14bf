//! Events and inputs as records of the history, and back. A record is a line that names its payloads and a
//! line with the rest; every payload's text is stored once.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use stepwell_history::{EventRecord, InputRecord, Payload, PayloadHash};
use stepwell_interpreter::{EventKind, HistoryEvent, Input, InputKind, Timestamp};
use stepwell_json::Value;

/// The line that names payloads: field, hash, bytes.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    /// The event before, for events.
    #[serde(default, rename = "p", skip_serializing_if = "Option::is_none")]
    previous: Option<u64>,
    #[serde(default, rename = "r", skip_serializing_if = "Vec::is_empty")]
    payloads: Vec<(String, String, u64)>,
}

/// A payload that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) field: String,
    pub(crate) hash: PayloadHash,
    pub(crate) bytes: u64,
}

/// How many texts the writer remembers by where they lie in memory.
const REMEMBERED: usize = 512;
/// Shorter texts are hashed faster than they are looked up.
const WORTH_REMEMBERING: usize = 256;

/// Turns events and inputs into records and gathers their payloads.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    /// Texts hashed before. They are held, so that no other text can come to lie at the same address.
    hashed: HashMap<(usize, usize), Payload>,
}

impl Writer {
    /// The record of an event; its payloads are added to `payloads`.
    pub(crate) fn event(&mut self, event: &HistoryEvent, payloads: &mut Vec<Payload>) -> EventRecord {
        let mut head = Head { previous: Some(event.previous_event_id), payloads: Vec::new() };
        for (field, text) in event.payloads() {
            head.payloads.push(self.mention(field, text, payloads));
        }
        EventRecord {
            id: event.id,
            at: event.timestamp.0,
            kind: event.kind.as_str().to_owned(),
            body: body(&head, &event.details_json()),
        }
    }

    /// The record of an input; its payloads are added to `payloads`.
    pub(crate) fn input(
        &mut self,
        number: u64,
        input: &Input,
        last_event_id: u64,
        payloads: &mut Vec<Payload>,
    ) -> InputRecord {
        let mut head = Head::default();
        let mut rest = input.clone();
        match &mut rest.kind {
            InputKind::Start(start) => {
                head.payloads.push(self.mention("input".to_owned(), start.input.to_text(), payloads));
                start.input = Value::Null;
            }
            InputKind::Recorded(recorded) => {
                head.payloads.push(self.mention("history".to_owned(), recorded.history.to_text(), payloads));
                recorded.history = Value::Null;
            }
            InputKind::ItemsRead { items: output, .. }
            | InputKind::ChildEnded { output, .. }
            | InputKind::ResultsWritten { output, .. }
            | InputKind::TaskSubmitted { output, .. }
            | InputKind::TaskSucceeded { output, .. } => {
                head.payloads.push(self.mention("output".to_owned(), output.to_text(), payloads));
                *output = Value::Null;
            }
            InputKind::TaskFailed { cause, .. } => {
                if let Some(cause) = cause.take() {
                    head.payloads.push(self.mention("cause".to_owned(), cause, payloads));
                }
            }
            // What a person changes is small enough to stand in the record.
            InputKind::Replace { .. }
            | InputKind::Forked { .. }
            | InputKind::Continue
            | InputKind::TaskStarted { .. }
            | InputKind::TaskHeartbeat { .. }
            | InputKind::TimerFired { .. }
            | InputKind::ItemsFailed { .. }
            | InputKind::ResultsFailed { .. }
            | InputKind::Redrive
            | InputKind::Stop { .. } => {}
        }
        // An input is made of texts and numbers: writing it into memory cannot fail.
        let rest = serde_json::to_string(&rest).unwrap_or_default();
        InputRecord { number, at: input.at.0, last_event_id, body: body(&head, &rest) }
    }

    fn mention(&mut self, field: String, text: Arc<str>, payloads: &mut Vec<Payload>) -> (String, String, u64) {
        let bytes = text.len() as u64;
        let payload = self.payload(text);
        let named = (field, payload.hash().to_string(), bytes);
        payloads.push(payload);
        named
    }

    fn payload(&mut self, text: Arc<str>) -> Payload {
        if text.len() < WORTH_REMEMBERING {
            return Payload::new(text);
        }
        if self.hashed.len() >= REMEMBERED {
            self.hashed.clear();
        }
        let place = (Arc::as_ptr(&text).cast::<u8>() as usize, text.len());
        self.hashed.entry(place).or_insert_with(|| Payload::new(text)).clone()
    }
}

fn body(head: &Head, rest: &str) -> String {
    let mut body = serde_json::to_string(head).unwrap_or_default();
    body.push('\n');
    body.push_str(rest);
    body
}

/// Reads the parts of a body: previous event, payloads, rest.
fn parts(body: &str) -> Result<(u64, Vec<Mention>, &str), String> {
    let (head, rest) = body.split_once('\n').ok_or("it has no second line")?;
    let head: Head = serde_json::from_str(head).map_err(|error| error.to_string())?;
    let mentions = head
        .payloads
        .into_iter()
        .map(|(field, hash, bytes)| {
            let hash = hash.parse().map_err(|_| format!("{hash:?} names no payload"))?;
            Ok(Mention { field, hash, bytes })
        })
        .collect::<Result<_, String>>()?;
    Ok((head.previous.unwrap_or(0), mentions, rest))
}

/// The event of a record. `payload` is asked for the text of each payload.
pub(crate) fn read_event(
    record: &EventRecord,
    mut payload: impl FnMut(&Mention) -> Result<Arc<str>, String>,
) -> Result<(HistoryEvent, Vec<Mention>), String> {
    let kind = EventKind::from_text(&record.kind)
        .ok_or_else(|| format!("event {} has the unknown type {:?}", record.id, record.kind))?;
    let (previous, mentions, rest) = parts(&record.body)?;
    let texts = mentions.iter().map(&mut payload).collect::<Result<Vec<_>, _>>()?;
    let named = mentions.iter().map(|mention| mention.field.as_str()).zip(texts);
    HistoryEvent::rebuild(record.id, previous, Timestamp(record.at), kind, rest, named)
        .map(|event| (event, mentions))
        .map_err(|error| error.to_string())
}

/// The input of a record. `payload` is asked for the text of each payload.
pub(crate) fn read_input(
    record: &InputRecord,
    mut payload: impl FnMut(&Mention) -> Result<Arc<str>, String>,
) -> Result<Input, String> {
    let (_, mentions, rest) = parts(&record.body)?;
    let mut input: Input = serde_json::from_str(rest).map_err(|error| error.to_string())?;
    for mention in &mentions {
        let text = payload(mention)?;
        let value = |text| Value::parse_shared(text).map_err(|error| error.to_string());
        match &mut input.kind {
            InputKind::Start(start) => start.input = value(text)?,
            InputKind::Recorded(recorded) => recorded.history = value(text)?,
            InputKind::ItemsRead { items: output, .. }
            | InputKind::ChildEnded { output, .. }
            | InputKind::ResultsWritten { output, .. }
            | InputKind::TaskSubmitted { output, .. }
            | InputKind::TaskSucceeded { output, .. } => {
                *output = value(text)?;
            }
            InputKind::TaskFailed { cause, .. } => *cause = Some(text),
            InputKind::Replace { .. }
            | InputKind::Forked { .. }
            | InputKind::Continue
            | InputKind::TaskStarted { .. }
            | InputKind::TaskHeartbeat { .. }
            | InputKind::TimerFired { .. }
            | InputKind::ItemsFailed { .. }
            | InputKind::ResultsFailed { .. }
            | InputKind::Redrive
            | InputKind::Stop { .. } => return Err("an input names a payload that it cannot have".into()),
        }
    }
    Ok(input)
}

#[cfg(test)]
mod tests {
    use stepwell_interpreter::{Details, FailureStage, Start, TaskId};

    use super::*;

    fn lookup(payloads: &[Payload]) -> impl FnMut(&Mention) -> Result<Arc<str>, String> + '_ {
        |mention| {
            let found = payloads.iter().find(|payload| payload.hash() == mention.hash);
            found.map(|payload| payload.text().clone()).ok_or_else(|| "gone".to_owned())
        }
    }

    #[test]
    fn inputs_come_back_as_they_were_and_long_texts_stand_beside_them() {
        let long = Value::parse(&format!("[1.0,  \"{}\"]", "x".repeat(5000))).unwrap();
        let kinds = [
            InputKind::Start(Box::new(Start {
                input: long.clone(),
                execution_arn: "arn:e".into(),
                name: "e".into(),
                role_arn: "arn:r".into(),
                state_machine_arn: "arn:m".into(),
                state_machine_name: "m".into(),
                seed: u64::MAX,
                region: "us-east-1".into(),
                synchronous: false,
            })),
            InputKind::TaskSucceeded { task: TaskId(7), output: long },
            InputKind::TaskFailed {
                task: TaskId(8),
                stage: FailureStage::Run,
                error: Some("E".into()),
                cause: Some("\n not JSON".into()),
            },
            InputKind::TaskFailed { task: TaskId(8), stage: FailureStage::Run, error: None, cause: None },
            InputKind::Continue,
        ];
        let (mut writer, mut payloads) = (Writer::default(), Vec::new());
        for (number, kind) in (1..).zip(kinds) {
            let input = Input { at: Timestamp(5), kind };
            let record = writer.input(number, &input, 9, &mut payloads);
            assert!(record.body.len() < 1000, "{}", record.body);
            let read = read_input(&record, lookup(&payloads)).unwrap();
            assert_eq!(read, input);
            if let (InputKind::TaskSucceeded { output: now, .. }, InputKind::TaskSucceeded { output: before, .. }) =
                (&read.kind, &input.kind)
            {
                assert_eq!(now.to_text(), before.to_text(), "the text is kept as written");
            }
        }
    }

    #[test]
    fn events_come_back_as_they_were() {
        let event = HistoryEvent {
            id: 3,
            previous_event_id: 2,
            timestamp: Timestamp(1_700_000_000_123),
            kind: EventKind::PassStateExited,
            details: Details::StateExited {
                name: "A \"quoted\"\nname".into(),
                output: Value::parse("{\"a\":  1.0}").unwrap().into(),
                assigned_variables: vec![("v".into(), Value::from(1i64).into())],
            },
        };
        let (mut writer, mut payloads) = (Writer::default(), Vec::new());
        let record = writer.event(&event, &mut payloads);
        let (read, mentions) = read_event(&record, lookup(&payloads)).unwrap();
        assert_eq!(read, event);
        assert_eq!(read.to_json(), event.to_json());
        assert_eq!(mentions.iter().map(|m| m.field.as_str()).collect::<Vec<_>>(), ["output", "assignedVariables.v"]);
        assert_eq!(mentions[0].bytes, 11);
    }

    #[test]
    fn a_text_that_passes_through_is_hashed_once() {
        let mut writer = Writer::default();
        let text: Arc<str> = "y".repeat(1000).into();
        let (mut first, mut second) = (Vec::new(), Vec::new());
        writer.mention("input".into(), text.clone(), &mut first);
        writer.mention("output".into(), text.clone(), &mut second);
        assert_eq!(first, second);
        assert_eq!(writer.hashed.len(), 1);
        assert!(Arc::ptr_eq(first[0].text(), second[0].text()));
    }

    #[test]
    fn records_that_make_no_sense_are_refused_not_believed() {
        let record = |kind: &str, body: &str| EventRecord { id: 1, at: 0, kind: kind.into(), body: body.into() };
        for (kind, body) in [
            ("NoSuchEvent", "{}\n{}"),
            ("PassStateEntered", ""),
            ("PassStateEntered", "{}\n{}"),
            ("PassStateEntered", "{\"r\":[[\"input\",\"12\",1]]}\n{\"name\":\"A\"}"),
        ] {
            read_event(&record(kind, body), |_| Ok("".into())).unwrap_err();
        }
    }
}
