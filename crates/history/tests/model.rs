//! Any sequence of creations, appends, failed batches and deletions leaves what a plain model says.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use stepwell_history::{Commit, EventRecord, Filter, History, InputRecord, NewExecution, Payload, PayloadHash};

#[derive(Debug, Clone)]
enum Act {
    Create(u8),
    Append { execution: u8, events: Vec<u8>, inputs: u8, kept: bool },
    Delete(u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => (0u8..4).prop_map(Act::Create),
        4 => (0u8..4, prop::collection::vec(0u8..6, 0..4), 0u8..3, prop::bool::weighted(0.8))
            .prop_map(|(execution, events, inputs, kept)| Act::Append { execution, events, inputs, kept }),
        1 => (0u8..4).prop_map(Act::Delete),
    ]
}

#[derive(Default)]
struct Expected {
    events: Vec<EventRecord>,
    inputs: Vec<InputRecord>,
    texts: BTreeSet<String>,
}

fn arn(number: u8) -> String {
    format!("arn:{number}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn the_database_agrees_with_the_model(acts in prop::collection::vec(act(), 0..40)) {
        let mut history = History::open_in_memory().unwrap();
        let mut model: BTreeMap<u8, Expected> = BTreeMap::new();
        for act in acts {
            match act {
                Act::Create(number) => {
                    let input = format!("input {}", number % 2);
                    let made = history.create(&NewExecution {
                        arn: arn(number), definition: "definition".into(), input: input.as_str().into(),
                        ..NewExecution::default()
                    });
                    prop_assert_eq!(made.is_ok(), !model.contains_key(&number));
                    let expected = model.entry(number).or_default();
                    expected.texts.extend([input, "definition".to_owned()]);
                }
                Act::Append { execution, events, inputs, kept } => {
                    let Some(expected) = model.get_mut(&execution) else {
                        prop_assert!(history.append(&arn(execution), &Commit::default()).is_err());
                        continue;
                    };
                    let first = expected.events.len() as u64 + 1;
                    let mut commit = Commit::default();
                    for (offset, text) in events.iter().enumerate() {
                        let payload = Payload::new(format!("text {text}"));
                        commit.events.push(EventRecord {
                            id: first + offset as u64, at: 1, kind: "k".into(), body: payload.hash().to_string(),
                        });
                        commit.payloads.push(payload);
                    }
                    for number in 0..u64::from(inputs) {
                        let number = expected.inputs.len() as u64 + 1 + number;
                        let last_event_id = first + events.len() as u64 - 1;
                        commit.inputs.push(InputRecord { number, at: 2, last_event_id, body: "i".into() });
                    }
                    let mut batch = history.batch().unwrap();
                    batch.append(&arn(execution), &commit).unwrap();
                    if kept {
                        batch.commit().unwrap();
                        expected.texts.extend(commit.payloads.iter().map(|payload| payload.text().to_string()));
                        expected.events.extend(commit.events);
                        expected.inputs.extend(commit.inputs);
                    }
                }
                Act::Delete(number) => {
                    let there = model.remove(&number).is_some();
                    prop_assert_eq!(history.delete([arn(number).as_str()]).is_ok(), there);
                }
            }
        }
        prop_assert_eq!(history.executions(&Filter::default(), None, 99).unwrap().executions.len(), model.len());
        for (number, expected) in &model {
            prop_assert_eq!(&history.events(&arn(*number), 1, 999).unwrap(), &expected.events);
            prop_assert_eq!(&history.inputs(&arn(*number), 1, 999).unwrap(), &expected.inputs);
        }
        let live: BTreeSet<&String> = model.values().flat_map(|expected| &expected.texts).collect();
        let every = (0..6).map(|n| format!("text {n}")).chain((0..2).map(|n| format!("input {n}")))
            .chain(["definition".to_owned()]);
        for text in every {
            prop_assert_eq!(history.payload(&PayloadHash::of(&text)).is_ok(), live.contains(&text), "{}", text);
        }
    }
}
