//! Labels of edges: none lies over another one or over a card, in either direction.

mod common;

use common::{check, placed, placed_right};
use stepwell_diagram::{Diagram, Face, NodeKind, measure, width};

#[derive(Clone, Copy)]
struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Rect {
    fn meets(&self, other: &Rect) -> bool {
        const SLACK: f64 = 1.0;
        self.x + SLACK < other.x + other.width
            && other.x + SLACK < self.x + self.width
            && self.y + SLACK < other.y + other.height
            && other.y + SLACK < self.y + self.height
    }
}

/// What lies over what; and how many labels there are.
fn over_each_other(diagram: &Diagram) -> (Vec<String>, usize) {
    let mut labels: Vec<(&str, Rect)> = Vec::new();
    let mut found = Vec::new();
    for edge in &diagram.edges {
        let Some(label) = &edge.label else { continue };
        let Some((x, y)) = edge.label_at else {
            found.push(format!("{} has no place for its label", edge.id));
            continue;
        };
        let wide = (width(label, Face::Regular, 12.0) + 16.0).min(measure::LABEL_WIDTH_MAX).ceil();
        let own =
            Rect { x: x - wide / 2.0, y: y - measure::LABEL_HEIGHT / 2.0, width: wide, height: measure::LABEL_HEIGHT };
        let others = labels.iter().filter(|(_, other)| own.meets(other));
        found.extend(others.map(|(other, _)| format!("{} over {other}", edge.id)));
        let from = diagram.nodes.iter().find(|node| node.id == edge.from).unwrap();
        for node in diagram.nodes.iter().filter(|node| node.parent == from.parent && node.kind != NodeKind::Branch) {
            if own.meets(&Rect { x: node.x, y: node.y, width: node.width, height: node.height }) {
                found.push(format!("{} over {}", edge.id, node.id));
            }
        }
        labels.push((&edge.id, own));
    }
    (found, labels.len())
}

/// A state with up to four catchers, another with two, and some to lead to.
fn caught(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut one_of = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 20) as usize % most
    };
    const NAMES: [&str; 5] = ["A", "States.ALL", "States.TaskFailed", "Order.NotFound", "Lambda.ServiceException"];
    const TARGETS: [&str; 5] = ["Mend", "Tell", "Gone", "After", "Last"];
    let within = r#"{"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}"#;
    let task = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;
    let body = match one_of(3) {
        0 => format!(r#""Type": "Parallel", "Branches": [{}]"#, vec![within; 1 + one_of(3)].join(",")),
        1 => format!(r#""Type": "Map", "ItemProcessor": {within}"#),
        _ => task.to_owned(),
    };
    let mut catch = |count: usize| {
        let catchers: Vec<String> = (0..count)
            .map(|_| format!(r#"{{"ErrorEquals": ["{}"], "Next": "{}"}}"#, NAMES[one_of(5)], TARGETS[one_of(5)]))
            .collect();
        catchers.join(",")
    };
    let (first, second) = (catch(1 + seed as usize % 4), catch(2 * (seed as usize / 4 % 2)));
    let back = if seed.is_multiple_of(3) { "Work" } else { "After" };
    format!(
        r#"{{"StartAt": "First", "States": {{
            "First": {{"Type": "Pass", "Next": "Work"}},
            "Work": {{{body}, "Catch": [{first}], "Next": "After"}},
            "Mend": {{"Type": "Pass", "Next": "{back}"}}, "Tell": {{"Type": "Pass", "Next": "Gone"}}, "Gone": {{"Type": "Fail"}},
            "After": {{{task}, "Catch": [{second}], "Next": "Last"}}, "Last": {{"Type": "Succeed"}}
        }}}}"#
    )
}

#[test]
fn labels_of_catchers_lie_beside_each_other() {
    let mut labels = 0;
    for seed in 0..600 {
        let text = caught(seed);
        for (diagram, way) in [(placed(&text), "down"), (placed_right(&text), "right")] {
            assert_eq!(check(&diagram), Ok(()), "{way}: {text}");
            let (found, count) = over_each_other(&diagram);
            assert_eq!(found, Vec::<String>::new(), "{way}: {text}");
            labels += count;
        }
    }
    assert!(labels > 2_000, "only {labels} labels");
}
