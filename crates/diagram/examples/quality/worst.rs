//! Definitions that no person writes.

use std::fmt::Write as _;

use crate::machines;

/// A fixed sequence of numbers that look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

fn machine(states: impl Iterator<Item = String>) -> String {
    let mut text = String::from(r#"{"StartAt":"S0","States":{"#);
    for (number, state) in states.enumerate() {
        let _ = write!(text, "{}\"S{number}\":{state}", if number > 0 { "," } else { "" });
    }
    text.push_str("}}");
    text
}

fn pass(to: usize) -> String {
    format!(r#"{{"Type":"Pass","Next":"S{to}"}}"#)
}

fn choice(targets: impl Iterator<Item = usize>) -> String {
    let rules: Vec<String> =
        targets.map(|to| format!(r#"{{"Variable":"$.a","IsNull":true,"Next":"S{to}"}}"#)).collect();
    format!(r#"{{"Type":"Choice","Choices":[{}]}}"#, rules.join(","))
}

fn caught(to: usize, by: impl Iterator<Item = usize>) -> String {
    let catchers: Vec<String> = by.map(|to| format!(r#"{{"ErrorEquals":["E{to}"],"Next":"S{to}"}}"#)).collect();
    format!(
        r#"{{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"S{to}","Catch":[{}]}}"#,
        catchers.join(",")
    )
}

/// What each case is, and its text.
pub fn cases() -> Vec<(String, String)> {
    let mut cases: Vec<(String, String)> = Vec::new();
    for count in [100, 1_000, 3_000, 10_000] {
        let mut numbers = Numbers(11);
        let dense = machine((0..count).map(|_| {
            let (a, b) = (numbers.below(count), numbers.below(count));
            if numbers.below(2) == 0 { choice([a, b].into_iter()) } else { pass(a) }
        }));
        cases.push((format!("{count} states, 1.5 transitions each, anywhere"), dense));
    }
    for count in [100, 1_000, 10_000] {
        let mut numbers = Numbers(13);
        let knot =
            machine((0..count).map(|_| choice((0..20).map(|_| numbers.below(count)).collect::<Vec<_>>().into_iter())));
        cases.push((format!("{count} Choices of 20 rules, anywhere"), knot));
    }
    for count in [1_000, 10_000] {
        let mut numbers = Numbers(17);
        let near = machine((0..count).map(|number| {
            let near = |numbers: &mut Numbers| (number + 1 + numbers.below(30)).min(count - 1);
            choice([near(&mut numbers), near(&mut numbers)].into_iter())
        }));
        cases.push((format!("{count} Choices of 2 rules up to 30 states ahead"), near));
    }
    let fan = |count: usize, rules: usize| {
        machine((0..count).map(move |number| match number {
            0 => choice(1..=rules.min(count - 1)),
            _ => pass(count - 1),
        }))
    };
    cases.push(("one Choice of 500 rules".to_owned(), fan(502, 500)));
    cases.push(("one Choice of 9,998 rules".to_owned(), fan(10_000, 9_998)));
    let back = machine((0..500).map(|number| match number {
        499 => choice(0..499),
        _ => pass(number + 1),
    }));
    cases.push(("a Choice of 499 rules back to each state before it".to_owned(), back));
    let cycles = machine((0..2_000).map(|number| choice([number + 1, number / 2].into_iter().map(|to| to.min(1_999)))));
    cases.push(("2,000 Choices, each with a long way back".to_owned(), cycles));
    let ring = machine((0..10_000).map(|number| pass((number + 1) % 10_000)));
    cases.push(("a ring of 10,000 states".to_owned(), ring));
    let skips =
        machine((0..3_000).map(|number| choice([number + 1, 2_999 - number / 2].into_iter().map(|to| to.min(2_999)))));
    cases.push(("3,000 Choices, each with a long way ahead".to_owned(), skips));
    let catchers = machine((0..3_000).map(|number| caught((number + 1).min(2_999), [2_998, 2_997, 2_996].into_iter())));
    cases.push(("3,000 Tasks with 3 catchers to the same handlers".to_owned(), catchers));
    let many = machine((0..60).map(|number| caught((number + 1).min(59), 0..60)));
    cases.push(("60 Tasks with 60 catchers each".to_owned(), many));
    cases.push((
        "10,000 states that nothing joins".to_owned(),
        machine((0..10_000).map(|_| r#"{"Type":"Pass"}"#.to_owned())),
    ));
    let pairs = machine((0..10_000_usize).map(|number| pass(number ^ 1)));
    cases.push(("5,000 pairs".to_owned(), pairs));
    cases.push(("10,000 states as people write them".to_owned(), machines::definition(10_000, false)));
    cases.push(("10,000 states as people write them, flat".to_owned(), machines::definition(10_000, true)));
    for (levels, name) in [(200, "200 levels of Parallel"), (30, "30 levels of Parallel")] {
        let open = r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":["#;
        cases.push((name.to_owned(), format!("{}{{}}{}", open.repeat(levels), "]}}}".repeat(levels))));
    }
    // Two branches on each level double what there is.
    let mut tree = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#.to_owned();
    for _ in 0..12 {
        tree = format!(
            r#"{{"StartAt":"P","States":{{"P":{{"Type":"Parallel","End":true,"Branches":[{tree},{tree}]}}}}}}"#
        );
    }
    cases.push(("4,096 branches in 12 levels".to_owned(), tree));
    let wide = vec![r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#; 9_000].join(",");
    cases.push((
        "a Parallel of 9,000 branches".to_owned(),
        format!(r#"{{"StartAt":"P","States":{{"P":{{"Type":"Parallel","End":true,"Branches":[{wide}]}}}}}}"#),
    ));
    cases
}
