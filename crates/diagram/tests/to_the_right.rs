//! Diagrams that flow from left to right.

mod common;

use common::{check, leads_on, placed_right, sketch};
use stepwell_diagram::{Diagram, Direction, EdgeKind, PlacedEdge, PlacedNode, measure};

fn fixture(name: &str) -> Diagram {
    let path = format!("{}/tests/fixtures/{name}.asl.json", env!("CARGO_MANIFEST_DIR"));
    let diagram = placed_right(&std::fs::read_to_string(path).unwrap());
    assert_eq!(check(&diagram), Ok(()), "{name}");
    assert_eq!(leads_on(&diagram, Direction::Right), Ok(()), "{name}");
    diagram
}

fn node<'a>(diagram: &'a Diagram, id: &str) -> &'a PlacedNode {
    diagram.nodes.iter().find(|node| node.id == id).unwrap()
}

fn out<'a>(diagram: &'a Diagram, id: &'a str) -> impl Iterator<Item = &'a PlacedEdge> {
    diagram.edges.iter().filter(move |edge| edge.from == id)
}

#[test]
fn fixtures_are_placed_as_before() {
    for name in ["order", "rules", "catchers", "nested"] {
        insta::assert_snapshot!(name, sketch(&fixture(name)));
    }
}

#[test]
fn what_follows_stands_right_of_it_and_is_entered_at_the_left() {
    let diagram = fixture("order");
    for edge in diagram.edges.iter().filter(|edge| edge.kind == EdgeKind::Next && !edge.is_loop) {
        let (from, to) = (node(&diagram, &edge.from), node(&diagram, &edge.to));
        let (first, last) = (edge.points[0], edge.points[edge.points.len() - 1]);
        assert_eq!(first, (from.x + from.width, from.y + from.height / 2.0), "{}", edge.id);
        assert!(last.0 == to.x || last.1 == to.y || last.1 == to.y + to.height, "{}", edge.id);
    }
}

#[test]
fn each_rule_leaves_at_the_end_of_its_row() {
    let mut rules = 0;
    for name in ["order", "rules", "polling"] {
        let diagram = fixture(name);
        for choice in diagram.nodes.iter().filter(|node| !node.rules.is_empty()) {
            for edge in out(&diagram, &choice.id) {
                let index = match edge.kind {
                    EdgeKind::Choice(index) => Some(index),
                    _ => None,
                };
                let row = choice.rules.iter().find(|row| row.index == index).unwrap();
                assert_eq!(row.outlet, (choice.width, row.y + row.height / 2.0), "{}", edge.id);
                assert_eq!(edge.points[0], (choice.x + row.outlet.0, choice.y + row.outlet.1), "{}", edge.id);
                assert_eq!(edge.label, None, "{}", edge.id);
                rules += 1;
            }
        }
    }
    assert!(rules > 8, "only {rules} rules");
}

#[test]
fn frames_keep_their_head_on_top_and_branches_stand_below_each_other() {
    let diagram = fixture("nested");
    let mut frames = 0;
    for frame in diagram.nodes.iter().filter(|node| node.kind == stepwell_diagram::NodeKind::Frame) {
        let inside: Vec<&PlacedNode> =
            diagram.nodes.iter().filter(|node| node.parent.as_deref() == Some(&frame.id)).collect();
        assert!(inside.iter().all(|child| child.y >= frame.y + measure::FRAME_HEADER), "{}", frame.id);
        let branches: Vec<&&PlacedNode> = inside.iter().filter(|child| child.branch.is_some()).collect();
        for two in branches.windows(2) {
            assert_eq!((two[0].x, two[0].width), (two[1].x, two[1].width), "{}", frame.id);
            assert_eq!(two[1].y, two[0].y + two[0].height + measure::BRANCH_GAP, "{}", frame.id);
        }
        frames += 1;
    }
    assert!(frames > 1, "only {frames} frames");
}

#[test]
fn catchers_labels_stand_below_their_cards() {
    let diagram = fixture("catchers");
    let cards = diagram.nodes.iter().filter(|node| node.kind == stepwell_diagram::NodeKind::State);
    let mut labels = 0;
    for card in cards {
        for edge in out(&diagram, &card.id).filter(|edge| matches!(edge.kind, EdgeKind::Catch(_)) && !edge.is_loop) {
            let (x, y) = edge.label_at.unwrap();
            assert!(x > card.x && x < card.x + card.width, "{}: {x}", edge.id);
            assert!(y > card.y + card.height + measure::LABEL_HEIGHT / 2.0, "{}: {y}", edge.id);
            labels += 1;
        }
    }
    assert!(labels > 1, "only {labels} labels");
}
