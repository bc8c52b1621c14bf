//! Random machines: whatever they are, their diagrams keep what must hold.

mod common;

use common::{check, leads_on, placed, placed_right};
use proptest::prelude::*;
use stepwell_diagram::{Diagram, Direction, Look, svg};

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
        prop_assert_eq!(leads_on(&diagram, Direction::Down), Ok(()), "{}", text);
        svg(&diagram, &Look::default());
        let right = placed_right(&text);
        prop_assert_eq!(check(&right), Ok(()), "{}", text);
        prop_assert_eq!(leads_on(&right, Direction::Right), Ok(()), "{}", text);
        prop_assert_eq!(&placed_right(&text), &right);
        let ids = |diagram: &Diagram| (
            diagram.nodes.iter().map(|node| node.id.clone()).collect::<Vec<_>>(),
            diagram.edges.iter().map(|edge| edge.id.clone()).collect::<Vec<_>>(),
        );
        prop_assert_eq!(ids(&right), ids(&diagram));
        svg(&right, &Look::default());
    }

    #[test]
    fn any_text_has_a_diagram(text in ".{0,200}") {
        prop_assert_eq!(check(&placed(&text)), Ok(()));
        prop_assert_eq!(check(&placed_right(&text)), Ok(()));
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
        prop_assert_eq!(check(&placed_right(&text)), Ok(()), "{}", text);
    }
}

/// A piece of a workflow as people write them: entered at its first state, left to whatever comes next.
#[derive(Clone, Debug)]
enum Piece {
    Task {
        is_caught: bool,
    },
    /// By rule, the states of its way; the last way is the default's.
    Ways(Vec<u8>),
    /// A Choice that goes back to the piece that is so many pieces before it.
    Again(u8),
    /// A Choice that goes past so many pieces.
    Skip(u8),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        4 => any::<bool>().prop_map(|is_caught| Piece::Task { is_caught }),
        2 => prop::collection::vec(0_u8..3, 2..4).prop_map(Piece::Ways),
        1 => (1_u8..4).prop_map(Piece::Again),
        1 => (1_u8..4).prop_map(Piece::Skip),
    ];
    prop::collection::vec(piece, 2..10)
}

/// The pieces as one machine. Their states keep their names when another piece comes in between: `with` is one more
/// Pass state before the piece at its place.
fn chain(pieces: &[Piece], with: Option<usize>) -> serde_json::Value {
    use serde_json::{Value, json};
    let entry = |at: usize| if at < pieces.len() { format!("P{at}") } else { "Done".to_owned() };
    let towards = |at: usize| if with == Some(at) { "New".to_owned() } else { entry(at) };
    let rule = |to: String| json!({"Variable": "$.a", "IsNull": true, "Next": to});
    let task = |to: String| json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": to});
    let mut states = serde_json::Map::new();
    for (at, piece) in pieces.iter().enumerate() {
        let next = towards(at + 1);
        let state: Value = match piece {
            Piece::Task { is_caught } => {
                let mut state = task(next);
                if *is_caught {
                    state["Catch"] = json!([{"ErrorEquals": ["States.ALL"], "Next": "Failed"}]);
                }
                state
            }
            Piece::Ways(ways) => {
                let mut rules = Vec::new();
                for (way, length) in ways.iter().enumerate() {
                    let name = |step: u8| format!("P{at} {way} {step}");
                    rules.push(rule(if *length == 0 { next.clone() } else { name(0) }));
                    for step in 0..*length {
                        let to = if step + 1 == *length { next.clone() } else { name(step + 1) };
                        states.insert(name(step), task(to));
                    }
                }
                let default = rules.pop().map_or(Value::Null, |rule| rule["Next"].clone());
                json!({"Type": "Choice", "Choices": rules, "Default": default})
            }
            Piece::Again(back) => {
                let to = entry(at.saturating_sub(usize::from(*back)));
                json!({"Type": "Choice", "Choices": [rule(to)], "Default": next})
            }
            Piece::Skip(ahead) => {
                let to = towards((at + 1 + usize::from(*ahead)).min(pieces.len()));
                json!({"Type": "Choice", "Choices": [rule(to)], "Default": next})
            }
        };
        states.insert(entry(at), state);
    }
    if let Some(at) = with {
        states.insert("New".to_owned(), json!({"Type": "Pass", "Next": entry(at)}));
    }
    states.insert("Done".to_owned(), json!({"Type": "Succeed"}));
    states.insert("Failed".to_owned(), json!({"Type": "Fail"}));
    json!({"StartAt": towards(0), "States": states})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn one_more_state_keeps_the_order_of_the_others(pieces in pieces(), place in any::<prop::sample::Index>()) {
        let text = chain(&pieces, None).to_string();
        let before = placed(&text);
        let after = placed(&chain(&pieces, Some(place.index(pieces.len()))).to_string());
        prop_assert_eq!(check(&after), Ok(()));
        let at = |diagram: &Diagram, id: &str| {
            let node = diagram.nodes.iter().find(|node| node.id == id);
            node.map(|node| (node.x + node.width / 2.0, node.y))
        };
        let start = |diagram: &Diagram| at(diagram, "#start").map(|(x, _)| x);
        let both: Vec<_> = before
            .nodes
            .iter()
            .filter_map(|node| Some((node.id.as_str(), at(&before, &node.id)?, at(&after, &node.id)?)))
            .collect();
        prop_assert_eq!(both.len(), before.nodes.len());
        let (column, new_column) = (start(&before).unwrap(), start(&after).unwrap());
        for (id, old, new) in &both {
            // What stands in the column of the start, or left or right of it, still does.
            let side = |x: f64, column: f64| if (x - column).abs() < 1.0 { 0.0 } else { (x - column).signum() };
            prop_assert_eq!(side(old.0, column), side(new.0, new_column), "{} in {}", id, &text);
            for (other, old_other, new_other) in &both {
                let beside = old.1 == old_other.1 && new.1 == new_other.1;
                let turned = beside && old.0 < old_other.0 && new.0 > new_other.0;
                let swapped = old.1 < old_other.1 && new.1 > new_other.1;
                prop_assert!(!turned && !swapped, "{} and {} in {}", id, other, &text);
            }
        }
    }
}
