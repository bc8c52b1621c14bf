//! Random machines: whatever they are, their diagrams keep what must hold.

mod common;

use common::{check, placed};
use proptest::prelude::*;
use stepwell_diagram::{Look, svg};

/// A state in few numbers: its type, and what its targets are taken from.
#[derive(Clone, Debug)]
struct Sketch {
    kind: u8,
    targets: Vec<u8>,
    catches: Vec<u8>,
    inside: Vec<Vec<Sketch>>,
}

fn states(most: usize, deep: u32) -> impl Strategy<Value = Vec<Sketch>> {
    let flat = (0_u8..9, prop::collection::vec(any::<u8>(), 0..5), prop::collection::vec(any::<u8>(), 0..3))
        .prop_map(|(kind, targets, catches)| Sketch { kind, targets, catches, inside: Vec::new() });
    let nested = flat.prop_recursive(deep, 24, 4, |inner| {
        (
            6_u8..8,
            any::<u8>(),
            prop::collection::vec(any::<u8>(), 0..3),
            prop::collection::vec(prop::collection::vec(inner, 0..4), 0..4),
        )
            .prop_map(|(kind, target, catches, inside)| Sketch {
                kind,
                targets: vec![target],
                catches,
                inside,
            })
    });
    prop::collection::vec(nested, 0..most)
}

fn machine(states: &[Sketch]) -> serde_json::Value {
    use serde_json::{Value, json};
    let name = |number: u8| format!("S{}", usize::from(number) % (states.len() + 1));
    let mut all = serde_json::Map::new();
    for (number, state) in states.iter().enumerate() {
        let catches: Vec<Value> =
            state.catches.iter().map(|to| json!({"ErrorEquals": ["States.ALL"], "Next": name(*to)})).collect();
        let kinds = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map", "Odd"];
        let mut value = json!({"Type": kinds[usize::from(state.kind)], "Catch": catches});
        match state.kind {
            2 => {
                let rules: Vec<Value> = state
                    .targets
                    .iter()
                    .skip(1)
                    .map(|to| json!({"Variable": "$.a", "IsNull": true, "Next": name(*to)}))
                    .collect();
                value["Choices"] = rules.into();
                if let Some(to) = state.targets.first() {
                    value["Default"] = name(*to).into();
                }
            }
            6 => value["Branches"] = state.inside.iter().map(|inside| machine(inside)).collect(),
            7 => value["ItemProcessor"] = state.inside.first().map_or(Value::Null, |inside| machine(inside)),
            _ => {}
        }
        match state.targets.first() {
            Some(to) if state.kind != 2 => value["Next"] = name(*to).into(),
            _ => value["End"] = true.into(),
        }
        all.insert(format!("S{number}"), value);
    }
    json!({"StartAt": "S0", "States": all})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn diagrams_keep_what_must_hold(states in states(14, 3)) {
        let text = machine(&states).to_string();
        let diagram = placed(&text);
        prop_assert_eq!(check(&diagram), Ok(()), "{}", text);
        prop_assert_eq!(&placed(&text), &diagram);
        svg(&diagram, &Look::default());
    }

    #[test]
    fn any_text_has_a_diagram(text in ".{0,200}") {
        prop_assert_eq!(check(&placed(&text)), Ok(()));
    }

    #[test]
    fn half_a_text_has_a_diagram(states in states(8, 2), cut in 0.0..1.0_f64) {
        let mut text = machine(&states).to_string();
        text.truncate((text.len() as f64 * cut) as usize);
        prop_assert_eq!(check(&placed(&text)), Ok(()), "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn larger_machines_too(states in states(60, 1)) {
        let text = machine(&states).to_string();
        prop_assert_eq!(check(&placed(&text)), Ok(()), "{}", text);
    }
}
