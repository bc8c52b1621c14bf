//! Documents that no person writes: large, deep, broken.

mod common;

use common::{check, placed, placed_right};
use stepwell_diagram::{Look, MAX_EDGES, MAX_STATES, NodeKind, svg};

#[test]
fn ten_thousand_levels_are_drawn_as_deep_as_they_can_be_read() {
    let open = r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":["#;
    let whole = format!("{}{{}}{}", open.repeat(10_000), "]}}}".repeat(10_000));
    for text in [whole, open.repeat(10_000)] {
        let diagram = placed(&text);
        assert_eq!(check(&diagram), Ok(()));
        assert!(svg(&diagram, &Look::default()).ends_with("</svg>\n"));
    }
}

#[test]
fn what_lies_too_deep_is_closed_and_said() {
    // As deep as a JSON value may be, and deeper than machines are seen.
    let open = r#"{"States":{"P":{"Type":"Map","ItemProcessor":"#;
    let diagram = placed(&format!("{}{{}}{}", open.repeat(80), "}}}".repeat(80)));
    assert_eq!(check(&diagram), Ok(()));
    let frames = diagram.nodes.iter().filter(|node| node.kind == NodeKind::Frame).count();
    assert_eq!(frames, stepwell_asl::MAX_MACHINE_NESTING);
    assert!(diagram.notes[0].contains("drawn closed"), "{:?}", diagram.notes);
}

#[test]
fn more_states_than_anybody_can_see_are_left_out_and_said() {
    let states: Vec<String> = (0..MAX_STATES + 5).map(|n| format!(r#""S{n}":{{"Type":"Pass","End":true}}"#)).collect();
    let diagram = placed(&format!(r#"{{"StartAt":"S0","States":{{{}}}}}"#, states.join(",")));
    assert_eq!(check(&diagram), Ok(()));
    assert_eq!(diagram.nodes.iter().filter(|node| node.state.is_some()).count(), MAX_STATES);
    assert!(diagram.notes[0].starts_with("5 states are not drawn"), "{:?}", diagram.notes);
}

#[test]
fn more_transitions_than_anybody_can_follow_are_left_out_and_said() {
    // 120 Choice states that each lead to 200 others.
    let states: Vec<String> = (0..120)
        .map(|n| {
            let rules: Vec<String> = (0..200).map(|k| format!(r#"{{"Next":"S{}"}}"#, (n * 7 + k) % 120)).collect();
            format!(r#""S{n}":{{"Type":"Choice","Choices":[{}]}}"#, rules.join(","))
        })
        .collect();
    let text = format!(r#"{{"StartAt":"S0","States":{{{}}}}}"#, states.join(","));
    let diagram = placed(&text);
    assert_eq!(check(&diagram), Ok(()));
    assert_eq!(diagram.edges.len(), MAX_EDGES + 1);
    assert_eq!(placed_right(&text).edges.len(), MAX_EDGES + 1);
    assert!(diagram.notes[0].starts_with("4000 transitions are not drawn"), "{:?}", diagram.notes);
}

#[test]
fn long_names_are_shortened_only_where_they_are_printed() {
    let name = "a".repeat(3_000_000);
    let diagram =
        placed(&format!(r#"{{"StartAt":"{name}","States":{{"{name}":{{"Type":"Pass","Comment":"{name}"}}}}}}"#));
    assert_eq!(diagram.nodes[0].title, name);
    assert!(svg(&diagram, &Look::default()).len() < 10_000);
}
