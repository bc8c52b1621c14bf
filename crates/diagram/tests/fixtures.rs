//! Placed diagrams of a handful of machines, as snapshots.

mod common;

use common::{check, placed, sketch};
use stepwell_diagram::{EdgeKind, Execution, Fonts, Look, NodeKind, PlacedNode, Status, Theme, png, svg};

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/{name}.asl.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

const FIXTURES: [&str; 6] = ["order", "polling", "rules", "catchers", "nested", "broken"];

#[test]
fn fixtures_are_placed_as_before() {
    for name in FIXTURES {
        let diagram = placed(&fixture(name));
        assert_eq!(check(&diagram), Ok(()), "{name}");
        insta::assert_snapshot!(name, sketch(&diagram));
    }
}

fn node<'a>(diagram: &'a stepwell_diagram::Diagram, id: &str) -> &'a PlacedNode {
    diagram.nodes.iter().find(|node| node.id == id).unwrap()
}

fn middle(node: &PlacedNode) -> f64 {
    node.x + node.width / 2.0
}

#[test]
fn the_main_way_is_a_straight_column() {
    let diagram = placed(&fixture("order"));
    let column = ["#start", "Check stock and risk", "Route order", "Reserve and charge", "Pack each parcel", "#end"];
    for id in column {
        assert_eq!(middle(node(&diagram, id)), middle(node(&diagram, "#start")), "{id}");
    }
}

#[test]
fn rules_stand_left_to_right_as_written_and_the_default_last() {
    let diagram = placed(&fixture("rules"));
    let x: Vec<f64> = ["A", "B", "C", "D"].iter().map(|id| node(&diagram, id).x).collect();
    assert!(x.is_sorted(), "{x:?}");
    let choice = node(&diagram, "Which");
    // The default leaves below, the rules at the left of their rows.
    assert_eq!(choice.rules[3].outlet, (choice.width / 2.0, choice.height));
    for rule in &choice.rules[..3] {
        assert_eq!(rule.outlet, (0.0, rule.y + rule.height / 2.0));
    }
}

#[test]
fn catch_edges_leave_at_the_right_and_loops_run_left() {
    let diagram = placed(&fixture("order"));
    let edge = |id: &str| diagram.edges.iter().find(|edge| edge.id == id).unwrap();
    let catch = edge("Check stock and risk|catch:0|Route order");
    let card = node(&diagram, "Check stock and risk");
    assert_eq!((catch.kind, catch.points[0].0), (EdgeKind::Catch(0), card.x + card.width));
    let back = edge("Wait for restock|next|Check stock and risk");
    let left = diagram.nodes.iter().map(|node| node.x).fold(f64::INFINITY, f64::min);
    assert!(back.is_loop);
    assert!(back.points.iter().any(|point| point.0 < left));
}

#[test]
fn one_more_state_moves_only_what_is_below_it() {
    let before = placed(&fixture("order"));
    let text = fixture("order").replace(r#""Next": "Route order""#, r#""Next": "New""#).replacen(
        r#""States": {"#,
        r#""States": {"New": {"Type": "Pass", "Next": "Route order"},"#,
        1,
    );
    let after = placed(&text);
    assert_eq!(after.nodes.len(), before.nodes.len() + 1);
    let moved = |id: &str| node(&after, id).x - node(&before, id).x;
    // Sideways everything moves by the same amount.
    let shift = moved("#start");
    for node in &before.nodes {
        assert!((moved(&node.id) - shift).abs() <= 1.0, "{}", node.id);
    }
}

#[test]
fn what_is_missing_or_double_is_drawn_all_the_same() {
    let diagram = placed(&fixture("broken"));
    let ids: Vec<&str> = diagram.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids, ["First", "Alone", "Same", "Same#2", "Odd", "Unfinished", "#start", "#end"]);
    // A target that does not exist gives no edge.
    assert!(!diagram.edges.iter().any(|edge| edge.id.starts_with("First|next")));
    // A state that follows itself has a loop of its own.
    let own = diagram.edges.iter().find(|edge| edge.from == "Alone" && edge.to == "Alone").unwrap();
    assert!(own.is_loop && own.points.len() >= 4);
}

#[test]
fn what_is_no_state_machine_is_empty() {
    for text in ["", "[]", "7", "not json", "{}", "\"\u{0}\""] {
        let diagram = placed(text);
        assert!(diagram.nodes.iter().all(|node| node.kind != NodeKind::State), "{text}");
        assert!(svg(&diagram, &Look::default()).contains("<svg"), "{text}");
    }
    // An empty machine has an edge to drop the first state on.
    assert_eq!(placed(r#"{"States": {}}"#).edges.len(), 1);
}

#[test]
fn names_that_look_like_ids_stay_apart() {
    let text = r##"{"StartAt": "#start", "States": {"#start": {"Type": "Parallel", "Branches": [{"States": {"a": {}}},
        {"States": {"a": {}}}], "Next": "#start#branch0"}, "#start#branch0": {"Type": "Pass", "End": true},
        "a|next": {"Type": "Pass", "Next": "b"}, "a": {"Type": "Pass", "Next": "next|b"}, "b": {}, "next|b": {}}}"##;
    assert_eq!(check(&placed(text)), Ok(()));
}

#[test]
fn printed_names_are_text_and_not_markup() {
    let text = r#"{"StartAt": "<script>&\"\u0001", "States": {"<script>&\"\u0001": {"Type": "Pass", "End": true}}}"#;
    let text = svg(&placed(text), &Look::default());
    assert!(text.contains("&lt;script&gt;&amp;&quot;"));
    assert!(!text.contains("<script>") && !text.contains('\u{1}'));
    assert!(png(&text, 1.0).is_ok());
}

#[test]
fn svg_is_as_before() {
    let diagram = placed(&fixture("polling"));
    insta::assert_snapshot!("polling_light", svg(&diagram, &Look::default()));
    let mut execution = Execution::default();
    execution.states.insert("Start job".into(), Status::Succeeded);
    execution.states.insert("Wait a minute".into(), Status::Running);
    execution.edges.insert("Start job|next|Wait a minute".into(), Status::Succeeded);
    let look = Look { theme: Theme::Dark, execution: Some(execution), fonts: Fonts::Named };
    insta::assert_snapshot!("polling_dark_run", svg(&diagram, &look));
}

#[test]
fn png_is_a_picture_or_says_why_not() {
    let diagram = placed(&fixture("order"));
    let text = svg(&diagram, &Look { fonts: Fonts::Embedded, ..Look::default() });
    let picture = png(&text, 2.0).unwrap();
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    let width = u32::from_be_bytes(picture[16..20].try_into().unwrap());
    assert_eq!(f64::from(width), (diagram.width.ceil() * 2.0));
    assert_eq!(png(&text, 1000.0).unwrap_err().code(), "PICTURE_TOO_LARGE");
    assert_eq!(png(&text, 0.0).unwrap_err().code(), "BAD_SCALE");
    assert_eq!(png(&text, f32::NAN).unwrap_err().code(), "BAD_SCALE");
    assert_eq!(png("<svg", 1.0).unwrap_err().code(), "BAD_SVG");
}
