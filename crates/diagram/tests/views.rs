//! Less than everything, and more: closed frames, one frame alone, comments as notes.

mod common;

use common::{check, placed};
use std::collections::BTreeSet;
use stepwell_asl::{Document, Format, StatePath};
use stepwell_diagram::{Diagram, NodeKind, Options, place};

const TEXT: &str = r#"{ "StartAt": "Each", "States": {
  "Each": {
    "Type": "Map",
    "Comment": "Every order of the day, one after the other, so that the stock is counted right, whoever else may be counting it at the same time and wherever they may do that, today or tomorrow",
    "ItemProcessor": { "StartAt": "Both", "States": {
      "Both": { "Type": "Parallel", "Branches": [
        { "StartAt": "L", "States": { "L": { "Type": "Pass", "Comment": "Unbreakable-word-that-is-far-too-long-for-any-card-there-ever-was", "End": true } } },
        { "StartAt": "R", "States": { "R": { "Type": "Pass", "End": true } } }
      ], "End": true }
    } },
    "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Bad" } ],
    "Next": "Bad"
  },
  "Bad": { "Type": "Fail" }
} }"#;

fn shown(options: &Options) -> Diagram {
    let diagram = place(&Document::parse(TEXT, Format::Json), options);
    assert_eq!(check(&diagram), Ok(()));
    diagram
}

fn ids(diagram: &Diagram) -> Vec<&str> {
    diagram.nodes.iter().map(|node| node.id.as_str()).collect()
}

#[test]
fn a_closed_frame_is_a_card_that_says_what_it_holds() {
    let folded = BTreeSet::from([StatePath::top("Each")]);
    let diagram = shown(&Options { folded, ..Options::default() });
    assert_eq!(ids(&diagram), ["Each", "Bad", "#start"]);
    assert_eq!(diagram.nodes[0].kind, NodeKind::State);
    assert_eq!(diagram.nodes[0].subtitle, "each of the input · 3 states");
    let edges: Vec<&str> = diagram.edges.iter().map(|edge| edge.id.as_str()).collect();
    assert_eq!(edges, ["Each|next|Bad", "Each|catch:0|Bad", "#start|start|Each"]);
}

#[test]
fn one_frame_alone_keeps_its_ids() {
    let both = StatePath::from(["Each", "Both"]);
    let diagram = shown(&Options { within: Some(both), ..Options::default() });
    assert_eq!(ids(&diagram), ["Each/Both", "Each/Both#branch0", "Each/Both/L", "Each/Both#branch1", "Each/Both/R"]);
    let whole = placed(TEXT);
    for node in &diagram.nodes {
        assert!(whole.nodes.iter().any(|other| other.id == node.id && other.state == node.state), "{}", node.id);
    }
    // What is not there, or holds nothing, shows everything.
    for path in [StatePath::top("Nobody"), StatePath::top("Bad")] {
        assert_eq!(ids(&shown(&Options { within: Some(path), ..Options::default() })), ids(&whole));
    }
}

#[test]
fn notes_have_room_of_their_own() {
    let (without, with) = (placed(TEXT), shown(&Options { notes: true, ..Options::default() }));
    let size = |diagram: &Diagram, id: &str| {
        let node = diagram.nodes.iter().find(|node| node.id == id).expect("it is drawn");
        (node.width, node.height, node.note.clone())
    };
    assert!(without.nodes.iter().all(|node| node.note.is_empty()));
    let (width, height, note) = size(&with, "Each/Both/L");
    let (old_width, old_height, _) = size(&without, "Each/Both/L");
    assert_eq!((width, height - old_height, note.len()), (old_width, 24.0, 1));
    assert!(note[0].contains('…'), "{note:?}");
    assert_eq!(size(&with, "Each/Both/R").2, Vec::<String>::new());
    // As wide as its frame, at most four lines, the last of which says that there is more.
    let (_, _, note) = size(&with, "Each");
    assert!((2..=4).contains(&note.len()), "{note:?}");
    assert_eq!(note.first().map(|line| line.starts_with("Every order of the day")), Some(true));
}
