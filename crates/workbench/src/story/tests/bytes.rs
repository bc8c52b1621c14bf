//! What passed over the edges.

use serde_json::json;

use super::run;
use crate::schema::EdgeBytes;
use crate::story::Story;

fn of<'a>(all: &'a [EdgeBytes], edge: &str) -> &'a EdgeBytes {
    all.iter().find(|one| one.edge == edge).unwrap_or_else(|| panic!("{edge} was not taken: {all:?}"))
}

fn told(story: &Story, edge: &str) -> (u64, u32, bool, bool) {
    let all = story.edge_bytes(u64::MAX);
    let one = of(&all, edge);
    (one.bytes, one.count, one.most, one.near)
}

#[test]
fn an_edge_tells_what_passed_last() {
    let definition = json!({"StartAt": "Count", "States": {
        "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 5)"}, "Next": "Enough"},
        "Enough": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 10, "Next": "Count"}], "Default": "Done"},
        "Done": {"Type": "Pass", "Result": {"total": 10}, "End": true}
    }});
    let story = run(&definition, r#"{ "n": 1 }"#, json!({}));
    // The input keeps the spaces it was given with.
    assert_eq!(told(&story, "#start|start|Count"), (10, 1, false, false));
    assert_eq!(told(&story, "Count|next|Enough"), (8, 2, false, false));
    assert_eq!(told(&story, "Enough|choice:0|Count"), (7, 1, false, false));
    assert_eq!(told(&story, "Enough|default|Done"), (8, 1, false, false));
    assert_eq!(told(&story, "Done|end|#end"), (12, 1, false, false));
    // As of an earlier event only what had passed by then.
    let first = story.visits_of("Enough", u64::MAX)[0].entered;
    assert_eq!(of(&story.edge_bytes(first), "Count|next|Enough").bytes, 7);
    assert_eq!(story.edge_bytes(first).len(), 2);
    assert!(story.edge_bytes(0).is_empty());
}

#[test]
fn inside_of_a_map_it_tells_the_most_and_how_often() {
    let definition = json!({"StartAt": "Each", "States": {
        "Each": {"Type": "Map", "ItemProcessor": {"StartAt": "First", "States": {
            "First": {"Type": "Pass", "Next": "Second"},
            "Second": {"Type": "Pass", "End": true}
        }}, "Next": "Both"},
        "Both": {"Type": "Parallel", "Branches": [{"StartAt": "Left", "States": {
            "Left": {"Type": "Pass", "Next": "Left end"}, "Left end": {"Type": "Pass", "End": true}
        }}], "End": true}
    }});
    let story = run(&definition, r#"["a", "bbbb", "cc"]"#, json!({}));
    assert_eq!(told(&story, "Each/First|next|Each/Second"), (6, 3, true, false));
    assert_eq!(told(&story, "Each|next|Both"), (17, 1, false, false));
    // Once is no most of many.
    assert_eq!(told(&story, "Both/Left|next|Both/Left end"), (17, 1, false, false));
}

#[test]
fn what_comes_near_the_limit_is_marked() {
    let definition = json!({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Result": 1, "End": true}
    }});
    for (size, near) in [(209_712, false), (209_713, true)] {
        let story = run(&definition, &format!("\"{}\"", "x".repeat(size - 2)), json!({}));
        assert_eq!(told(&story, "A|next|B"), (size as u64, 1, false, near));
        assert_eq!(told(&story, "B|end|#end"), (1, 1, false, false));
    }
}
